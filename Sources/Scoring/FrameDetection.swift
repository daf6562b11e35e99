internal import SpeechTimeline

/// Speech in frames of 10 ms, as scorers count that hold times in seconds: edges go to the nearest
/// frame, ties to the even one, and gaps are compared in floating point. Reproduces their counts to
/// the frame; the exact score does not depend on any of this.
struct FrameDetection {
  /// Length of a frame in milliseconds and in seconds.
  private static let frame = 10
  private static let frameSeconds = 0.01

  /// A span as a file gives it, seconds.
  struct Span {
    var start: Double
    var end: Double
  }

  /// The speech of anyone in seconds, gaps of at most `gap` filled.
  static func spans(_ file: LabelFile, bridging gap: Double) -> [Span] {
    var joined: [Span] = []
    for (_, span) in file.labels.spans {
      let start = Double(span.start) / 1000
      // RTTM holds lengths: the end is a sum, and may differ in its last digit.
      let end =
        file.format == .rttm ? start + Double(span.duration) / 1000 : Double(span.end) / 1000
      if let last = joined.last, start - last.end <= gap {
        joined[joined.count - 1].end = max(last.end, end)
      } else {
        joined.append(Span(start: start, end: end))
      }
    }
    return joined
  }

  /// Sets the frames from `start` to `end` seconds.
  private static func fill(_ mask: inout [Bool], _ start: Double, _ end: Double, _ value: Bool) {
    func index(_ seconds: Double) -> Int {
      let frame = Int((seconds / frameSeconds).rounded(.toNearestOrEven))
      return min(max(0, frame), mask.count)
    }
    let first = index(start)
    let last = index(end)
    guard first < last else { return }
    for frame in first..<last { mask[frame] = value }
  }

  /// The frames that hold speech, of `count`.
  static func mask(_ spans: [Span], count: Int) -> [Bool] {
    var mask = [Bool](repeating: false, count: count)
    for span in spans { fill(&mask, span.start, span.end, true) }
    return mask
  }

  /// Scores a recording of `durationSeconds`; `scored` time is where frames begin in it.
  static func score(
    hypothesis: LabelFile, reference: LabelFile, within scored: Timeline, durationSeconds: Double,
    options: ScoreOptions
  ) -> DetectionScore {
    let own = spans(hypothesis, bridging: options.bridgeSeconds)
    let truth = spans(reference, bridging: options.bridgeSeconds)
    let count = Int((durationSeconds / frameSeconds).rounded(.toNearestOrEven))
    let detected = mask(own, count: count)
    let speech = mask(truth, count: count)
    var isScored = (0..<count).map { scored.contains($0 * frame) }
    let collar = options.collarPerSideSeconds
    if collar > 0 {
      for edge in truth.flatMap({ [$0.start, $0.end] }) {
        fill(&isScored, edge - collar, edge + collar, false)
      }
    }
    var score = DetectionScore()
    for index in 0..<count where isScored[index] {
      score.scored += frame
      if speech[index] { score.reference += frame }
      if speech[index], !detected[index] { score.miss += frame }
      if detected[index], !speech[index] { score.falseAlarm += frame }
    }
    score.boundaries = BoundaryOffsets(
      hypothesis: timeline(own), reference: timeline(truth), within: scored)
    return score
  }

  private static func timeline(_ spans: [Span]) -> Timeline {
    Timeline(
      spans.map { span in
        TimeSpan(Int((span.start * 1000).rounded()), Int((span.end * 1000).rounded()))
      })
  }
}
