import SpeechTimeline
import Testing

@testable import Diarization

struct SpeakerPathTests {
  private let settings = SpeakerPathConfiguration()

  /// Sum of cosines less the price of changes, by the definition.
  private func worth(
    _ voices: [Int], _ cosines: [Float], _ centres: [Int32], _ voiceCount: Int
  ) -> Double {
    var worth = 0.0
    for (window, voice) in voices.enumerated() {
      worth += Double(cosines[window * voiceCount + voice]) * 0.04
      guard window > 0, voice != voices[window - 1] else { continue }
      let isPause = centres[window] - centres[window - 1] >= Int32(settings.pauseSeconds * 1000)
      worth -= settings.switchSeconds * (isPause ? settings.pauseShare : 1)
    }
    return worth
  }

  @Test("No other sequence of voices is worth more than the path", arguments: [UInt64](1...12))
  func best(_ seed: UInt64) {
    var numbers = RandomNumbers(state: seed)
    let voiceCount = 3
    let centres: [Int32] = [0, 40, 80, 400, 440, 480, 2000]
    let cosines = (0..<centres.count * voiceCount).map { _ in numbers.nextSigned() * 0.8 }
    let path = SpeakerPath(
      cosines: cosines, centres: centres, voiceCount: voiceCount, settings: settings
    ).voices
    let reached = worth(path, cosines, centres, voiceCount)
    var code = 0
    while code < 2187 {
      var rest = code
      let other = centres.indices.map { _ in
        defer { rest /= voiceCount }
        return rest % voiceCount
      }
      #expect(worth(other, cosines, centres, voiceCount) <= reached + 1e-6)
      code += 1
    }
  }

  @Test("Voices that sound alike all the time leave the first one speaking")
  func ties() {
    let path = SpeakerPath(
      cosines: [Float](repeating: 0.5, count: 10), centres: [0, 40, 80, 120, 160], voiceCount: 2,
      settings: settings)
    #expect(path.voices == [0, 0, 0, 0, 0])
  }

  @Test("No windows have no path, and one voice has nobody to change to")
  func small() {
    #expect(
      SpeakerPath(cosines: [], centres: [], voiceCount: 2, settings: settings).voices.isEmpty)
    #expect(
      SpeakerPath(cosines: [0.1, 0.2], centres: [0, 40], voiceCount: 1, settings: settings).voices
        == [0, 0])
  }

  @Test("Stretches share out all of the speech, and nothing else, at the middle between windows")
  func partition() {
    let speech = Timeline([TimeSpan(0, 205), TimeSpan(500, 530), TimeSpan(1000, 1100)])
    let stretches = VoiceStretch.stretches(
      of: speech, centres: [0, 40, 80, 120, 160, 200, 515, 1000, 1040, 1080],
      voices: [0, 0, 1, 1, 1, 0, 2, 2, 2, 2])
    #expect(
      stretches.map(\.span) == [
        TimeSpan(0, 60), TimeSpan(60, 180), TimeSpan(180, 205), TimeSpan(500, 530),
        TimeSpan(1000, 1100),
      ])
    #expect(stretches.map(\.voice) == [0, 1, 0, 2, 2])
    #expect(stretches.map(\.span.duration).reduce(0, +) == speech.duration)
  }

  @Test("Where two speak the second voice is the one that comes next, piece by piece")
  func overlap() {
    let centres = (0..<50).map { Int32($0 * 40) }
    let voices = (0..<50).map { $0 < 25 ? 0 : 1 }
    // Voice 2 sounds like nobody but in the first ten windows.
    let cosines = (0..<50).flatMap { window -> [Float] in
      let own: [Float] = voices[window] == 0 ? [0.6, 0.2] : [0.2, 0.6]
      return own + [window < 10 ? 0.5 : 0]
    }
    let stretches = VoiceStretch.stretches(
      of: Timeline([TimeSpan(0, 2000)]), centres: centres, voices: voices)
    let added = OverlapAttribution.added(
      to: stretches, where: Timeline([TimeSpan(100, 300), TimeSpan(900, 1100)]), cosines: cosines,
      centres: centres, voiceCount: 3)
    #expect(added == [[TimeSpan(980, 1100)], [TimeSpan(900, 980)], [TimeSpan(100, 300)]])
  }
}
