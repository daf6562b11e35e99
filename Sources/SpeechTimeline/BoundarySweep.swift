/// One stretch of time during which the same speakers speak.
public struct SweepSegment: Hashable, Sendable {
  /// When.
  public let span: TimeSpan
  /// Bit `i` is set while timeline `i` is active; 0 while none is.
  public let active: UInt64

  /// How many timelines are active.
  public var count: Int { active.nonzeroBitCount }

  /// Whether timeline `index` is active.
  public func isActive(_ index: Int) -> Bool { active & (1 << UInt64(index)) != 0 }

  /// The indices of the active timelines, ascending.
  public var indices: [Int] { (0..<64).filter(isActive) }
}

/// The stretches between all boundaries of `timelines` within `span`, in order, without gaps: they
/// partition the span exactly.
///
///     A      [=======)
///     B           [======)
///     sweep --[ A  |AB| B  |--)
///
/// Metrics and scoring both read conversations through this sweep, so that they agree on every
/// millisecond. Adjacent stretches always differ in who is active.
///
/// - Precondition: at most 64 timelines.
public func boundarySweep(_ timelines: [Timeline], in span: TimeSpan) -> [SweepSegment] {
  precondition(timelines.count <= 64, "boundarySweep: \(timelines.count) timelines, at most 64")
  var edges: [(time: Int, bit: UInt64)] = []
  for (index, timeline) in timelines.enumerated() {
    for covered in timeline.spans {
      guard let part = covered.intersection(span) else { continue }
      edges.append((part.start, 1 << UInt64(index)))
      edges.append((part.end, 1 << UInt64(index)))
    }
  }
  edges.sort { ($0.time, $0.bit) < ($1.time, $1.bit) }

  var segments: [SweepSegment] = []
  var active: UInt64 = 0
  var reached = span.start
  var next = 0
  while next < edges.count {
    let time = edges[next].time
    if time > reached {
      segments.append(SweepSegment(span: TimeSpan(reached, time), active: active))
      reached = time
    }
    // An edge toggles its timeline: spans of one timeline never touch.
    while next < edges.count, edges[next].time == time {
      active ^= edges[next].bit
      next += 1
    }
  }
  if reached < span.end {
    segments.append(SweepSegment(span: TimeSpan(reached, span.end), active: active))
  }
  return segments
}
