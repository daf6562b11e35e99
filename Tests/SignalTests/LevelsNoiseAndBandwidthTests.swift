internal import Foundation
internal import Testing

@testable internal import Signal

@Suite("Noise floor and bandwidth")
struct LevelsNoiseAndBandwidthTests {
  @Test(
    "The noise floor is the 10th percentile of the 20 ms levels outside speech, to a bin",
    arguments: [6000, 8000, 11025, 16000, 48000], [1, 2, 3] as [UInt64])
  func noiseFloorOracle(rate: Int, seed: UInt64) throws {
    let speech = Sound.speechLike(rate: rate, seconds: 10, levelDB: -26, seed: seed)
    var samples = speech.samples
    for index in (3 * rate)..<(3 * rate + rate / 2) { samples[index] = 0 }
    let expected = try #require(
      noiseFloorDB(samples, isSpeech: speech.isSpeech, rate: rate, step: 1 / 32768))
    let level = try #require(
      measure(samples, isSpeech: speech.isSpeech, Feed(rate: rate)).noiseFloorDBFS)
    #expect(abs(level - expected) < 0.051)
  }

  @Test("All speech, or nothing but digital silence outside it, has no noise floor")
  func noNoiseFloor() {
    let speech = Sound.speechLike(rate: 8000, seconds: 3, levelDB: -26, seed: 1)
    #expect(measure(speech.samples, isSpeech: allSpeech(speech.samples)).noiseFloorDBFS == nil)
    #expect(measure([Float](repeating: 0.3, count: 8000)).noiseFloorDBFS == nil)
  }

  @Test("A noise of -60 dBFS has a floor just below -60")
  func noiseFloorLevel() throws {
    var noise = SeededNoise(seed: 5)
    // Uniform noise of amplitude a has power a²/3.
    let samples = noise.white(80000, amplitude: Float(3.0.squareRoot() * 1e-3))
    let level = try #require(measure(samples).noiseFloorDBFS)
    #expect(level < -60 && level > -61)
  }

  @Test(
    "Bandwidth is where the speech ends, whatever the rate",
    arguments: [8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000], [1000.0, 2500, 3400])
  func bandwidthOfBandLimitedSpeech(rate: Int, edgeHz: Double) throws {
    // Tones every 300 Hz from the edge down.
    var samples = [Float](repeating: 0, count: rate / 2)
    for (number, frequency) in stride(from: edgeHz, to: 100, by: -300).enumerated() {
      for index in samples.indices {
        let phase = 2 * .pi * frequency * Double(index) / Double(rate)
        samples[index] += Float(0.01 * sin(phase + Double(number * number)))
      }
    }
    let bandwidth = try #require(
      measure(samples, isSpeech: allSpeech(samples, rate: rate), Feed(rate: rate)).bandwidthHz)
    // A Hann window's main lobe is 2 bins of 62.5 Hz either side, its first side lobe 31 dB down.
    #expect(bandwidth >= edgeHz - 63 && bandwidth <= edgeHz + 250)
  }

  @Test("Noise reaches half the rate, only speech frames count, and offsets do not")
  func bandwidthOfSpeechFrames() throws {
    var noise = SeededNoise(seed: 8)
    let tone = Sound.sine(1000, rate: 16000, seconds: 2, amplitude: 0.3).map { $0 + 0.5 }
    let hiss = noise.white(32000, amplitude: 0.3)
    let first = (0..<400).map { $0 < 200 }
    let bandwidth = try #require(
      measure(tone + hiss, isSpeech: first, Feed(rate: 16000)).bandwidthHz)
    #expect(abs(bandwidth - 1000) < 250)
    let second = first.map { !$0 }
    let wide = try #require(measure(tone + hiss, isSpeech: second, Feed(rate: 16000)).bandwidthHz)
    #expect(wide > 7900 && wide <= 8000)
    #expect(measure(tone + hiss, Feed(rate: 16000)).bandwidthHz == nil)
    let zeros = [Float](repeating: 0, count: 16000)
    #expect(measure(zeros, isSpeech: allSpeech(zeros)).bandwidthHz == nil)
  }

  @Test("What lies 38 dB below the peak counts, 42 dB below does not", arguments: [38.0, 42.0])
  func bandwidthThreshold(belowDB: Double) throws {
    let low = Sound.sine(1000, rate: 16000, seconds: 2, amplitude: 0.3)
    let high = Sound.sine(
      6000, rate: 16000, seconds: 2, amplitude: 0.3 * pow(10, -belowDB / 20))
    let samples = zip(low, high).map { $0 + $1 }
    let bandwidth = try #require(
      measure(samples, isSpeech: allSpeech(samples, rate: 16000), Feed(rate: 16000)).bandwidthHz)
    #expect((bandwidth > 5900) == (belowDB < 40))
  }

  @Test("A power code is within 12.5 %, monotone, and right on average")
  func powerCodes() {
    var noise = SeededNoise(seed: 3)
    var (coded, exact) = (0.0, 0.0)
    var worst: Float = 0
    for _ in 0..<20000 {
      let power = Float(pow(10, Double.random(in: -18...0, using: &noise)))
      worst = max(worst, abs(PowerCode.decode(PowerCode.encode(power)) - power) / power)
    }
    #expect(worst > 0.1 && worst <= 0.125)
    for _ in 0..<100_000 {
      let power = Float.random(in: 0...1, using: &noise)
      coded += Double(PowerCode.decode(PowerCode.encode(power)))
      exact += Double(power)
    }
    #expect(abs(coded / exact - 1) < 0.005)
    #expect(PowerCode.decode(PowerCode.encode(0)) == 0)
    for code in UInt8.min...UInt8.max { #expect(PowerCode.encode(PowerCode.decode(code)) == code) }
  }
}
