internal import Testing

@testable internal import Signal

@Suite("The level meter as a stream")
struct LevelsStreamingTests {
  @Test(
    "Figures do not depend on how samples and decisions are cut",
    arguments: [1, 7, 80, 8192], [nil, 1, 13, 200] as [Int?])
  func cuttingChangesNothing(block: Int, decisions: Int?) {
    for rate in [8000, 11025] {
      let speech = Sound.speechLike(rate: rate, seconds: 2.003, levelDB: -12, seed: 11)
      var samples = speech.samples.map { max(-0.7, min(0.7, $0)) }
      for index in 5000..<5400 { samples[index] = 0 }
      let whole = Feed(rate: rate, largestCode: 0.7, block: samples.count)
      let cut = Feed(rate: rate, largestCode: 0.7, block: block, decisions: decisions)
      #expect(
        measure(samples, isSpeech: speech.isSpeech, cut)
          == measure(samples, isSpeech: speech.isSpeech, whole))
    }
  }

  @Test("Without samples nothing is measured")
  func empty() {
    let expected = LevelFigures(
      activeLevelDBFS: nil, noiseFloorDBFS: nil, clippingRatio: nil, dropoutCount: 0,
      digitalSilenceMilliseconds: 0, bandwidthHz: nil)
    #expect(measure([]) == expected)
  }

  @Test(
    "Recordings of a few samples have the ratios and no levels",
    arguments: [1, 2, 79, 80, 81, 127, 128, 160])
  func fewSamples(count: Int) {
    let figures = measure([Float](repeating: 1, count: count))
    #expect(figures.clippingRatio == (count < 3 ? 0 : 1))
    #expect(figures.digitalSilenceMilliseconds == (count < 160 ? 0 : 20))
    #expect(figures.activeLevelDBFS == nil && figures.noiseFloorDBFS == nil)
  }

  @Test("Whole frames wait, a last shorter one does not", arguments: [79, 80, 81, 800, 879])
  func pendingFrames(count: Int) {
    var meter = ChannelLevelMeter(sampleRateHz: 8000, largestCode: 1, smallestStep: 1 / 32768)
    meter.process([Float](repeating: 0.1, count: count).span)
    #expect(meter.pendingFrames == count / 80)
    let decisions = [Bool](repeating: true, count: count / 80)
    meter.settle(isSpeech: decisions.span)
    #expect(meter.pendingFrames == 0)
    meter.finish()
    meter.finish()
    #expect(meter.pendingFrames == 0)
  }

  @Test(
    "A waiting frame takes 8 bytes and a second of spectra at most 1600",
    arguments: [6000, 8000, 16000, 44100, 48000, 96000])
  func memory(rate: Int) {
    #expect(MemoryLayout<WaitingFrame>.stride == 8)
    var bandwidth = SpeechBandwidth(sampleRateHz: rate)
    let samples = [Float](repeating: 0.1, count: bandwidth.size)
    for _ in 0..<(6000 / bandwidth.interval) { bandwidth.analyse(samples.span) }
    #expect(bandwidth.waitingBytes > 0 && bandwidth.waitingBytes <= 60 * 1600)
    // The next frame must hold the rest of a spectrum.
    #expect(bandwidth.size <= FrameGrid(sampleRateHz: rate).samples(of: 0).count * 2)
    #expect(Double(rate) / Double(bandwidth.size) <= 62.5)
  }

  @Test("A queue keeps its order while it grows and shrinks")
  func queue() {
    var queue = FlatQueue<Int>()
    var (next, oldest) = (0, 0)
    for round in 1...50 {
      for _ in 0..<(round % 7 * 3) {
        queue.append(next)
        next += 1
      }
      let removed = min(queue.count, round % 5 * 4)
      queue.removeFirst(removed)
      oldest += removed
      #expect((0..<queue.count).map { queue[$0] } == Array(oldest..<next))
    }
  }
}
