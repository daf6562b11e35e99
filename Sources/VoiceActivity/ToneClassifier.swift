internal import SpeechTimeline

/// One stretch of a generated tone.
struct ToneRun: Hashable, Sendable {
  /// When.
  var span: TimeSpan
  /// Its two strongest partials, Hz; 0 where there is none.
  var firstHz: Float
  var secondHz: Float
}

/// Names tones by frequency and cadence.
///
/// *Source*: ITU-T E.180/Q.35 and its supplement 2: ringing 400–450 Hz and 440 + 480 Hz, on for 0.4 to 2 s;
/// busy and congestion 400–620 Hz, on and off for 0.15 to 0.75 s alike; dial tone 350–450 Hz without a
/// break, and 350 + 440 Hz, which nothing else is made of, however short.
enum ToneClassifier {
  private static let ringingHz: ClosedRange<Float> = 370...500
  private static let dialHz: ClosedRange<Float> = 330...470
  private static let dialPairHz: [Float] = [350, 440]
  /// One bin of the spectrum that found them.
  private static let pairToleranceHz: Float = 8
  private static let busyHz: ClosedRange<Float> = 370...650
  /// Milliseconds.
  private static let continuous = 5000
  private static let longestRing = 3000
  private static let shortestRing = 300
  private static let busyPhase = 150...750
  private static let longestBeep = 2000
  /// On and off times of a busy tone differ by at most this.
  private static let busyTolerance = 120
  private static let fewestBusyPeriods = 3

  /// One event for each run, in order.
  static func events(_ runs: [ToneRun], channel: Int) -> [ToneEvent] {
    let busy = busyRuns(runs)
    return runs.indices.map { index in
      let kind = busy[index] ? ToneKind.busy : kind(of: runs[index])
      return ToneEvent(kind: kind, channel: channel, span: runs[index].span)
    }
  }

  private static func kind(of run: ToneRun) -> ToneKind {
    let duration = run.span.duration
    let pair = [run.firstHz, run.secondHz].sorted()
    if zip(pair, dialPairHz).allSatisfy({ abs($0 - $1) <= pairToleranceHz }) { return .dialTone }
    if duration >= continuous { return dialHz.contains(run.firstHz) ? .dialTone : .comfortTone }
    if ringingHz.contains(run.firstHz), (shortestRing...longestRing).contains(duration) {
      return .ringback
    }
    return duration <= longestBeep ? .beep : .comfortTone
  }

  /// Marks runs that belong to at least three periods of equal on and off times.
  private static func busyRuns(_ runs: [ToneRun]) -> [Bool] {
    var busy = [Bool](repeating: false, count: runs.count)
    var first = 0
    for index in runs.indices.dropFirst() {
      if !follows(runs[index - 1], runs[index]) {
        mark(first..<index, in: &busy)
        first = index
      }
    }
    mark(first..<runs.count, in: &busy)
    return busy
  }

  private static func mark(_ group: Range<Int>, in busy: inout [Bool]) {
    guard group.count >= fewestBusyPeriods else { return }
    for index in group { busy[index] = true }
  }

  private static func follows(_ earlier: ToneRun, _ later: ToneRun) -> Bool {
    let gap = later.span.start - earlier.span.end
    return busyPhase.contains(earlier.span.duration) && busyPhase.contains(later.span.duration)
      && abs(earlier.span.duration - later.span.duration) <= busyTolerance
      && abs(gap - earlier.span.duration) <= busyTolerance + 60
      && busyHz.contains(earlier.firstHz) && busyHz.contains(later.firstHz)
  }
}
