import Signal
import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("Features") struct FeatureExtractorTests {
  private func features(_ samples: [Float], block: Int) -> ChannelFeatures {
    var extractor = FeatureExtractor()
    for start in stride(from: 0, to: samples.count, by: block) {
      extractor.process(samples.span.extracting(start..<min(samples.count, start + block)))
    }
    extractor.finish()
    return extractor.features
  }

  private func expectSame(_ a: ChannelFeatures, _ b: ChannelFeatures) {
    #expect(a.levelDB == b.levelDB)
    #expect(a.harmonicity == b.harmonicity)
    #expect(a.keyTone == b.keyTone)
    #expect(a.bands == b.bands)
    #expect(a.tonality == b.tonality)
  }

  private static let call = conversation(seconds: 12)[0]

  @Test("Blocks of any length give the same features", arguments: [1, 79, 80, 81, 639, 100_000])
  func blocks(size: Int) {
    expectSame(features(Self.call, block: size), features(Self.call, block: 4096))
  }

  @Test(
    "There is a frame for every 80 samples begun, and a step for every frame",
    arguments: [0, 1, 79, 80, 81, 159, 160, 161, 639, 640, 641, 1023, 1024, 1025, 6400, 10_001])
  func counts(samples: Int) {
    let noise = Synthetic.noise(samples, levelDB: -20, seed: 1)
    for block in [1, 80, 4096] {
      let found = features(noise, block: block)
      #expect(found.frameCount == (samples + 79) / 80)
      #expect(found.harmonicity.count == found.frameCount)
      #expect(found.keyTone.count == found.frameCount)
      #expect(found.bands.count == found.frameCount * ShortTimeAnalyzer.bandCount)
      #expect(found.tonality.count * TonalityAnalyzer.framesPerStep >= found.frameCount)
    }
  }

  @Test(
    "A frame's window is centred on it: a click is loudest in its own frame", arguments: [0, 5, 40])
  func centred(frame: Int) {
    var samples = [Float](repeating: 0, count: 8000)
    samples[frame * 80 + 40] = 1
    let levels = features(samples, block: 4096).levelDB
    #expect(levels.indices.max { levels[$0] < levels[$1] } == frame)
    #expect(levels.indices.allSatisfy { abs($0 - frame) <= 2 || levels[$0] == -100 })
  }

  @Test("A step lies where its tone lies: 0.48 to 1.12 s is steps 6 to 13")
  func steps() {
    var samples = [Float](repeating: 0, count: 16_000)
    let tone = Synthetic.tone([1000], seconds: 0.64, amplitude: 0.3)
    samples.replaceSubrange(3840..<(3840 + tone.count), with: tone)
    let steady = features(samples, block: 4096).tonality.map { $0.steadiness > 0.7 }
    // The first and the last step too: their neighbours' windows overhang into the tone.
    #expect(steady.indices.filter { steady[$0] } == Array(6...13))
  }

  @Test("Dropping steps forgets their frames and nothing else")
  func dropping() {
    let whole = features(Self.call, block: 4096)
    var rest = whole
    rest.dropFirst(steps: 20)
    #expect(rest.levelDB == Array(whole.levelDB.dropFirst(160)))
    #expect(rest.harmonicity == Array(whole.harmonicity.dropFirst(160)))
    #expect(rest.keyTone == Array(whole.keyTone.dropFirst(160)))
    #expect(rest.bands == Array(whole.bands.dropFirst(160 * ShortTimeAnalyzer.bandCount)))
    #expect(rest.tonality == Array(whole.tonality.dropFirst(20)))
  }

  @Test("No figure is ever NaN or infinite")
  func finite() {
    let sounds: [[Float]] = [
      [Float](repeating: 0, count: 9000), [Float](repeating: 1, count: 9000),
      [Float](repeating: 1e-30, count: 9000), (0..<9000).map { $0 % 2 == 0 ? 1 : -1 },
      Synthetic.noise(9000, levelDB: 0, seed: 1), Synthetic.tone([440], seconds: 1, amplitude: 1),
    ]
    for sound in sounds {
      let found = features(sound, block: 4096)
      #expect(found.levelDB.allSatisfy { $0.isFinite && $0 >= -100 && $0 < 6 })
      #expect(found.harmonicity.allSatisfy { $0.isFinite && $0 >= 0 })
      #expect(found.tonality.allSatisfy { (0...1).contains($0.persistence) && $0.firstHz.isFinite })
    }
  }
}
