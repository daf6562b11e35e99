import Foundation
import SyntheticSounds
import Testing

@testable import Signal

@Suite("Tonality") struct TonalityAnalyzerTests {
  /// Steps over `samples`, `finish` included.
  private func steps(_ samples: [Float]) -> [TonalityStep] {
    var analyzer = TonalityAnalyzer()
    var found: [TonalityStep] = []
    let last = samples.count - TonalityAnalyzer.windowSize
    for first in stride(from: 0, through: last, by: TonalityAnalyzer.hopSize) {
      if let step = analyzer.analyze(samples, from: first) { found.append(step) }
    }
    if let step = analyzer.finish() { found.append(step) }
    return found
  }

  private func mean(_ steps: [TonalityStep], _ figure: (TonalityStep) -> Float) -> Float {
    steps.map(figure).reduce(0, +) / Float(max(1, steps.count))
  }

  @Test(
    "Tones of one and two frequencies stand still, and their frequencies are found",
    arguments: [[425.0], [440, 480], [350, 440], [480, 620], [1000], [2100], [3300]])
  func tones(frequenciesHz: [Double]) {
    let found = steps(Synthetic.tone(frequenciesHz, seconds: 3, amplitude: 0.2))
    for step in found.dropFirst().dropLast() {
      #expect(step.persistence > 0.9)
      #expect(step.steadiness > 0.9)
      let nearest = frequenciesHz.map { abs($0 - Double(step.firstHz)) }.min()
      #expect((nearest ?? 99) < 2)
      guard frequenciesHz.count == 2 else { continue }
      let both = [step.firstHz, step.secondHz].sorted()
      // Partials 40 Hz apart reach into each other's peaks.
      for (one, other) in zip(both, frequenciesHz) { #expect(abs(Double(one) - other) < 4) }
    }
  }

  @Test("A tone in noise 20 dB below still stands still")
  func toneInNoise() {
    let tone = Synthetic.tone([440, 480], seconds: 3, amplitude: 0.1)
    let noise = Synthetic.noise(tone.count, levelDB: Synthetic.levelDB(tone) - 20, seed: 1)
    let found = steps(Synthetic.throughMuLaw(Synthetic.mix(tone, noise)))
    #expect(mean(found.dropFirst().dropLast()) { $0.persistence } > 0.9)
  }

  @Test("A tone that glides an octave in two seconds does not", arguments: [300.0, 600, 1200])
  func glide(startHz: Double) {
    var phase = 0.0
    let glide = (0..<16_000).map { index in
      phase += startHz * exp2(Double(index) / 16_000) / 8000
      return Float(0.3 * sin(2 * .pi * phase))
    }
    let found = steps(glide)
    #expect(mean(found) { $0.persistence } < 0.1)
    #expect(mean(found) { $0.steadiness } < 0.05)
  }

  @Test("White noise does not stand still")
  func noise() {
    let found = steps(Synthetic.noise(160_000, levelDB: -30, seed: 4))
    #expect(mean(found) { $0.persistence } < 0.05)
    #expect(mean(found) { $0.steadiness } < 0.02)
  }

  @Test("Talk hardly stands still", arguments: [100.0, 140, 220])
  func talk(pitchHz: Double) {
    var voice = SyntheticVoice(seed: 21)
    voice.pitchHz = pitchHz
    let found = steps(voice.talk(seconds: 60).samples)
    // The least persistence of music is 0.07.
    #expect(mean(found) { $0.persistence } < 0.07)
    #expect(mean(found) { $0.steadiness } < 0.02)
  }

  @Test("Shares stay between 0 and 1, steadiness at most persistence, at any level")
  func ranges() {
    for levelDB in [0.0, -40, -80, -140] {
      let chord = Synthetic.scaled(
        Synthetic.tone([300, 600, 660, 900, 1500], seconds: 2, amplitude: 0.2), byDB: levelDB)
      for step in steps(chord) + steps([Float](repeating: 0, count: 8000)) {
        #expect((0...1).contains(step.persistence))
        #expect(step.steadiness <= step.persistence)
        #expect(step.firstHz.isFinite && step.secondHz.isFinite)
      }
    }
  }

  @Test("Every step given comes back once, silent ones as silence")
  func counts() {
    let tone = Synthetic.tone([440], seconds: 1, amplitude: 0.3)
    for count in 0...5 {
      var analyzer = TonalityAnalyzer()
      var found: [TonalityStep] = []
      for index in 0..<count {
        let step =
          index % 2 == 0 ? analyzer.analyze(tone, from: index * 640) : analyzer.analyzeSilence()
        if let step { found.append(step) }
      }
      if let step = analyzer.finish() { found.append(step) }
      #expect(found.count == count)
      // Between silent steps nothing persists.
      #expect(found.allSatisfy { $0.persistence == 0 })
      for index in found.indices { #expect((found[index].firstHz == 0) == (index % 2 == 1)) }
    }
  }
}
