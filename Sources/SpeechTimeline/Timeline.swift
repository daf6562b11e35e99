/// A set of milliseconds, kept as sorted, non-empty, disjoint spans that do not touch.
///
///     spans   [=====)   [==)        [=======)
///
/// Two timelines that cover the same milliseconds are equal. Every operation runs in linear time over
/// the spans of its operands.
public struct Timeline: Hashable, Sendable {
  /// The spans in order of time.
  public let spans: [TimeSpan]

  /// The union of `spans`, in any order; empty ones vanish, touching ones join.
  ///
  ///     given   [====)  [==)
  ///                 [===)      [==)
  ///     result  [=========)    [==)
  public init(_ spans: [TimeSpan] = []) {
    var joined: [TimeSpan] = []
    for span in spans.sorted() where !span.isEmpty {
      if let last = joined.last, span.start <= last.end {
        joined[joined.count - 1] = TimeSpan(last.start, max(last.end, span.end))
      } else {
        joined.append(span)
      }
    }
    self.spans = joined
  }

  /// Spans already sorted, disjoint, apart and not empty.
  private init(normalized spans: [TimeSpan]) {
    self.spans = spans
  }

  /// Whether no time at all is covered.
  public var isEmpty: Bool { spans.isEmpty }

  /// Covered time in milliseconds.
  public var duration: Int { spans.reduce(0) { $0 + $1.duration } }

  /// The span from the first covered millisecond to the last, or nil when empty.
  public var extent: TimeSpan? {
    guard let first = spans.first, let last = spans.last else { return nil }
    return TimeSpan(first.start, last.end)
  }

  /// The milliseconds in either timeline.
  public func union(_ other: Timeline) -> Timeline {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return Timeline(spans + other.spans)
  }

  /// The milliseconds in both timelines.
  ///
  ///     self    [=====)    [=====)
  ///     other      [==========)
  ///     result     [==)    [==)
  public func intersection(_ other: Timeline) -> Timeline {
    var common: [TimeSpan] = []
    var mine = 0
    var theirs = 0
    while mine < spans.count, theirs < other.spans.count {
      if let shared = spans[mine].intersection(other.spans[theirs]) { common.append(shared) }
      if spans[mine].end < other.spans[theirs].end { mine += 1 } else { theirs += 1 }
    }
    return Timeline(normalized: common)
  }

  /// The common part with one span.
  public func clipped(to span: TimeSpan) -> Timeline {
    intersection(Timeline([span]))
  }

  /// The milliseconds of `span` that this timeline does not cover.
  ///
  ///     self    [===)   [==)
  ///     span  [===============)
  ///     gaps  [=)   [===)  [==)
  public func gaps(in span: TimeSpan) -> Timeline {
    var open: [TimeSpan] = []
    var reached = span.start
    for covered in spans where covered.end > span.start && covered.start < span.end {
      if covered.start > reached { open.append(TimeSpan(reached, covered.start)) }
      reached = max(reached, covered.end)
    }
    if reached < span.end { open.append(TimeSpan(reached, span.end)) }
    return Timeline(normalized: open)
  }

  /// The milliseconds of this timeline that are not in `other`.
  ///
  ///     self    [=========)
  ///     other      [==)
  ///     result  [==)  [===)
  public func subtracting(_ other: Timeline) -> Timeline {
    guard let extent else { return self }
    return intersection(other.gaps(in: extent))
  }

  /// The timeline with every gap shorter than `milliseconds` filled.
  ///
  ///     self    [==) [==)     [==)
  ///     result  [=======)     [==)
  public func bridging(gapsShorterThan milliseconds: Int) -> Timeline {
    var joined: [TimeSpan] = []
    for span in spans {
      if let last = joined.last, span.start - last.end < milliseconds {
        joined[joined.count - 1] = TimeSpan(last.start, span.end)
      } else {
        joined.append(span)
      }
    }
    return Timeline(normalized: joined)
  }

  /// The timeline without its spans shorter than `milliseconds`.
  public func dropping(spansShorterThan milliseconds: Int) -> Timeline {
    Timeline(normalized: spans.filter { $0.duration >= milliseconds })
  }

  /// The timeline moved by `milliseconds` (negative: earlier).
  public func shifted(by milliseconds: Int) -> Timeline {
    Timeline(normalized: spans.map { $0.shifted(by: milliseconds) })
  }

  /// Whether `time` (milliseconds) is covered; logarithmic time.
  public func contains(_ time: Int) -> Bool {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].end <= time { low = middle + 1 } else { high = middle }
    }
    return low < spans.count && spans[low].contains(time)
  }
}
