internal import Foundation

/// Sounds made by rule, mono, in [-1, 1].
public enum Synthetic {
  /// White noise, uniform, whose root mean square is `levelDB` re full scale.
  public static func noise(_ count: Int, levelDB: Double, seed: UInt64) -> [Float] {
    var random = RepeatableRandom(seed: seed)
    // A uniform distribution's root mean square is its bound ÷ √3.
    let bound = Float(amplitude(levelDB) * 3.0.squareRoot())
    return (0..<count).map { _ in bound * random.sample() }
  }

  /// The sum of sinusoids of equal `amplitude`.
  public static func tone(
    _ frequenciesHz: [Double], seconds: Double, rate: Int = 8000, amplitude: Double
  ) -> [Float] {
    (0..<Int((seconds * Double(rate)).rounded())).map { index in
      let time = Double(index) / Double(rate)
      return Float(frequenciesHz.reduce(0) { $0 + amplitude * sin(2 * .pi * $1 * time) })
    }
  }

  /// A pulse train of `frequencyHz` limited to `highestHz`: all its harmonics at equal strength.
  public static func pulses(
    _ frequencyHz: Double, seconds: Double, rate: Int = 8000, highestHz: Double = 3600,
    amplitude: Double = 0.5
  ) -> [Float] {
    let harmonics = (1...max(1, Int(highestHz / frequencyHz))).map { Double($0) * frequencyHz }
    return tone(
      harmonics, seconds: seconds, rate: rate, amplitude: amplitude / Double(harmonics.count))
  }

  /// `first` plus `second`, sample by sample; as long as the longer.
  public static func mix(_ first: [Float], _ second: [Float]) -> [Float] {
    (0..<max(first.count, second.count)).map {
      ($0 < first.count ? first[$0] : 0) + ($0 < second.count ? second[$0] : 0)
    }
  }

  /// `samples` `gainDB` louder.
  public static func scaled(_ samples: [Float], byDB gainDB: Double) -> [Float] {
    let gain = Float(amplitude(gainDB))
    return samples.map { $0 * gain }
  }

  /// `samples` `lag` samples later, cut to their own length.
  public static func delayed(_ samples: [Float], by lag: Int) -> [Float] {
    Array(([Float](repeating: 0, count: lag) + samples).prefix(samples.count))
  }

  /// What mu-law coding leaves of `samples`: the continuous law of ITU-T G.711 with 255 steps.
  public static func throughMuLaw(_ samples: [Float]) -> [Float] {
    samples.map { sample in
      let code = (log1p(255 * min(1, abs(Double(sample)))) / log(256) * 127).rounded()
      let size = expm1(code / 127 * log(256)) / 255
      return Float(sample < 0 ? -size : size)
    }
  }

  /// `10^(dB/20)`
  public static func amplitude(_ levelDB: Double) -> Double { pow(10, levelDB / 20) }

  /// `20·log10(amplitude)`
  public static func amplitudeDB(_ amplitude: Double) -> Double { 20 * log10(amplitude) }

  /// Mean square of `samples`, dB re full scale; -200 for silence.
  public static func levelDB(_ samples: some Collection<Float>) -> Double {
    let sum = samples.reduce(0.0) { $0 + Double($1) * Double($1) }
    return sum > 0 ? 10 * log10(sum / Double(samples.count)) : -200
  }
}
