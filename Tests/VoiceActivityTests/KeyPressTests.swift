import SpeechTimeline
import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("Key presses") struct KeyPressTests {
  @Test(
    "A key is a key alone, no beep besides, however long it is held and wherever it falls",
    arguments: [0.05, 0.1, 0.16, 0.25, 0.4, 1])
  func noBeepBesides(seconds: Double) {
    let key = Synthetic.tone([770, 1336], seconds: seconds, amplitude: 0.1)
    var call = Synthetic.noise(16 * 8000, levelDB: -60, seed: 1)
    // Steps of 80 ms are met at ten different places.
    for press in 0..<10 {
      let start = 8000 + press * (12_000 + 64)
      call.replaceSubrange(start..<(start + key.count), with: key)
    }
    let tones = Detection([call]).activity.tones
    #expect(tones.map(\.kind) == [ToneKind](repeating: .dtmf, count: 10))
  }
}
