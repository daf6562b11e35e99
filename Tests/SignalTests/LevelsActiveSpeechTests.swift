internal import Foundation
internal import Signal
internal import Testing

@Suite("Active speech level")
struct LevelsActiveSpeechTests {
  @Test(
    "Half frames give the level of the sample-by-sample method within 0.05 dB, at every rate",
    arguments: [6000, 8000, 11025, 16000, 22050, 44100, 48000], [1, 2] as [UInt64])
  func agreesAtEveryRate(rate: Int, seed: UInt64) throws {
    let seconds = min(20, 120_000 / Double(rate))
    let speech = Sound.speechLike(rate: rate, seconds: seconds, levelDB: -26, seed: seed)
    let everything = allSpeech(speech.samples, rate: rate)
    for isSpeech in [speech.isSpeech, everything] {
      let expected = SampleBySampleSpeechLevel(speech.samples, isSpeech: isSpeech, rate: rate)
      let level = try #require(
        measure(speech.samples, isSpeech: isSpeech, Feed(rate: rate)).activeLevelDBFS)
      #expect(abs(level - (try #require(expected.levelDBFS))) < 0.05)
    }
  }

  @Test(
    "The levels of quiet and loud speech agree within 0.05 dB",
    arguments: (1...20).map { Double($0) * -3 })
  func agreesAtEveryLevel(levelDB: Double) throws {
    let speech = Sound.speechLike(rate: 8000, seconds: 10, levelDB: levelDB, seed: 7)
    let expected = SampleBySampleSpeechLevel(
      speech.samples, isSpeech: speech.isSpeech, rate: 8000)
    let level = try #require(measure(speech.samples, isSpeech: speech.isSpeech).activeLevelDBFS)
    #expect(abs(level - (try #require(expected.levelDBFS))) < 0.05)
  }

  @Test(
    "Short and scattered speech spans agree within 0.1 dB", arguments: 1...12 as ClosedRange<UInt64>
  )
  func agreesOnScatteredSpans(seed: UInt64) throws {
    var noise = SeededNoise(seed: seed)
    let speech = Sound.speechLike(rate: 8000, seconds: 12, levelDB: -30, seed: seed)
    var isSpeech: [Bool] = []
    while isSpeech.count < 1200 {
      let length = Int.random(in: 1...60, using: &noise)
      isSpeech += [Bool](repeating: Bool.random(using: &noise), count: length)
    }
    let expected = SampleBySampleSpeechLevel(speech.samples, isSpeech: isSpeech, rate: 8000)
    let level = try #require(measure(speech.samples, isSpeech: isSpeech).activeLevelDBFS)
    #expect(abs(level - (try #require(expected.levelDBFS))) < 0.1)
  }

  @Test("A full-scale square wave is 0 dBFS, a full-scale sine -3.01")
  func knownSignals() throws {
    let square = (0..<80000).map { $0 / 8 % 2 == 0 ? Float(1) : -1 }
    let sine = Sound.sine(1000, rate: 8000, seconds: 10)
    let squareLevel = try #require(measure(square, isSpeech: allSpeech(square)).activeLevelDBFS)
    let sineLevel = try #require(measure(sine, isSpeech: allSpeech(sine)).activeLevelDBFS)
    // The envelope takes some 20 ms of the 10 s to rise to the threshold: 0.01 dB.
    #expect(abs(squareLevel) < 0.02)
    #expect(abs(sineLevel + 3.0103) < 0.02)
  }

  @Test("Doubling the amplitude raises the level by 6.02 dB: thresholds are a factor of 2 apart")
  func scalesWithAmplitude() throws {
    let speech = Sound.speechLike(rate: 8000, seconds: 10, levelDB: -40, seed: 3)
    let louder = speech.samples.map { $0 * 2 }
    let level = try #require(measure(speech.samples, isSpeech: speech.isSpeech).activeLevelDBFS)
    let raised = try #require(measure(louder, isSpeech: speech.isSpeech).activeLevelDBFS)
    #expect(abs(raised - level - 20 * log10(2)) < 1e-4)
  }

  @Test("Pauses marked as speech hardly change an active level: that is what the method is for")
  func pausesDoNotCount() throws {
    let speech = Sound.speechLike(rate: 8000, seconds: 10, levelDB: -26, seed: 5)
    let padded = speech.samples + [Float](repeating: 0, count: 80000)
    let tight = try #require(
      measure(speech.samples, isSpeech: allSpeech(speech.samples)).activeLevelDBFS)
    let loose = try #require(measure(padded, isSpeech: allSpeech(padded)).activeLevelDBFS)
    // The hangover of the last word is all that is added.
    #expect(abs(loose - tight) < 0.2)
  }

  @Test("No speech, silence and speech below the lowest threshold have no level")
  func nothingToMeasure() {
    let speech = Sound.speechLike(rate: 8000, seconds: 5, levelDB: -26, seed: 4)
    #expect(measure(speech.samples).activeLevelDBFS == nil)
    let zeros = [Float](repeating: 0, count: 8000)
    #expect(measure(zeros, isSpeech: allSpeech(zeros)).activeLevelDBFS == nil)
    let faint = Sound.speechLike(rate: 8000, seconds: 5, levelDB: -90, seed: 4)
    #expect(measure(faint.samples, isSpeech: faint.isSpeech).activeLevelDBFS == nil)
  }
}
