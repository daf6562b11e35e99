/// How long calls took, counted in classes.
public struct ProcessingHistogram: Hashable, Sendable {
  /// Upper bounds in seconds, each within its class; a last class holds what took longer.
  ///
  /// 1–2.5–5 steps from 5 ms, what some seconds on two channels take, to 500 s, more than hours on one
  /// channel: two go at 2,000 × real time on a core, one at about 100 (docs/MEASUREMENTS.md).
  public static let upperBounds: [Double] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500,
  ]

  /// Calls in each class, one class more than there are bounds.
  public private(set) var counts = [Int](repeating: 0, count: upperBounds.count + 1)
  /// Time of all calls together.
  public private(set) var sum = Duration.zero

  public init() {}

  /// Calls in all.
  public var count: Int { counts.reduce(0, +) }

  /// Counts one call in.
  public mutating func add(_ time: Duration) {
    let seconds = time / .seconds(1)
    let index = Self.upperBounds.firstIndex { seconds <= $0 } ?? Self.upperBounds.count
    counts[index] += 1
    sum += time
  }

  /// Counts the calls of another one in.
  mutating func add(_ other: ProcessingHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
    sum += other.sum
  }
}
