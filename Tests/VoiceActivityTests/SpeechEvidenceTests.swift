import SpeechTimeline
import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("Evidence of speech, decided again") struct SpeechEvidenceTests {
  /// Nothing but the path: edges stay where it puts them.
  private static let pathAlone: SpeechConfiguration = {
    var configuration = SpeechConfiguration()
    configuration.switchPenalty = 5
    configuration.growthBeforeSeconds = 0
    configuration.growthAfterSeconds = 0
    configuration.trimSeconds = 0
    configuration.bridgeSeconds = 0
    configuration.leastSeconds = 0
    return configuration
  }()

  private static func times(_ value: Float, _ count: Int) -> [Float] {
    [Float](repeating: value, count: count)
  }

  @Test("What another listener adds finds a word that the detector alone leaves out")
  func found() {
    // 20 frames at -0.4: speech there is worth 20 · (added - 0.4) less two changes at 5.
    let evidence = SpeechEvidence(
      logOdds: Self.times(-9, 20) + Self.times(-0.4, 20) + Self.times(-9, 20),
      configuration: Self.pathAlone)
    #expect(evidence.frameCount == 60)
    #expect(evidence.speech { _ in 0 }.isEmpty)
    #expect(evidence.speech { _ in 0.85 }.isEmpty)
    #expect(evidence.speech { _ in 0.95 } == Timeline([TimeSpan(200, 400)]))
    // Added to half of them it gains 10 · 1.6 and leaves the others out.
    #expect(evidence.speech { $0 < 30 ? 2 : 0 } == Timeline([TimeSpan(200, 300)]))
  }

  @Test("What another listener takes away drops a sound that the detector took for speech")
  func dropped() {
    let evidence = SpeechEvidence(
      logOdds: Self.times(-9, 20) + Self.times(1, 30) + Self.times(-9, 20),
      configuration: Self.pathAlone)
    #expect(evidence.speech { _ in 0 } == Timeline([TimeSpan(200, 500)]))
    #expect(evidence.speech { _ in -0.7 }.isEmpty)
  }

  @Test("Marks decide as in the detector: no tone becomes speech, no edge grows where it is quiet")
  func marks() {
    var configuration = SpeechConfiguration()
    configuration.trimSeconds = 0
    var evidence = SpeechEvidence(configuration)
    let logOdds = Self.times(-1, 40) + Self.times(8, 40) + Self.times(-1, 40)
    // Loud from frame 32 to 90, a tone from 50 to 55.
    let marks = logOdds.indices.map { frame -> FrameMarks in
      var marks: FrameMarks = [.heard]
      if (32..<90).contains(frame) { marks.insert(.loud) }
      if (50..<55).contains(frame) { marks.insert(.excluded) }
      return marks
    }
    evidence.append(logOdds[...], marks)
    // Growth: at most 0.18 s before, 0.2 s after.
    let expected = Timeline([TimeSpan(320, 500), TimeSpan(550, 900)])
    #expect(evidence.speech { _ in 0 } == expected)
    #expect(evidence.speech { (50..<55).contains($0) ? 20 : 0 } == expected)
  }

  @Test("More log odds take no frame away", arguments: 0..<20)
  func monotonic(seed: Int) {
    var random = RepeatableRandom(seed: UInt64(seed) + 1)
    let logOdds = (0..<400).map { _ in random.sample() * 8 }
    let more = logOdds.map { _ in abs(random.sample()) * 3 }
    let evidence = SpeechEvidence(logOdds: logOdds, configuration: Self.pathAlone)
    let speech = evidence.speech { _ in 0 }
    let widened = evidence.speech { more[$0] }
    #expect(speech.subtracting(widened).isEmpty)
  }

  @Test("Without frames there is no speech, and log odds without bounds are kept within 100")
  func edges() {
    #expect(SpeechEvidence(logOdds: []).speech { _ in 1 }.isEmpty)
    let extreme = SpeechEvidence(
      logOdds: Self.times(-.infinity, 10) + Self.times(.infinity, 10),
      configuration: Self.pathAlone)
    #expect(extreme.speech { _ in 0 } == Timeline([TimeSpan(100, 200)]))
    #expect(extreme.speech { $0 < 10 ? 200 : -200 } == Timeline([TimeSpan(0, 100)]))
  }
}
