internal import SpeechTimeline

/// Where the windows of a call lie whose embeddings are taken: decided by its speech, and by where there may be
/// more, before the first sample is heard. `CallVoices` draws them.
struct WindowLayout: Sendable {
  /// Length of a unit window and distance to the next, milliseconds. Equal error rate of two voices: 0.7 %
  /// at 1.5 s, 2.7 % at 1 s; longer windows mix voices.
  static let unitWindow = 1500
  static let unitHop = 500
  /// Runs of speech from this on make units, up to that long, milliseconds.
  static let shortestUnit = 1000
  static let longestUnit = 3000
  /// Length of a fine window and distance to the next, milliseconds. 0.6 to 0.7 s followed changes of
  /// speaker best; the hop is two frames of the network.
  static let fineWindow = 700
  static let fineHop = 40

  let units: [TimeSpan]
  let unitWindows: [CallVoices.UnitWindow]
  let fineCentres: [Int32]
  /// What each fine window covers: inside its run of speech, moved where it would reach out of it; where
  /// speech is only possible, inside the stretch that may be.
  ///
  ///     run       [==========================)
  ///     centre    ·
  ///     window    [=======)
  let fineSpans: [TimeSpan]

  init(of speech: Timeline) { self.init(of: speech, possible: speech) }

  /// - Parameter possible: holds all of `speech`.
  init(of speech: Timeline, possible: Timeline) {
    var units: [TimeSpan] = []
    var unitWindows: [CallVoices.UnitWindow] = []
    for run in speech.spans {
      for unit in Self.units(of: run) {
        for span in Self.windows(of: unit) {
          unitWindows.append(CallVoices.UnitWindow(unit: units.count, span: span))
        }
        units.append(unit)
      }
    }
    self.units = units
    self.unitWindows = unitWindows
    var fineCentres: [Int32] = []
    var fineSpans: [TimeSpan] = []
    var next = 0
    for run in possible.spans {
      for centre in Self.centres(in: run) {
        while next < speech.spans.count, speech.spans[next].end <= centre { next += 1 }
        let isSpeech = next < speech.spans.count && speech.spans[next].start <= centre
        fineCentres.append(Int32(clamping: centre))
        fineSpans.append(Self.window(around: centre, in: isSpeech ? speech.spans[next] : run))
      }
    }
    self.fineCentres = fineCentres
    self.fineSpans = fineSpans
  }

  /// A run cut into equal parts, as few as may be; none where it is too short.
  private static func units(of run: TimeSpan) -> [TimeSpan] {
    guard run.duration >= shortestUnit else { return [] }
    let count = (run.duration + longestUnit - 1) / longestUnit
    return (0..<count).map {
      TimeSpan(
        run.start + run.duration * $0 / count, run.start + run.duration * ($0 + 1) / count)
    }
  }

  private static func windows(of unit: TimeSpan) -> [TimeSpan] {
    guard unit.duration >= unitWindow else { return [unit] }
    return stride(from: unit.start, through: unit.end - unitWindow, by: unitHop).map {
      TimeSpan($0, $0 + unitWindow)
    }
  }

  /// Multiples of the hop inside a run; its middle where there is none.
  private static func centres(in run: TimeSpan) -> [Int] {
    let first = (run.start + fineHop - 1) / fineHop * fineHop
    guard first < run.end else { return [(run.start + run.end) / 2] }
    return Array(stride(from: first, to: run.end, by: fineHop))
  }

  private static func window(around centre: Int, in run: TimeSpan) -> TimeSpan {
    let length = min(fineWindow, run.duration)
    let start = min(max(centre - length / 2, run.start), run.end - length)
    return TimeSpan(start, start + length)
  }
}
