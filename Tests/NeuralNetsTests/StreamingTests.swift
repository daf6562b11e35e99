import Testing

@testable import NeuralNets

struct StreamingTests {
  /// Outputs when the frames come in pieces of the lengths that `next` gives.
  private func pieceByPiece(
    _ evaluation: inout NetworkEvaluation, _ features: [Float], next: () -> Int
  ) -> [Float] {
    let channels = evaluation.network.inputChannels
    var outputs: [Float] = []
    var start = 0
    while start < features.count {
      let end = min(features.count, start + next() * channels)
      evaluation.process(features.span.extracting(start..<end), into: &outputs)
      start = end
    }
    evaluation.finish(into: &outputs)
    return outputs
  }

  @Test(
    "However the frames are cut up, the outputs are the same to the bit",
    arguments: [0, 1, 7, 8, 63, 64, 65, 127, 128, 129, 500])
  func anyPieces(_ frames: Int) throws {
    let network = try TemporalConvolutionNetwork.random()
    var numbers = TestNumbers(seed: 2)
    let features = numbers.values(frames * network.inputChannels)
    var whole = NetworkEvaluation(of: network, blockFrames: 64)
    let expected = pieceByPiece(&whole, features) { max(frames, 1) }
    #expect(expected.count == frames * network.outputChannels)
    for longest in [0, 1, 30, 200] {
      var pieces = NetworkEvaluation(of: network, blockFrames: 64)
      let outputs = pieceByPiece(&pieces, features) {
        longest == 0 ? 1 : Int.random(in: 0...longest, using: &numbers)
      }
      #expect(outputs == expected)
    }
  }

  @Test("Blocks of any size give what one block of everything gives", arguments: [1, 8, 24, 100])
  func anyBlock(_ blockFrames: Int) throws {
    let network = try TemporalConvolutionNetwork.random()
    var numbers = TestNumbers(seed: 3)
    let features = numbers.values(411 * network.inputChannels)
    var whole = NetworkEvaluation(of: network, blockFrames: 1000)
    let expected = pieceByPiece(&whole, features) { 411 }
    var blocks = NetworkEvaluation(of: network, blockFrames: blockFrames)
    let outputs = pieceByPiece(&blocks, features) { 411 }
    #expect(outputs.count == expected.count)
    // Another number of rows may have oneDNN add in another order.
    for (output, value) in zip(outputs, expected) { #expect(abs(output - value) < 1e-5) }
  }

  @Test("After the end an evaluation takes the next sequence as a new one would")
  func nextSequence() throws {
    let network = try TemporalConvolutionNetwork.random()
    var numbers = TestNumbers(seed: 4)
    let first = numbers.values(90 * network.inputChannels)
    let second = numbers.values(77 * network.inputChannels)
    var evaluation = NetworkEvaluation(of: network, blockFrames: 32)
    #expect(pieceByPiece(&evaluation, first) { 11 } == pieceByPiece(&evaluation, first) { 90 })
    var fresh = NetworkEvaluation(of: network, blockFrames: 32)
    #expect(pieceByPiece(&evaluation, second) { 5 } == pieceByPiece(&fresh, second) { 5 })
  }

  @Test("NaN in one sequence reaches no other")
  func nextSequenceAfterNaN() throws {
    let network = try TemporalConvolutionNetwork.random()
    var numbers = TestNumbers(seed: 9)
    let bad = [Float](repeating: .nan, count: 200 * network.inputChannels)
    let good = numbers.values(150 * network.inputChannels)
    var evaluation = NetworkEvaluation(of: network, blockFrames: 32)
    #expect(pieceByPiece(&evaluation, bad) { 50 }.contains { $0.isNaN })
    var fresh = NetworkEvaluation(of: network, blockFrames: 32)
    #expect(pieceByPiece(&evaluation, good) { 50 } == pieceByPiece(&fresh, good) { 50 })
  }

  @Test("One network serves many evaluations at once, each with the same bits")
  func sideBySide() async throws {
    let network = try TemporalConvolutionNetwork.random()
    var numbers = TestNumbers(seed: 10)
    let features = numbers.values(700 * network.inputChannels)
    let expected = network.outputs(for: features.span)
    await withTaskGroup(of: [Float].self) { group in
      for _ in 0..<8 { group.addTask { network.outputs(for: features.span) } }
      for await outputs in group { #expect(outputs == expected) }
    }
  }

  @Test("Outputs are there once what bears on them has come, and never later than a block")
  func delay() throws {
    let network = try TemporalConvolutionNetwork.random()
    var evaluation = NetworkEvaluation(of: network, blockFrames: 8)
    var numbers = TestNumbers(seed: 5)
    var outputs: [Float] = []
    for block in 1...40 {
      evaluation.process(numbers.values(8 * network.inputChannels).span, into: &outputs)
      let given = outputs.count / network.outputChannels
      #expect(given <= 8 * block)
      #expect(given >= 8 * block - network.futureFrames - 8)
    }
  }

  @Test("A frame is moved by input inside its context and by nothing outside")
  func context() throws {
    let network = try TemporalConvolutionNetwork.random()
    var numbers = TestNumbers(seed: 6)
    let frames = 400
    let features = numbers.values(frames * network.inputChannels)
    let before = network.outputs(for: features.span)
    let changed = 200
    var altered = features
    for channel in 0..<network.inputChannels {
      altered[changed * network.inputChannels + channel] += 10
    }
    let after = network.outputs(for: altered.span)
    let moved = (0..<frames).filter { frame in
      let values = (frame * network.outputChannels)..<((frame + 1) * network.outputChannels)
      return before[values] != after[values]
    }
    let first = try #require(moved.first)
    let last = try #require(moved.last)
    #expect(changed - first <= network.futureFrames)
    #expect(last - changed <= network.pastFrames)
    // It is no empty promise: both ends are nearly reached.
    #expect(changed - first > network.futureFrames / 2)
    #expect(last - changed > network.pastFrames / 2)
  }

  @Test("Zeros behind the end are what the sequence is continued with")
  func zerosBehind() throws {
    let network = try TemporalConvolutionNetwork.random()
    var numbers = TestNumbers(seed: 7)
    let features = numbers.values(50 * network.inputChannels)
    let padded = features + [Float](repeating: 0, count: 6 * network.inputChannels)
    let outputs = network.outputs(for: features.span)
    let all = network.outputs(for: padded.span)
    #expect(all.count == 56 * network.outputChannels)
    // 50 frames and 56 make the same rows for oneDNN: both are continued to 56.
    #expect(outputs == Array(all.prefix(outputs.count)))
  }

  @Test("What is held does not grow with the length of a sequence")
  func boundedMemory() throws {
    let network = try TemporalConvolutionNetwork.random()
    var evaluation = NetworkEvaluation(of: network, blockFrames: 64)
    var numbers = TestNumbers(seed: 8)
    let block = numbers.values(64 * network.inputChannels)
    var outputs: [Float] = []
    for _ in 0..<8 { evaluation.process(block.span, into: &outputs) }
    let held = evaluation.heldValueCount
    for _ in 0..<100 {
      outputs.removeAll(keepingCapacity: true)
      evaluation.process(block.span, into: &outputs)
    }
    #expect(evaluation.heldValueCount == held)
  }

  @Test("A network slower than its input gives a frame for every few, rounded up")
  func slowOutput() throws {
    let architecture = NetworkArchitecture(
      inputChannels: 2,
      layers: [
        .init("only", .convolution(.init(of: "features", channels: 3, kernel: 4, stride: 4)))
      ])
    let network = try TemporalConvolutionNetwork.random(architecture)
    #expect(network.inputFramesPerOutput == 4)
    for (frames, expected) in [(0, 0), (1, 1), (4, 1), (5, 2), (8, 2)] {
      let features = [Float](repeating: 1, count: frames * 2)
      #expect(network.outputs(for: features.span).count == expected * 3)
    }
  }
}
