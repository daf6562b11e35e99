import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("Lines without noise") struct GatedLineTests {
  /// On a line that sends digital silence between phrases the floor was once the minimum of the phrases
  /// themselves, and a third of the speech was lost.
  @Test("Speech between digital silence is found as well as over noise", arguments: [0.4, 2.0])
  func phrasesBetweenDigitalSilence(gapSeconds: Double) {
    let noisy = Detection(conversation(seconds: 30, gapSeconds: gapSeconds))
    let gated = Detection(conversation(seconds: 30, noiseDB: -200, gapSeconds: gapSeconds))
    for channel in 0...1 {
      #expect(agreement(gated.speech[channel], noisy.speech[channel]) > 0.97)
    }
  }

  @Test("A line muted for some seconds keeps its speech, and its noise is none", arguments: [3, 7])
  func muted(seconds: Int) {
    let call = conversation(seconds: 30, noiseDB: -45, gapSeconds: 1)
    let reference = Detection(call)
    var muted = call
    // Both channels, within pauses as much as within phrases.
    for channel in 0...1 {
      for start in [8, 20] {
        let stretch = (start * 8000)..<((start + seconds) * 8000)
        for index in stretch { muted[channel][index] = 0 }
      }
    }
    let found = Detection(muted)
    for channel in 0...1 {
      var expected = reference.speech[channel]
      for start in [800, 2000] {
        for frame in start..<(start + 100 * seconds) { expected[frame] = false }
      }
      #expect(agreement(found.speech[channel], expected) > 0.93)
    }
  }
}
