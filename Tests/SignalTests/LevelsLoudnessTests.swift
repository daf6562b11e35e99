internal import Testing

@testable internal import Signal

@Suite("Loudness")
struct LevelsLoudnessTests {
  private func loudness(_ samples: [Float], rate: Int, block: Int = 8192) throws -> Double? {
    var meter = try LoudnessMeter(sampleRateHz: rate)
    for start in stride(from: 0, to: samples.count, by: block) {
      let end = min(samples.count, start + block)
      try meter.process(samples.span.extracting(start..<end))
    }
    return try meter.integratedLUFS()
  }

  @Test(
    "A full-scale sine of 997 Hz in one channel is -3.01 LUFS (ITU-R BS.1770)",
    arguments: [8000, 16000, 44100, 48000])
  func calibration(rate: Int) throws {
    let loud = try #require(try loudness(Sound.sine(997, rate: rate, seconds: 10), rate: rate))
    // The histogram's bins are 0.1 LU wide; filters at 8 kHz differ a little from those at 48 kHz.
    #expect(abs(loud + 3.01) < 0.1)
    let quiet = Sound.sine(997, rate: rate, seconds: 10, amplitude: 0.1)
    #expect(abs(try #require(try loudness(quiet, rate: rate)) + 23.01) < 0.1)
  }

  @Test("Blocks change nothing", arguments: [1, 80, 4001])
  func blocks(block: Int) throws {
    let speech = Sound.speechLike(rate: 8000, seconds: 3, levelDB: -26, seed: 6)
    #expect(
      try loudness(speech.samples, rate: 8000, block: block)
        == loudness(speech.samples, rate: 8000, block: speech.samples.count))
  }

  @Test("Nothing, too little and too quiet have no loudness")
  func noLoudness() throws {
    #expect(try loudness([], rate: 8000) == nil)
    #expect(try loudness([0.5], rate: 8000) == nil)
    #expect(try loudness([Float](repeating: 0, count: 16000), rate: 8000) == nil)
  }

  @Test("A rate libebur128 does not take is an error that says so", arguments: [-1, 0, 5])
  func refusedRate(rate: Int) {
    #expect(throws: SignalError(code: .loudnessSetUp, sampleRateHz: rate, libraryCode: nil)) {
      _ = try LoudnessMeter(sampleRateHz: rate)
    }
  }
}
