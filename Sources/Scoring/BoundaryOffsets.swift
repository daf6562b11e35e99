internal import SpeechTimeline

/// How far the edges of detected speech are from those of the reference.
///
/// Each edge of the reference is held against the nearest edge of the same kind (start or end) in the
/// hypothesis. Edges within 20 ms of the ends of the scored time are left out: there the recording
/// begins or ends, not the speech.
public struct BoundaryOffsets: Hashable, Sendable {
  /// Hypothesis less reference of the starts found within half a second, milliseconds; positive = late.
  public var starts: [Int] = []
  /// The same of the ends.
  public var ends: [Int] = []
  /// Reference edges that have one within 200 ms.
  public var hitCount = 0
  /// Reference edges in all.
  public var count = 0

  /// Beyond this the nearest edge belongs to something else.
  private static let farthest = 500
  private static let near = 200
  private static let margin = 20

  public init() {}

  init(hypothesis: Timeline, reference: Timeline, within scored: Timeline) {
    guard let extent = scored.extent else { return }
    func offsets(_ edge: (TimeSpan) -> Int, into found: inout [Int]) {
      let candidates = hypothesis.spans.map(edge)
      for time in reference.spans.map(edge)
      where time >= extent.start + Self.margin && time <= extent.end - Self.margin
        && scored.touches(time)
      {
        count += 1
        guard let offset = nearest(to: time, among: candidates).map({ $0 - time }) else { continue }
        if abs(offset) <= Self.farthest { found.append(offset) }
        if abs(offset) <= Self.near { hitCount += 1 }
      }
    }
    var starts: [Int] = []
    var ends: [Int] = []
    offsets(\.start, into: &starts)
    offsets(\.end, into: &ends)
    self.starts = starts
    self.ends = ends
  }

  /// Adds another recording.
  public mutating func add(_ other: BoundaryOffsets) {
    starts += other.starts
    ends += other.ends
    hitCount += other.hitCount
    count += other.count
  }

  /// Median of the starts' signed offsets, milliseconds; positive = speech is found late; nil without.
  public var startMedian: Double? { median(starts) }
  /// Median of the ends' signed offsets, milliseconds; positive = speech ends late; nil without.
  public var endMedian: Double? { median(ends) }
  /// Median size of the starts' offsets, milliseconds; nil without.
  public var startMedianSize: Double? { median(starts.map(abs)) }
  /// Median size of the ends' offsets, milliseconds; nil without.
  public var endMedianSize: Double? { median(ends.map(abs)) }
  /// `hitCount` ÷ `count`, 0–1; nil without edges.
  public var hitRatio: Double? { quotient(hitCount, count) }
}

extension Timeline {
  /// Whether `time` is covered or the end of a span.
  fileprivate func touches(_ time: Int) -> Bool { contains(time) || contains(time - 1) }
}

/// The value nearest to `time` of `candidates`, ascending; of two as near the earlier; nil of none.
private func nearest(to time: Int, among candidates: [Int]) -> Int? {
  var low = 0
  var high = candidates.count
  while low < high {
    let middle = (low + high) / 2
    if candidates[middle] < time { low = middle + 1 } else { high = middle }
  }
  guard low < candidates.count else { return candidates.last }
  guard low > 0 else { return candidates[low] }
  let isEarlierNearer = time - candidates[low - 1] <= candidates[low] - time
  return candidates[isEarlierNearer ? low - 1 : low]
}

/// The middle value, of an even number the mean of the middle two; nil of nothing.
func median(_ values: [Int]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2)
    ? Double(sorted[middle - 1] + sorted[middle]) / 2 : Double(sorted[middle])
}
