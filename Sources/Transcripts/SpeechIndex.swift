internal import SpeechTimeline

/// How much speech there is up to any time: answers for thousands of words without a walk for each.
struct SpeechIndex {
  private let spans: [TimeSpan]
  /// Milliseconds of speech before each span, and in all behind the last.
  private let before: [Int]

  init(_ timeline: Timeline) {
    spans = timeline.spans
    before = spans.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.duration) }
  }

  /// Milliseconds of speech in `[0, time)`.
  func time(before time: Int) -> Int {
    let next = firstSpan(endingAfter: time)
    guard next < spans.count, spans[next].start < time else { return before[next] }
    return before[next] + time - spans[next].start
  }

  /// Milliseconds of speech in `span`.
  func time(in span: TimeSpan) -> Int { time(before: span.end) - time(before: span.start) }

  /// How alike a stretch and the speech that it touches are, 0 to 1: what they share ÷ what either covers.
  ///
  ///     speech   [====]  [=========)          [===)
  ///     span          [======)                        shared ÷ from the first [ to the last )
  func likeness(to span: TimeSpan) -> Double {
    var next = firstSpan(endingAfter: span.start)
    var touched = 0
    while next < spans.count, spans[next].start < span.end {
      touched += spans[next].duration
      next += 1
    }
    let shared = time(in: span)
    let either = touched + span.duration - shared
    return either > 0 ? Double(shared) / Double(either) : 0
  }

  /// Whether there is speech at `time`.
  func contains(_ time: Int) -> Bool {
    let next = firstSpan(endingAfter: time)
    return next < spans.count && spans[next].contains(time)
  }

  /// Index of the first span that ends after `time`, or the number of spans.
  private func firstSpan(endingAfter time: Int) -> Int {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].end > time { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
