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
