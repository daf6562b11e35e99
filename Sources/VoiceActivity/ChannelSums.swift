internal import Foundation

/// First and second moments of two channels.
struct ChannelSums {
  private var count = 0.0
  private var first = 0.0
  private var second = 0.0
  private var firstSquared = 0.0
  private var secondSquared = 0.0
  private var product = 0.0

  /// Adds samples, as many for each channel.
  mutating func add(_ a: Span<Float>, _ b: Span<Float>) {
    var sums = SIMD8<Float>(repeating: 0)
    var carried = 0
    for index in a.indices {
      let (x, y) = (a[index], b[index])
      sums += SIMD8(x, y, x * x, y * y, x * y, 0, 0, 0)
      carried += 1
      // Float sums of so few terms keep six digits; Double carries them on.
      if carried == 256 {
        fold(sums)
        sums = SIMD8(repeating: 0)
        carried = 0
      }
    }
    fold(sums)
    count += Double(a.count)
  }

  private mutating func fold(_ sums: SIMD8<Float>) {
    first += Double(sums[0])
    second += Double(sums[1])
    firstSquared += Double(sums[2])
    secondSquared += Double(sums[3])
    product += Double(sums[4])
  }

  /// Variances and covariance; nil where a channel does not vary.
  private var moments: (first: Double, second: Double, both: Double)? {
    guard count > 0 else { return nil }
    let a = firstSquared / count - first / count * (first / count)
    let b = secondSquared / count - second / count * (second / count)
    // -100 dB: the level of digital silence.
    guard a > 1e-10, b > 1e-10 else { return nil }
    return (a, b, product / count - first / count * (second / count))
  }

  /// Pearson's correlation, -1…1.
  var correlation: Double? { moments.map { $0.both / ($0.first * $0.second).squareRoot() } }

  /// `10·log10(first ÷ second)`
  var levelDifferenceDB: Double? { moments.map { 10 * log10($0.first / $0.second) } }
}
