internal import Foundation
internal import Signal
internal import Testing

@Suite("Clipping, digital silence and dropouts")
struct LevelsDefectsTests {
  private let step: Float = 1 / 32768

  // MARK: Clipping

  @Test(
    "Samples at the largest code count in runs of three and more of one sign",
    arguments: [
      ([1, 1], 0), ([1, 1, 1], 3), ([1, 1, -1, 1, 1], 0), ([1, 1, 1, -1, -1, -1], 6),
      ([0, 1, 1, 1, 1, 0, 1, 1], 4), ([-1, -1, -1, 0.5, 1], 3),
    ] as [([Float], Int)])
  func clippingRuns(samples: [Float], clipped: Int) {
    let figures = measure(samples)
    #expect(figures.clippingRatio == Double(clipped) / Double(samples.count))
  }

  @Test("The tolerance is half a step: the code below the largest is not clipped")
  func clippingTolerance() {
    let largest: Float = 32767 / 32768
    #expect(measure([Float](repeating: largest, count: 10)).clippingRatio == 1)
    #expect(measure([Float](repeating: -1, count: 10)).clippingRatio == 1)
    #expect(measure([Float](repeating: largest - step, count: 10)).clippingRatio == 0)
    let muLaw = Feed(largestCode: 32124 / 32768, smallestStep: 8 / 32768)
    #expect(measure([Float](repeating: 32124 / 32768, count: 10), muLaw).clippingRatio == 1)
    #expect(measure([Float](repeating: 31100 / 32768, count: 10), muLaw).clippingRatio == 0)
  }

  @Test("A run across frames and blocks is one run", arguments: [1, 7, 80, 8192])
  func clippingAcrossFrames(block: Int) {
    var samples = [Float](repeating: 0.1, count: 400)
    for index in 78..<82 { samples[index] = 1 }
    for index in 159..<161 { samples[index] = 1 }
    for index in 399..<400 { samples[index] = 1 }
    #expect(measure(samples, Feed(block: block)).clippingRatio == 4.0 / 400)
  }

  @Test("Clipped noise agrees with counting runs", arguments: 1...8 as ClosedRange<UInt64>)
  func clippingOracle(seed: UInt64) {
    var noise = SeededNoise(seed: seed)
    let samples = noise.white(9001, amplitude: 3).map { max(-1, min(1, $0)) }
    let expected = clippedSamples(samples, threshold: 32767 / 32768 - step / 2)
    #expect(measure(samples).clippingRatio == Double(expected) / 9001)
    #expect(expected > 100)
  }

  // MARK: Digital silence

  @Test("Runs shorter than 20 ms are not digital silence", arguments: [158, 159, 160, 161, 200])
  func silenceLength(length: Int) {
    var noise = SeededNoise(seed: 1)
    for offset in [0, 1, 79, 80, 85] {
      let samples =
        noise.white(800 + offset).map { $0 + 2 } + [Float](repeating: 0, count: length)
        + noise.white(800).map { $0 + 2 }
      let expected = length >= 160 ? (length * 1000 + 4000) / 8000 : 0
      #expect(measure(samples).digitalSilenceMilliseconds == expected)
    }
  }

  @Test("A-law's silence, plus and minus half a step, is digital silence; one code more is not")
  func aLawSilence() {
    var noise = SeededNoise(seed: 2)
    let code: Float = 8 / 32768
    let aLaw = Feed(largestCode: 32256 / 32768, smallestStep: 16 / 32768)
    let silence = (0..<8000).map { _ in Bool.random(using: &noise) ? code : -code }
    #expect(measure(silence, aLaw).digitalSilenceMilliseconds == 1000)
    #expect(measure(silence, aLaw).noiseFloorDBFS == nil)
    let louder = (0..<8000).map { _ in code * [-1, 1, 3].randomElement(using: &noise)! }
    #expect(measure(louder, aLaw).digitalSilenceMilliseconds == 0)
    #expect(measure(louder, aLaw).noiseFloorDBFS != nil)
  }

  @Test("A constant offset is digital silence too, and a jump between two levels joins them")
  func constantLevels() {
    let samples = [Float](repeating: 0.25, count: 400) + [Float](repeating: -0.25, count: 400)
    let figures = measure(samples, isSpeech: allSpeech(samples))
    #expect(figures.digitalSilenceMilliseconds == 100)
    #expect(figures.dropoutCount == 1)
  }

  @Test(
    "Random staircases, gaps and noise agree with trying every window",
    arguments: [6000, 8000, 11025], 1...6 as ClosedRange<UInt64>)
  func silenceOracle(rate: Int, seed: UInt64) {
    var noise = SeededNoise(seed: seed)
    let samples = staircase(rate: rate, seconds: 1, &noise)
    var isSpeech: [Bool] = []
    while isSpeech.count < 100 {
      let length = Int.random(in: 1...45, using: &noise)
      isSpeech += [Bool](repeating: Bool.random(using: &noise), count: length)
    }
    let silent = digitallySilent(samples, rate: rate, step: step)
    let expected = FrameGrid(sampleRateHz: rate).milliseconds(
      inSamples: silent.filter { $0 }.count)
    let inside = dropoutsInside(silent, isSpeech: isSpeech, rate: rate)
    for (block, decisions) in [(37, 1), (8192, 50), (8192, nil)] as [(Int, Int?)] {
      let figures = measure(
        samples, isSpeech: isSpeech, Feed(rate: rate, block: block, decisions: decisions))
      #expect(figures.digitalSilenceMilliseconds == expected)
      #expect(figures.dropoutCount == inside)
    }
  }

  /// Pieces of noise, constants, dithered constants and staircases of single steps.
  private func staircase(rate: Int, seconds: Int, _ noise: inout SeededNoise) -> [Float] {
    var samples: [Float] = []
    var level = 0
    while samples.count < rate * seconds {
      let length = Int.random(in: 1...(rate / 20), using: &noise)
      switch Int.random(in: 0..<5, using: &noise) {
      case 0: samples += noise.white(length, amplitude: 0.5)
      case 1: level += Int.random(in: -1...1, using: &noise)
      case 2: level = Int.random(in: -3...3, using: &noise)
      case 3:
        samples += (0..<length).map { _ in
          Float(level + Int.random(in: 0...1, using: &noise)) * step
        }
      default: samples += [Float](repeating: Float(level) * step, count: length)
      }
    }
    return Array(samples.prefix(rate * seconds))
  }

  // MARK: Dropouts

  /// 2 s of noise with zeros in `gap` (milliseconds), speech in `speech` frames.
  private func dropouts(gap: Range<Int>, speech: [Range<Int>]) -> Int {
    var noise = SeededNoise(seed: 9)
    var samples = noise.white(16000, amplitude: 0.1)
    for index in (gap.lowerBound * 8)..<(gap.upperBound * 8) { samples[index] = 0 }
    let isSpeech = (0..<200).map { frame in speech.contains { $0.contains(frame) } }
    return measure(samples, isSpeech: isSpeech).dropoutCount
  }

  @Test("A digital silence counts as a dropout where speech holds on or resumes within 0.30 s")
  func dropoutsInsideSpeech() {
    #expect(dropouts(gap: 503..<547, speech: [20..<180]) == 1)
    #expect(dropouts(gap: 503..<547, speech: [20..<51, 54..<180]) == 1)
    #expect(dropouts(gap: 500..<790, speech: [20..<50, 79..<180]) == 1)
    #expect(dropouts(gap: 500..<800, speech: [20..<50, 80..<180]) == 0)
    #expect(dropouts(gap: 500..<800, speech: [20..<180]) == 1)
  }

  @Test("Digital silence before, after and between words is no dropout")
  func silenceOutsideSpeech() {
    #expect(dropouts(gap: 0..<200, speech: [20..<180]) == 0)
    #expect(dropouts(gap: 1500..<2000, speech: [20..<150]) == 0)
    #expect(dropouts(gap: 500..<1500, speech: [20..<50, 150..<180]) == 0)
    #expect(dropouts(gap: 503..<547, speech: []) == 0)
    #expect(dropouts(gap: 1985..<2000, speech: [0..<200]) == 0)
  }
}
