import Signal
import SpeechTimeline
import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("Leakage between channels") struct LeakageTests {
  private static let clean = conversation(seconds: 60)

  /// The first channel's sound leaks into the second.
  private static func leaking(_ gainDB: Double, lag: Int) -> [[Float]] {
    let copy = Synthetic.scaled(Synthetic.delayed(clean[0], by: lag), byDB: gainDB)
    return [clean[0], Synthetic.mix(clean[1], copy)]
  }

  private static func paths(_ call: [[Float]], block: Int = 4096) -> [String] {
    var meter = LeakageMeter()
    var first = FeatureExtractor()
    var second = FeatureExtractor()
    for start in stride(from: 0, to: call[0].count, by: block) {
      let blocks = call.map { Array($0[start..<min(call[0].count, start + block)]) }
      let (one, two) = (blocks[0], blocks[1])
      first.process(one.span)
      second.process(two.span)
      meter.process(
        one.span, two.span, features: (first.features, second.features), droppedSteps: 0)
    }
    let found = meter.paths()
    return [found.intoFirst, found.intoSecond].map { path in
      path.map { "\($0.lag) \($0.gainDB)" } ?? "none"
    }
  }

  @Test("A copy is measured, and is not speech", arguments: [-15.0, -28], [0, 80, 640])
  func suppressed(gainDB: Double, lag: Int) throws {
    let detection = Detection(Self.leaking(gainDB, lag: lag))
    let path = try #require(detection.activity.channels[1].leakage)
    #expect(abs(path.gainDB - gainDB) < 2)
    #expect(abs(path.lag - lag) <= 8)
    #expect(detection.activity.channels[0].leakage == nil)
    #expect(detection.activity.layout == .stereoSplit)
    let reference = Detection(Self.clean)
    // Syllables of a weak copy that stand out of the leakage as measured, 60 to 140 ms long, are left
    // over as speech where the network hears them: agreement is 0.948 to 0.953.
    withKnownIssue(
      "Snatches of a copy 28 dB below its source are called speech", isIntermittent: true
    ) {
      for channel in 0...1 {
        #expect(agreement(detection.speech[channel], reference.speech[channel]) > 0.95)
      }
    } when: {
      gainDB == -28
    }
  }

  @Test("Between channels of their own there is none")
  func none() {
    #expect(Self.paths(Self.clean) == ["none", "none"])
  }

  @Test("What the meter finds depends on no block", arguments: [79, 2048, 5000, 1_000_000])
  func blocks(size: Int) {
    let call = Self.leaking(-20, lag: 160)
    #expect(Self.paths(call, block: size) == Self.paths(call))
  }
}
