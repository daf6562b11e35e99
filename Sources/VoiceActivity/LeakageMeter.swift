internal import Signal

/// Watches two channels for copies of each other: correlation, levels, and the echo path each way.
struct LeakageMeter: ~Copyable {
  private var intoFirst = EchoPathEstimator()
  private var intoSecond = EchoPathEstimator()
  private var first: [Float] = []
  private var second: [Float] = []
  private var loudestDB: (first: Float, second: Float) = (-100, -100)
  private var sums = ChannelSums()
  private var blockIndex = 0

  /// A block in which this share of the source's power stands still in frequency is music or a tone,
  /// which may well sound on both channels: no leakage.
  private static let mostPersistence: Float = 0.1
  /// A source dominates when it is this far above the other channel, dB: less than any mix that two
  /// parties could still be told apart in.
  private static let dominanceDB: Float = 3
  /// … within this of its own loudest block, dB, which is forgotten at 0.1 dB a block.
  private static let rangeDB: Float = 15
  private static let forgettingDB: Float = 0.1
  /// … and loud enough to leak at all, dBFS.
  private static let leastDB: Float = -45
  /// Blocks taken each way: evidence of two minutes.
  private static let mostBlocks = 480
  /// Short calls give all they have; past this many blocks each way every second one will do.
  private static let fewBlocks = 120

  init() {}

  /// Adds samples at 8 kHz, as many for each channel.
  ///
  /// - Parameters:
  ///   - features: of both channels, up to these samples.
  ///   - droppedSteps: steps of the call that the features no longer hold.
  mutating func process(
    _ a: Span<Float>, _ b: Span<Float>, features: (first: ChannelFeatures, second: ChannelFeatures),
    droppedSteps: Int
  ) {
    precondition(a.count == b.count, "LeakageMeter: \(a.count) and \(b.count) samples")
    sums.add(a, b)
    a.withUnsafeBufferPointer { first.append(contentsOf: $0) }
    b.withUnsafeBufferPointer { second.append(contentsOf: $0) }
    var start = 0
    while start + EchoPathEstimator.receivedSize <= first.count {
      let isWanted = min(intoFirst.blockCount, intoSecond.blockCount) < Self.fewBlocks
      if isWanted || blockIndex % 2 == 0 {
        let sample = blockIndex * EchoPathEstimator.blockSize
        let step = sample / TonalityAnalyzer.hopSize - droppedSteps
        examine(
          from: start,
          isTonal: (
            Self.isTonal(features.first, from: step), Self.isTonal(features.second, from: step)
          ))
      }
      blockIndex += 1
      start += EchoPathEstimator.blockSize
    }
    first.removeFirst(start)
    second.removeFirst(start)
  }

  /// Whether the block that begins in `step` is music or a tone.
  private static func isTonal(_ features: ChannelFeatures, from step: Int) -> Bool {
    let steps = EchoPathEstimator.blockSize / TonalityAnalyzer.hopSize + 1
    let block = max(0, step)..<min(features.tonality.count, step + steps)
    guard !block.isEmpty else { return false }
    let sum = features.tonality[block].reduce(0) { $0 + $1.persistence }
    return sum > mostPersistence * Float(block.count)
  }

  private mutating func examine(from start: Int, isTonal: (first: Bool, second: Bool)) {
    let source = start..<(start + EchoPathEstimator.blockSize)
    let firstDB = meanLevel(first.span.extracting(source))
    let secondDB = meanLevel(second.span.extracting(source))
    loudestDB.first = max(firstDB, loudestDB.first - Self.forgettingDB)
    loudestDB.second = max(secondDB, loudestDB.second - Self.forgettingDB)
    if secondDB > Self.leastDB, secondDB > loudestDB.second - Self.rangeDB,
      secondDB > firstDB + Self.dominanceDB, !isTonal.second, intoFirst.blockCount < Self.mostBlocks
    {
      intoFirst.add(source: second, received: first, from: start)
    } else if firstDB > Self.leastDB, firstDB > loudestDB.first - Self.rangeDB,
      firstDB > secondDB + Self.dominanceDB, !isTonal.first, intoSecond.blockCount < Self.mostBlocks
    {
      intoSecond.add(source: first, received: second, from: start)
    }
  }

  /// The paths found so far: of the second channel into the first, and the other way.
  mutating func paths() -> (intoFirst: EchoPath?, intoSecond: EchoPath?) {
    (intoFirst.estimate(), intoSecond.estimate())
  }

  /// Correlation of the channels at lag 0, -1…1; nil while one of them is silent.
  var correlation: Double? { sums.correlation }

  /// Level of the first channel above the second, dB; nil while one of them is silent.
  var levelDifferenceDB: Double? { sums.levelDifferenceDB }
}

/// Mean square of the samples, dB; at least -100.
private func meanLevel(_ samples: Span<Float>) -> Float {
  var sum: Float = 0
  for index in samples.indices { sum += samples[index] * samples[index] }
  return powerToDecibels(sum / Float(max(1, samples.count)))
}
