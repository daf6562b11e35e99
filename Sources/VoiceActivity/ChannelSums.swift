internal import Foundation

/// First and second moments of two channels.
struct ChannelSums {
  private var count = 0.0
  private var first = 0.0
  private var second = 0.0
  private var firstSquared = 0.0
  private var secondSquared = 0.0
  private var product = 0.0

  /// Every fourth sample tells as much of levels and correlation as all do.
  private static let stride = 4
  /// Samples until the next one that counts.
  private var skip = 0

  /// Adds samples, as many for each channel.
  mutating func add(_ a: Span<Float>, _ b: Span<Float>) {
    var index = skip
    while index < a.count {
      let (x, y) = (Double(a[index]), Double(b[index]))
      count += 1
      first += x
      second += y
      firstSquared += x * x
      secondSquared += y * y
      product += x * y
      index += Self.stride
    }
    skip = index - a.count
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
