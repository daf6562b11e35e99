internal import Glibc

/// The tone that stands for what was masked.
struct MaskTone {
  let sampleRateHz: Int
  /// Frames of the masked stretch.
  let range: Range<Int>

  /// Hz; below half of the lowest rate that is read.
  private static let hertz = 1000.0
  /// 26 dB below full scale: heard, and below speech.
  private static let amplitude = 0.05
  /// The tone begins and ends over this time, so that its edges do not click.
  private static let rampSeconds = 0.005

  /// The sample of one frame, in (-1, 1).
  func sample(_ frame: Int) -> Float {
    let time = Double(frame - range.lowerBound) / Double(sampleRateHz)
    let rest = Double(range.upperBound - 1 - frame) / Double(sampleRateHz)
    let ramp = min(1, time / Self.rampSeconds, rest / Self.rampSeconds)
    return Float(Self.amplitude * ramp * sin(2 * .pi * Self.hertz * time))
  }
}
