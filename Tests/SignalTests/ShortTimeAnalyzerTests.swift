import SyntheticSounds
import Testing

@testable import Signal

/// Analysis of every frame whose window lies inside `samples`.
func shortTimeFrames(_ samples: [Float]) -> [ShortTimeFrame] {
  var analyzer = ShortTimeAnalyzer()
  let last = samples.count - ShortTimeAnalyzer.windowSize
  var bands: [BandLevel] = []
  return stride(from: 0, through: last, by: ShortTimeAnalyzer.hopSize).map {
    analyzer.analyze(samples, from: $0, appendingBandsTo: &bands)
  }
}

@Suite("Short-time analysis") struct ShortTimeAnalyzerTests {
  @Test(
    "A sinusoid inside the band has its mean square as level",
    arguments: [300, 440, 1000, 1234.5, 2000, 3400], [0.0, -20, -60])
  func sineLevel(frequencyHz: Double, gainDB: Double) {
    let sine = Synthetic.tone(
      [frequencyHz], seconds: 0.5, amplitude: Synthetic.amplitude(gainDB))
    for frame in shortTimeFrames(sine) {
      // A Hann window of 32 ms weighs a sinusoid's square unevenly: ± 0.05 dB.
      #expect(abs(Double(frame.levelDB) - (gainDB - 3.01)) < 0.05)
    }
  }

  @Test("Hum, rumble and what lies above the band hardly count", arguments: [50.0, 100, 3850])
  func outsideBand(frequencyHz: Double) {
    for frame in shortTimeFrames(Synthetic.tone([frequencyHz], seconds: 0.5, amplitude: 1)) {
      #expect(frame.levelDB < -40)
    }
  }

  @Test("White noise has the level of its share of the band")
  func noiseLevel() {
    let frames = shortTimeFrames(Synthetic.noise(80_000, levelDB: -30, seed: 1))
    let power = frames.reduce(0.0) { $0 + Synthetic.amplitude(2 * Double($1.levelDB)) }
    let meanDB = Synthetic.amplitudeDB(power / Double(frames.count)) / 2
    // 106 of 128 bins: -0.82 dB.
    #expect(abs(meanDB - (-30 - 0.82)) < 0.15)
  }

  @Test("Digital silence and a constant are silence: no pitch, no key")
  func silence() {
    for value: Float in [0, 0.5, -1] {
      for frame in shortTimeFrames([Float](repeating: value, count: 4000)) {
        #expect(frame.levelDB == ShortTimeAnalyzer.silenceDB)
        #expect(frame.harmonicity == 0)
        #expect(frame.keyTone == -1)
      }
    }
  }

  @Test(
    "Pulse trains of any voice's pitch are harmonic, whatever their level",
    arguments: [85.0, 100, 120, 150, 180, 220, 260, 300, 340, 380], [-10.0, -50])
  func pulses(pitchHz: Double, levelDB: Double) {
    let found = harmonicities(pitchHz, levelDB: levelDB)
    // A pulse at the window's edge weighs less than one in its middle: single frames sway about 1.
    #expect(found.allSatisfy { (0.75...1.25).contains($0) })
    #expect((0.85...1.1).contains(found.reduce(0, +) / Float(found.count)))
  }

  @Test("Of a pitch of 70 Hz the window holds two pulses and a bit: voiced on average only")
  func lowestPitch() {
    let found = harmonicities(70, levelDB: -20)
    #expect((0.75...1.1).contains(found.reduce(0, +) / Float(found.count)))
  }

  @Test("Noise of the line is background; what rises above it and partials that stand out are not")
  func background() {
    // The line is taken for a quiet one at first: -60 dB, and 2 dB a second up from there.
    let noise = Synthetic.noise(80_000, levelDB: -50, seed: 8)
    let still = shortTimeFrames(noise).dropFirst(500)
    #expect(still.count { $0.isBackground } * 10 > still.count * 8)
    let louder = Synthetic.scaled(Synthetic.noise(8000, levelDB: -50, seed: 9), byDB: 12)
    #expect(shortTimeFrames(noise + louder).dropFirst(1005).allSatisfy { !$0.isBackground })
    let tone = Synthetic.tone([440], seconds: 10, amplitude: Synthetic.amplitude(-50))
    let hum = shortTimeFrames(Synthetic.mix(noise, tone)).dropFirst(500)
    #expect(hum.allSatisfy { !$0.isBackground })
  }

  private func harmonicities(_ pitchHz: Double, levelDB: Double) -> [Float] {
    let train = Synthetic.pulses(pitchHz, seconds: 0.5)
    let scaled = Synthetic.scaled(train, byDB: levelDB - Synthetic.levelDB(train))
    // What is no louder than what came before it is not asked for its period: begin with noise.
    let noise = Synthetic.noise(8000, levelDB: levelDB - 20, seed: 6)
    return shortTimeFrames(noise + scaled).dropFirst(104).map(\.harmonicity)
  }

  @Test("Noise is not harmonic: far below pulse trains in the mean, seldom above 0.75")
  func noiseHarmonicity() {
    let quieter = Synthetic.noise(1600, levelDB: -60, seed: 1)
    let frames = shortTimeFrames(quieter + Synthetic.noise(40_000, levelDB: -30, seed: 2))
      .dropFirst(24)
    let mean = frames.reduce(0.0) { $0 + Double($1.harmonicity) } / Double(frames.count)
    #expect(mean < 0.5)
    #expect(frames.count { $0.harmonicity > 0.75 } * 50 < frames.count)
  }
}

@Suite("Key tones") struct KeyToneTests {
  static let pairs = (0..<16).map { $0 }

  private static func frequencies(_ pair: Int) -> [Double] {
    [[697, 770, 852, 941][pair / 4], [1209, 1336, 1477, 1633][pair % 4]]
  }

  @Test(
    "All 16 pairs are told apart, 1.5 % off and 20 dB above noise through mu-law",
    arguments: pairs, [-0.015, 0, 0.015])
  func recognised(pair: Int, deviation: Double) {
    let off = Self.frequencies(pair).map { $0 * (1 + deviation) }
    let key = Synthetic.tone(off, seconds: 0.2, amplitude: 0.2)
    let noise = Synthetic.noise(
      key.count, levelDB: Synthetic.levelDB(key) - 20, seed: UInt64(pair))
    for frame in shortTimeFrames(Synthetic.throughMuLaw(Synthetic.mix(key, noise))) {
      #expect(frame.keyTone == Int8(pair))
    }
  }

  @Test("Frequencies off by 3.5 % and more, as Q.24 demands, are no key", arguments: pairs)
  func offFrequency(pair: Int) {
    for deviation in [-0.035, 0.035] {
      let off = Self.frequencies(pair).map { $0 * (1 + deviation) }
      let frames = shortTimeFrames(Synthetic.tone(off, seconds: 0.2, amplitude: 0.2))
      #expect(frames.allSatisfy { $0.keyTone == -1 })
    }
  }

  @Test("One frequency alone, call progress tones and noise are no key")
  func others() {
    var sounds = [697, 941, 1209, 1633].map { Synthetic.tone([$0], seconds: 0.3, amplitude: 0.3) }
    sounds += [[350.0, 440], [440, 480], [480, 620], [425], [400], [1000], [2100]].map {
      Synthetic.tone($0, seconds: 0.3, amplitude: 0.2)
    }
    sounds.append(Synthetic.noise(80_000, levelDB: -25, seed: 3))
    for sound in sounds { #expect(shortTimeFrames(sound).allSatisfy { $0.keyTone == -1 }) }
  }

  @Test("Talk is no key: no pair lasts three frames", arguments: [90.0, 120, 170, 220, 280])
  func talk(pitchHz: Double) {
    var voice = SyntheticVoice(seed: 11)
    voice.pitchHz = pitchHz
    let frames = shortTimeFrames(voice.talk(seconds: 60).samples)
    for index in frames.indices.dropFirst(2) where frames[index].keyTone >= 0 {
      let lasts = (1...2).allSatisfy { frames[index - $0].keyTone == frames[index].keyTone }
      #expect(!lasts, "frame \(index)")
    }
  }
}
