/// Runs a speaker network over one clip after another, in buffers that are taken once.
///
/// On one thread at a time; the same clip gives the same bits on whatever thread.
public struct SpeakerEvaluation: ~Copyable {
  public let network: SpeakerNetwork
  public let context: SpeakerContext
  /// Frames of output for the last clip: half as many as went in, rounded up.
  public private(set) var frameCount = 0
  /// `frameCount` rows of `network.architecture.frameWidth` values, and what an earlier, longer clip left
  /// behind them.
  public private(set) var frames: [Float] = []

  private var front: SpeakerFront
  private var buffers = SpeakerBuffers()

  /// - Parameter context: what layers weigh their output by.
  public init(of network: SpeakerNetwork, context: SpeakerContext) {
    self.network = network
    self.context = context
    front = SpeakerFront(of: network, stretch: SpeakerFront.usualStretch)
  }

  /// Computes `frames` for a clip.
  ///
  /// - Parameter bands: whole frames of log-mel bands, mean subtracted, row-major; at least one.
  public mutating func process(_ bands: Span<Float>) {
    let architecture = network.architecture
    let count = bands.count / architecture.bandCount
    precondition(
      count > 0 && bands.count % architecture.bandCount == 0, "SpeakerEvaluation: \(bands.count)")
    let stretch = min(count, SpeakerFront.usualStretch)
    if stretch != front.stretch { front = SpeakerFront(of: network, stretch: stretch) }
    frameCount = (count + 1) / SpeakerNetwork.inputFramesPerOutput
    buffers.prepare(for: architecture, frameCount: frameCount, hold: context.hold)
    Buffers.grow(&frames, to: frameCount * architecture.frameWidth)
    runFront(bands, count: count)
    for index in network.blocks.indices { runBlock(index) }
  }

  /// Convolutions and TDNN: fills the first columns of the first block.
  private mutating func runFront(_ bands: Span<Float>, count: Int) {
    let architecture = network.architecture
    let width = architecture.frontWidth
    let taps = SpeakerNetwork.Architecture.tdnnTaps
    let padding = taps / 2
    Self.fillFront(
      &buffers.front, with: front, bands: bands, count: count, width: width, padding: padding)
    let stride = buffers.stride(ofBlock: 0)
    let product = MatrixProduct(
      rows: frameCount, inner: width, columns: architecture.tdnnChannels,
      leftStride: SpeakerNetwork.inputFramesPerOutput * width, resultStride: stride)
    for tap in 0..<taps {
      Self.multiply(
        product, buffers.front, from: tap * width, by: network.tdnn.weights,
        weightStart: tap * width * architecture.tdnnChannels, into: &buffers.current,
        isAdded: tap > 0)
    }
    SpeakerArithmetic.finish(
      &buffers.current, stride: stride, rows: 0..<frameCount, bias: network.tdnn.bias)
  }

  private mutating func runBlock(_ index: Int) {
    let architecture = network.architecture
    let block = network.blocks[index]
    let stride = buffers.stride(ofBlock: index)
    var inputs = architecture.blockInputs[index]
    for layer in block.layers {
      runLayer(
        layer, inputs: inputs, stride: stride, dilation: architecture.dilations[index])
      inputs += architecture.growth
    }
    let isLast = index == network.blocks.count - 1
    let outputStride = isLast ? inputs / 2 : buffers.stride(ofBlock: index + 1)
    var target: [Float] = []
    if isLast { swap(&target, &frames) } else { swap(&target, &buffers.next) }
    for first in Swift.stride(from: 0, to: frameCount, by: Self.chunk) {
      let rows = first..<min(first + Self.chunk, frameCount)
      SpeakerArithmetic.activate(
        buffers.current, stride: stride, rows: rows, by: block.transitActivation,
        into: &buffers.active)
      Self.multiply(
        MatrixProduct(
          rows: rows.count, inner: inputs, columns: inputs / 2, resultStride: outputStride),
        buffers.active, by: block.transit, into: &target,
        resultStart: rows.lowerBound * outputStride)
    }
    guard isLast else {
      buffers.next = buffers.current
      buffers.current = target
      return
    }
    SpeakerArithmetic.finish(
      &target, stride: outputStride, rows: 0..<frameCount, bias: network.outputBias)
    frames = target
  }

  /// Adds a layer's values behind its inputs.
  private mutating func runLayer(
    _ layer: SpeakerNetwork.Layer, inputs: Int, stride: Int, dilation: Int
  ) {
    let architecture = network.architecture
    let bottleneck = architecture.bottleneck
    for first in Swift.stride(from: 0, to: frameCount, by: Self.chunk) {
      let rows = first..<min(first + Self.chunk, frameCount)
      SpeakerArithmetic.activate(
        buffers.current, stride: stride, rows: rows, by: layer.activation,
        into: &buffers.active)
      Self.multiply(
        MatrixProduct(rows: rows.count, inner: inputs, columns: bottleneck),
        buffers.active, by: layer.narrow.weights, into: &buffers.hidden,
        resultStart: rows.lowerBound * bottleneck)
      SpeakerArithmetic.finish(
        &buffers.hidden, stride: bottleneck, rows: rows, bias: layer.narrow.bias)
    }
    let taps = SpeakerNetwork.Architecture.layerTaps * architecture.growth
    Self.multiply(
      MatrixProduct(rows: frameCount, inner: bottleneck, columns: taps),
      buffers.hidden, by: layer.local, into: &buffers.taps)
    weigh(layer)
    SpeakerArithmetic.join(
      buffers.taps, gates: buffers.gates, hold: context.hold, dilation: dilation,
      growth: architecture.growth, frameCount: frameCount, into: &buffers.current, stride: stride,
      column: inputs)
  }

  /// Computes a layer's gates from the context of its frames.
  private mutating func weigh(_ layer: SpeakerNetwork.Layer) {
    let architecture = network.architecture
    context.compute(
      buffers.hidden, count: frameCount, width: architecture.bottleneck, sums: &buffers.sums,
      running: &buffers.running, into: &buffers.contexts)
    let rows = (frameCount + context.hold - 1) / context.hold
    Self.multiply(
      MatrixProduct(rows: rows, inner: architecture.bottleneck, columns: architecture.contextWidth),
      buffers.contexts, by: layer.firstContext.weights, into: &buffers.narrowContexts)
    SpeakerArithmetic.finish(
      &buffers.narrowContexts, stride: architecture.contextWidth, rows: 0..<rows,
      bias: layer.firstContext.bias)
    Self.multiply(
      MatrixProduct(rows: rows, inner: architecture.contextWidth, columns: architecture.growth),
      buffers.narrowContexts, by: layer.secondContext.weights, into: &buffers.gates)
    SpeakerArithmetic.sigmoid(&buffers.gates, rowCount: rows, bias: layer.secondContext.bias)
  }
}

// What is done to arrays one at a time, so that none is borrowed and written to at once.
extension SpeakerEvaluation {
  /// Frames that are activated and multiplied at once: their values stay in the second-level cache.
  fileprivate static let chunk = 192

  /// Writes the convolutions' frames with `padding` frames of zeros before and behind them.
  private static func fillFront(
    _ frames: inout [Float], with front: SpeakerFront, bands: Span<Float>, count: Int, width: Int,
    padding: Int
  ) {
    var target = frames.mutableSpan
    for index in 0..<(padding * width) { target[index] = 0 }
    front.run(bands, into: &target, from: padding * width)
    for index in ((padding + count) * width)..<target.count { target[index] = 0 }
  }

  private static func multiply(
    _ product: MatrixProduct, _ left: [Float], from leftStart: Int = 0, by weights: MappedTensor,
    weightStart: Int = 0, into result: inout [Float], resultStart: Int = 0, isAdded: Bool = false
  ) {
    weights.withValues { weights in
      var target = result.mutableSpan
      product.multiply(
        left.span.extracting(leftStart...), by: weights.extracting(weightStart...), into: &target,
        from: resultStart, isAdded: isAdded)
    }
  }
}

/// The buffers of one evaluation; they grow to what the longest clip takes.
private struct SpeakerBuffers {
  /// Output of the convolutions.
  var front: [Float] = []
  /// The frames of the block under way: rows of inputs and of what its layers added.
  var current: [Float] = []
  var next: [Float] = []
  /// Activated inputs of some frames.
  var active: [Float] = []
  var hidden: [Float] = []
  var taps: [Float] = []
  var sums: [Float] = []
  var running: [Float] = []
  var contexts: [Float] = []
  var narrowContexts: [Float] = []
  var gates: [Float] = []
  private var widths: [Int] = []

  /// Values from one row to the next: some more than a row holds, since rows a power of two apart would
  /// share few places of the cache.
  func stride(ofBlock index: Int) -> Int { widths[index] + Self.gap }

  /// A cache line.
  private static let gap = 16

  mutating func prepare(
    for architecture: SpeakerNetwork.Architecture, frameCount: Int, hold: Int
  ) {
    widths = zip(architecture.blockInputs, architecture.layerCounts).map {
      $0 + $1 * architecture.growth
    }
    let widest = widths.max() ?? 0
    let rows = (frameCount + hold - 1) / hold
    // Two frames of zeros before the clip's, two behind, and one more where it has an odd number.
    let padded = 2 * frameCount + SpeakerNetwork.Architecture.tdnnTaps - 1
    Buffers.grow(&front, to: padded * architecture.frontWidth)
    Buffers.grow(&current, to: frameCount * (widest + Self.gap))
    Buffers.grow(&next, to: frameCount * (widest + Self.gap))
    Buffers.grow(&active, to: min(frameCount, SpeakerEvaluation.chunk) * widest)
    Buffers.grow(&hidden, to: frameCount * architecture.bottleneck)
    Buffers.grow(
      &taps, to: frameCount * SpeakerNetwork.Architecture.layerTaps * architecture.growth)
    Buffers.grow(&sums, to: rows * architecture.bottleneck)
    Buffers.grow(&running, to: architecture.bottleneck)
    Buffers.grow(&contexts, to: rows * architecture.bottleneck)
    Buffers.grow(&narrowContexts, to: rows * architecture.contextWidth)
    Buffers.grow(&gates, to: rows * architecture.growth)
  }
}
