import Foundation
import SyntheticSounds
import Testing

@testable import Signal

@Suite("Echo path") struct EchoPathEstimatorTests {
  /// Everything that `source` says taken as evidence, whether it dominates or not; its pauses are not.
  private static func estimate(source: [Float], received: [Float]) -> EchoPath? {
    var estimator = EchoPathEstimator()
    let last = source.count - EchoPathEstimator.receivedSize
    let leastDB = Synthetic.levelDB(source) - 15
    for first in stride(from: 0, through: last, by: EchoPathEstimator.blockSize) {
      let block = source[first..<(first + EchoPathEstimator.blockSize)]
      guard Synthetic.levelDB(block) > leastDB else { continue }
      estimator.add(source: source, received: received, from: first)
    }
    return estimator.estimate()
  }

  private static func voice(seed: UInt64, seconds: Double = 40) -> [Float] {
    var voice = SyntheticVoice(seed: seed)
    voice.pitchHz = 100 + Double(seed % 7) * 20
    voice.pauseSeconds = 0.2...0.6
    let clean = voice.talk(seconds: seconds).samples
    // The line's own noise, which a copy carries along.
    return Synthetic.mix(clean, Synthetic.noise(clean.count, levelDB: -55, seed: seed + 1))
  }

  @Test(
    "A planted path is found to 2 dB and 1 ms",
    arguments: [-6.0, -15, -25, -35], [0, 1, 80, 400, 1000, 1520])
  func planted(gainDB: Double, lag: Int) throws {
    let source = Self.voice(seed: 1)
    let copy = Synthetic.scaled(Synthetic.delayed(source, by: lag), byDB: gainDB)
    let received = Synthetic.mix(copy, Synthetic.noise(source.count, levelDB: -65, seed: 3))
    let path = try #require(Self.estimate(source: source, received: received))
    #expect(abs(path.gainDB - gainDB) < 2, "found \(path)")
    #expect(abs(path.lag - lag) <= 8)
  }

  @Test("What comes after an estimate counts in the next one, and asking twice changes nothing")
  func askedAgain() throws {
    let source = Self.voice(seed: 6)
    let copy = Synthetic.scaled(Synthetic.delayed(source, by: 320), byDB: -15)
    var estimator = EchoPathEstimator()
    let last = source.count - EchoPathEstimator.receivedSize
    for (index, first) in stride(from: 0, to: last, by: EchoPathEstimator.blockSize).enumerated() {
      if index == 2 {
        let early = estimator.estimate()
        #expect(early == nil, "too little evidence")
      }
      estimator.add(source: source, received: copy, from: first)
    }
    let found = estimator.estimate()
    let again = estimator.estimate()
    let path = try #require(found)
    #expect(again == path)
    #expect(abs(path.lag - 320) <= 8)
  }

  @Test("Polarity does not matter")
  func inverted() throws {
    let source = Self.voice(seed: 2)
    let copy = Synthetic.scaled(Synthetic.delayed(source, by: 240), byDB: -20).map { -$0 }
    let received = Synthetic.mix(copy, Synthetic.noise(source.count, levelDB: -60, seed: 3))
    let path = try #require(Self.estimate(source: source, received: received))
    #expect(abs(path.gainDB + 20) < 2)
    #expect(abs(path.lag - 240) <= 8)
  }

  @Test("Levels of the recording do not matter")
  func gainInvariance() throws {
    let source = Self.voice(seed: 4)
    let copy = Synthetic.scaled(Synthetic.delayed(source, by: 640), byDB: -22)
    let received = Synthetic.mix(copy, Synthetic.noise(source.count, levelDB: -60, seed: 5))
    let path = try #require(Self.estimate(source: source, received: received))
    // A power of two: exact in floating point.
    let quieter = try #require(
      Self.estimate(source: source.map { $0 / 2 }, received: received.map { $0 / 2 }))
    #expect(quieter.lag == path.lag)
    #expect(abs(quieter.gainDB - path.gainDB) < 1e-3)
  }

  @Test("None is invented between a voice and noise, or between two voices", arguments: 0..<50)
  func none(seed: Int) {
    let source = Self.voice(seed: UInt64(seed), seconds: 12)
    let noise = Synthetic.noise(source.count, levelDB: -50, seed: UInt64(seed) + 100)
    #expect(Self.estimate(source: source, received: noise) == nil)
    let other = Self.voice(seed: UInt64(seed) + 1000, seconds: 12)
    let quieter = Synthetic.mix(Synthetic.scaled(other, byDB: -20), noise)
    #expect(Self.estimate(source: source, received: quieter) == nil)
  }

  @Test("Beyond 200 ms, without evidence, and from silence there is none")
  func outside() {
    let source = Self.voice(seed: 6)
    let late = Synthetic.scaled(Synthetic.delayed(source, by: 1800), byDB: -10)
    #expect(Self.estimate(source: source, received: late) == nil)
    var estimator = EchoPathEstimator()
    #expect(estimator.estimate() == nil)
    let silence = [Float](repeating: 0, count: source.count)
    for _ in 0..<40 { estimator.add(source: silence, received: silence, from: 0) }
    #expect(estimator.blockCount == 0)
    #expect(estimator.estimate() == nil)
    for _ in 0..<40 { estimator.add(source: source, received: silence, from: 8000) }
    #expect(estimator.estimate() == nil)
  }
}
