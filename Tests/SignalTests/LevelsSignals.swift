internal import Foundation
internal import Signal

/// Seeded noise and what the level tests build from it.
struct SeededNoise: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform noise between `-amplitude` and `amplitude`.
  mutating func white(_ count: Int, amplitude: Float = 1) -> [Float] {
    (0..<count).map { _ in
      Float(Int32(truncatingIfNeeded: next() >> 32)) * 0x1p-31 * amplitude
    }
  }
}

enum Sound {
  static func sine(_ frequencyHz: Double, rate: Int, seconds: Double, amplitude: Double = 1)
    -> [Float]
  {
    (0..<Int(seconds * Double(rate))).map {
      Float(amplitude * sin(2 * .pi * frequencyHz * Double($0) / Double(rate)))
    }
  }

  /// Noise with syllables at 4 Hz and words of 0.6–1.6 s between pauses of 0.1–1.2 s, over a noise floor
  /// 45 dB lower, scaled to `levelDB` over all; returns the frames of the words too.
  static func speechLike(rate: Int, seconds: Double, levelDB: Double, seed: UInt64) -> (
    samples: [Float], isSpeech: [Bool]
  ) {
    var noise = SeededNoise(seed: seed)
    let count = Int(seconds * Double(rate))
    let carrier = noise.white(count)
    var envelope = [Double](repeating: 0.0056, count: count)
    var isSpeech = [Bool](repeating: false, count: count * 100 / rate)
    var start = Double.random(in: 0...0.5, using: &noise)
    while start < seconds {
      let end = min(seconds, start + Double.random(in: 0.6...1.6, using: &noise))
      let loudness = Double.random(in: 0.3...1, using: &noise)
      for index in Int(start * Double(rate))..<min(count, Int(end * Double(rate))) {
        let time = Double(index) / Double(rate) - start
        envelope[index] += loudness * (0.1 + 0.9 * pow(sin(.pi * 4 * time), 2))
      }
      for frame in Int(start * 100)..<min(isSpeech.count, Int(end * 100)) { isSpeech[frame] = true }
      start = end + Double.random(in: 0.1...1.2, using: &noise)
    }
    let shaped = zip(carrier, envelope).map { Double($0) * $1 }
    let power = shaped.reduce(0) { $0 + $1 * $1 } / Double(count)
    let gain = pow(10, levelDB / 20) / power.squareRoot()
    return (shaped.map { Float($0 * gain) }, isSpeech)
  }
}

/// How a test feeds a meter.
struct Feed {
  var rate = 8000
  var largestCode: Float = 32767 / 32768
  var smallestStep: Float = 1 / 32768
  /// Samples in a block.
  var block = 8192
  /// Frames in a decision; nil decides only after the end.
  var decisions: Int?
}

/// Measures `samples`; frames beyond `isSpeech` are not speech.
func measure(_ samples: [Float], isSpeech: [Bool] = [], _ feed: Feed = Feed()) -> LevelFigures {
  var meter = ChannelLevelMeter(
    sampleRateHz: feed.rate, largestCode: feed.largestCode, smallestStep: feed.smallestStep)
  var settled = 0
  func decisions(_ count: Int) -> [Bool] {
    defer { settled += count }
    return (settled..<settled + count).map { $0 < isSpeech.count && isSpeech[$0] }
  }
  var start = 0
  while start < samples.count {
    let end = min(samples.count, start + feed.block)
    meter.process(samples.span.extracting(start..<end))
    start = end
    if let size = feed.decisions {
      while meter.pendingFrames >= size { meter.settle(isSpeech: decisions(size).span) }
    }
  }
  meter.finish()
  meter.settle(isSpeech: decisions(meter.pendingFrames).span)
  return meter.levels()
}

/// Every frame of `samples` as speech.
func allSpeech(_ samples: [Float], rate: Int = 8000) -> [Bool] {
  [Bool](
    repeating: true, count: FrameGrid(sampleRateHz: rate).wholeFrames(inSamples: samples.count))
}
