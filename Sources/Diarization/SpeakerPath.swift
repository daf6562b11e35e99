internal import SpeechTimeline

/// The voice of each fine window along the best path through a call.
struct SpeakerPath {
  /// One voice for each fine window.
  let voices: [Int]

  /// The sequence of voices with the highest sum of cosine × time, less the price of each change
  /// (A. J. Viterbi, IEEE Transactions on Information Theory 13(2), 1967). Among equals the voice stays,
  /// else the first wins.
  ///
  /// - Parameters:
  ///   - cosines: of the windows with each voice: `centres.count × voiceCount`, row-major.
  ///   - centres: of the windows, milliseconds, ascending.
  init(
    cosines: [Float], centres: [Int32], voiceCount: Int, settings: SpeakerPathConfiguration
  ) {
    precondition(
      cosines.count == centres.count * voiceCount,
      "SpeakerPath: \(cosines.count) cosines for \(centres.count) windows, \(voiceCount) voices")
    guard voiceCount > 1, !centres.isEmpty else {
      voices = [Int](repeating: 0, count: centres.count)
      return
    }
    let price = settings.switchSeconds / Self.stepSeconds
    let pause = settings.pauseSeconds * 1000
    var sums = (0..<voiceCount).map { Double(cosines[$0]) }
    var cameFrom = [UInt8](repeating: 0, count: cosines.count)
    for window in 1..<max(centres.count, 1) {
      let isPause = Double(centres[window] - centres[window - 1]) >= pause
      let best = Self.highest(sums)
      let changed = sums[best] - (isPause ? price * settings.pauseShare : price)
      for voice in 0..<voiceCount {
        let stays = sums[voice] >= changed
        cameFrom[window * voiceCount + voice] = UInt8(stays ? voice : best)
        sums[voice] =
          (stays ? sums[voice] : changed) + Double(cosines[window * voiceCount + voice])
      }
    }
    var voices = [Int](repeating: 0, count: centres.count)
    voices[centres.count - 1] = Self.highest(sums)
    for window in stride(from: centres.count - 1, to: 0, by: -1) {
      voices[window - 1] = Int(cameFrom[window * voiceCount + voices[window]])
    }
    self.voices = voices
  }

  /// Time that a window stands for: the step of `CallVoices.fineCentres`.
  private static let stepSeconds = 0.04

  private static func highest(_ sums: [Double]) -> Int {
    var highest = 0
    for index in sums.indices where sums[index] > sums[highest] { highest = index }
    return highest
  }
}

/// A stretch of speech whose fine windows all sound like one voice.
struct VoiceStretch: Hashable {
  let span: TimeSpan
  let voice: Int
  /// The fine windows whose centres lie inside.
  let windows: Range<Int>

  /// The stretches of `speech` in order of time: each moment belongs to the nearest window of its span.
  ///
  ///     speech    [=======================)
  ///     windows     0   0   0   1   1   1
  ///     stretches [=============)[========)
  static func stretches(of speech: Timeline, centres: [Int32], voices: [Int]) -> [VoiceStretch] {
    var stretches: [VoiceStretch] = []
    var window = 0
    for span in speech.spans {
      while window < centres.count, Int(centres[window]) < span.start { window += 1 }
      let first = window
      while window < centres.count, Int(centres[window]) < span.end { window += 1 }
      guard first < window else {
        // Speech without a window of its own goes with the window before it.
        let voice = voices.isEmpty ? 0 : voices[max(0, window - 1)]
        stretches.append(VoiceStretch(span: span, voice: voice, windows: window..<window))
        continue
      }
      var start = (time: span.start, window: first)
      for next in first + 1..<window + 1 {
        let isLast = next == window
        guard isLast || voices[next] != voices[next - 1] else { continue }
        let end = isLast ? span.end : (Int(centres[next - 1]) + Int(centres[next]) + 1) / 2
        stretches.append(
          VoiceStretch(
            span: TimeSpan(start.time, end), voice: voices[start.window],
            windows: start.window..<next))
        start = (end, next)
      }
    }
    return stretches
  }
}
