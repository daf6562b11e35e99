/// Runs a network over one sequence after another, block by block, in memory that does not depend on
/// their length.
///
/// Each layer gives all frames that it can from what has come, and keeps of its input what its next
/// frame will look at. Layers see the input in blocks of one size however it arrives, so the outputs
/// are the same to the bit for every way of cutting it up.
///
///     process ─▶ │ waiting │─▶ block ─▶ layer 0 ─▶ layer 1 ─▶ … ─▶ outputs, later by what they
///                                                                  must see of the future
public struct NetworkEvaluation: Sendable {
  public let network: TemporalConvolutionNetwork
  /// Frames of input that the layers take at once.
  public let blockFrames: Int

  /// Stream i of the plan: the input, then what each layer gives.
  private var queues: [FrameQueue]
  /// The first frame of each stream that its readers have still to see.
  private var needed: [Int]
  /// Frames of input that the layers have seen.
  private var seenFrames = 0

  /// - Parameter blockFrames: rounded up to a multiple of what the network's strides ask for. Larger
  ///   ones pay less for each product, until a block's frames leave the second-level cache.
  public init(of network: TemporalConvolutionNetwork, blockFrames: Int = Self.usualBlockFrames) {
    precondition(blockFrames > 0, "NetworkEvaluation: blocks of \(blockFrames) frames")
    self.network = network
    let multiple = network.plan.frameMultiple
    self.blockFrames = (blockFrames + multiple - 1) / multiple * multiple
    let streams = network.plan.streams
    var leadingZeros = [Int](repeating: 0, count: streams.count)
    for case .convolution(let layer, let input) in network.layers {
      leadingZeros[input] = max(leadingZeros[input], layer.shape.padding)
    }
    queues = zip(streams, leadingZeros).map {
      FrameQueue(channels: $0.channels, leadingZeros: $1)
    }
    needed = [Int](repeating: 0, count: streams.count)
  }

  /// Values in all its buffers.
  var heldValueCount: Int { queues.reduce(0) { $0 + $1.values.count } }

  /// Measured on the detector's network (33 k multiply-accumulates a frame, 1 MiB of second-level
  /// cache): `sori-bench` `kernel.network_frame`.
  public static let usualBlockFrames = 512

  /// Takes frames and appends the output frames that they complete to `outputs`.
  ///
  /// - Parameters:
  ///   - frames: whole frames, row-major; any number of them.
  ///   - outputs: row-major; what is there already stays.
  public mutating func process(_ frames: Span<Float>, into outputs: inout [Float]) {
    let channels = network.inputChannels
    precondition(
      frames.count % channels == 0, "NetworkEvaluation: \(frames.count) values of \(channels)")
    var start = 0
    while start < frames.count {
      let room = seenFrames + blockFrames - queues[0].endFrame
      let end = min(frames.count, start + room * channels)
      queues[0].append(frames.extracting(start..<end))
      if queues[0].endFrame == seenFrames + blockFrames {
        seenFrames += blockFrames
        runLayers(isLast: false)
        emit(into: &outputs, upTo: .max)
      }
      start = end
    }
  }

  /// Appends the output frames that were waiting for what follows; n frames of input make n /
  /// `inputFramesPerOutput` of output in all, rounded up. The next frames begin another sequence.
  ///
  /// The input is continued with zeros to a multiple of the network's strides.
  public mutating func finish(into outputs: inout [Float]) {
    let pace = network.inputFramesPerOutput
    let count = queues[0].endFrame
    let multiple = network.plan.frameMultiple
    let missing = (count + multiple - 1) / multiple * multiple - count
    queues[0].append(zeros: missing)
    runLayers(isLast: true)
    emit(into: &outputs, upTo: (count + pace - 1) / pace)
    for index in queues.indices { queues[index].restart() }
    seenFrames = 0
  }

  /// Lets every layer give what it can.
  private mutating func runLayers(isLast: Bool) {
    if isLast { closeStream(0) }
    for index in network.layers.indices {
      // Taken out while it is written to, so that its inputs can be read.
      var output = FrameQueue.none
      swap(&output, &queues[index + 1])
      let first = output.endFrame
      switch network.layers[index] {
      case .convolution(let layer, let input):
        let available = queues[input].endFrame
        let end = isLast ? available / layer.shape.stride : layer.frameCount(available: available)
        output.extend(by: end - first) { frames, range in
          layer.evaluate(queues[input], first: first, into: &frames, in: range)
        }
      case .sum(let left, let right, let repeats, let activation):
        let end = min(queues[left].endFrame, queues[right].endFrame * repeats)
        output.extend(by: end - first) { frames, range in
          FrameArithmetic.add(
            queues[left], queues[right], repeats: repeats, first: first, activation: activation,
            into: &frames, in: range)
        }
      }
      swap(&output, &queues[index + 1])
      if isLast { closeStream(index + 1) }
    }
    if !isLast { dropSeenFrames() }
  }

  /// Lets zeros follow the last frame of a stream, as many as its readers look ahead.
  private mutating func closeStream(_ stream: Int) {
    var zeros = 0
    for case .convolution(let layer, let input) in network.layers where input == stream {
      zeros = max(zeros, layer.shape.span - layer.shape.stride - layer.shape.padding)
    }
    queues[stream].close(withZeros: zeros)
  }

  /// Forgets what no layer will look at any more.
  private mutating func dropSeenFrames() {
    for stream in needed.indices { needed[stream] = queues[stream].endFrame }
    for (index, layer) in network.layers.enumerated() {
      let next = queues[index + 1].endFrame
      switch layer {
      case .convolution(let layer, let input):
        needed[input] = min(needed[input], layer.firstInput(of: next))
      case .sum(let left, let right, let repeats, _):
        needed[left] = min(needed[left], next)
        needed[right] = min(needed[right], next / repeats)
      }
    }
    for stream in queues.indices.dropLast() { queues[stream].drop(before: needed[stream]) }
  }

  /// Hands out the last layer's frames before `end`, and forgets them: no layer reads them.
  private mutating func emit(into outputs: inout [Float], upTo end: Int) {
    let last = queues.count - 1
    let (first, given) = (queues[last].firstFrame, queues[last].endFrame)
    let size = (min(end, given) - first) * queues[last].channels
    outputs.append(contentsOf: queues[last].values[..<size])
    queues[last].drop(before: given)
  }
}
