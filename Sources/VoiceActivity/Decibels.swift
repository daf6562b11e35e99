internal import Foundation

/// `10^(dB/10)`, that is `e^(dB·ln 10/10)`.
func decibelsToPower(_ levelDB: Float) -> Float { exp(levelDB * 0.230_258_51) }

/// `10·log10(power)`, at least -100 dB.
func powerToDecibels(_ power: Float) -> Float { power > 1e-10 ? 10 * log10(power) : -100 }

/// The level, dB, of the mean power over a centred window of `width` frames.
func smoothedLevel(ofPower power: [Float], width: Int) -> [Float] {
  movingAverage(power, width: width).map(powerToDecibels)
}
