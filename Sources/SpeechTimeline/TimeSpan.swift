/// A half-open stretch of a call, `[start, end)`, in whole milliseconds from the call's first sample.
///
///     0 ms        start            end
///     |-------------[===============)--------->
///
/// Interval arithmetic on whole milliseconds is exact: sums of parts equal the whole, always. Seconds
/// exist only in input and output.
public struct TimeSpan: Hashable, Sendable {
  /// First millisecond inside the span.
  public let start: Int
  /// First millisecond after the span; never before `start`.
  public let end: Int

  /// A span from `start` to `end`, in milliseconds.
  ///
  /// - Precondition: `start <= end`.
  public init(_ start: Int, _ end: Int) {
    precondition(start <= end, "TimeSpan: start \(start) ms is after end \(end) ms")
    self.start = start
    self.end = end
  }

  /// Length in milliseconds.
  public var duration: Int { end - start }

  /// Whether the span holds no time at all.
  public var isEmpty: Bool { start == end }

  /// Whether `time` (milliseconds) lies inside: `start <= time < end`.
  public func contains(_ time: Int) -> Bool { start <= time && time < end }

  /// The common part of both spans, or nil where they share no time.
  ///
  ///     self    [======)
  ///     other       [======)
  ///     result      [==)
  public func intersection(_ other: TimeSpan) -> TimeSpan? {
    let first = max(start, other.start)
    let last = min(end, other.end)
    return first < last ? TimeSpan(first, last) : nil
  }

  /// The span moved by `milliseconds` (negative: earlier).
  public func shifted(by milliseconds: Int) -> TimeSpan {
    TimeSpan(start + milliseconds, end + milliseconds)
  }
}

extension TimeSpan: Comparable {
  /// Earlier start first; of two that start together, the shorter first.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}

extension TimeSpan: CustomStringConvertible {
  /// `[1500, 2300) ms`
  public var description: String { "[\(start), \(end)) ms" }
}
