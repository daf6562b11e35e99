/// Runs an `OverlapNetwork` over windows, several at once, in buffers that are kept.
///
///     append ─▶ convolutions ─▶ frames wait ─┐
///     append ─▶ convolutions ─▶ frames wait ─┴─▶ evaluate ─▶ LSTM of all windows step by step ─▶ …
///
/// The same windows together give the same bits each time. In other company the last digits of a window
/// may differ (by 1e-6), since a product of more rows may add in another order.
public struct OverlapEvaluation: Sendable {
  public let network: OverlapNetwork
  /// Windows that were appended and not yet evaluated.
  public private(set) var pendingCount = 0
  /// Frames of each pending window; 0 where there is none.
  public private(set) var frameCount = 0

  /// Pooled outputs of one convolution of a window, normalised ones, and what is to be pooled.
  private var pooled: [Float] = []
  private var normalized: [Float] = []
  private var outputs: [Float] = []
  /// Last normalised frames of the pending windows, window after window.
  private var pending: [Float] = []
  /// Frames of all windows, time-major: what a layer of memory reads and what it writes.
  private var frames: [Float] = []
  private var memories: [Float] = []
  private var memoryScratch = LongShortTermMemory.Scratch()
  /// Rows of what the linear layers give.
  private var hidden: [Float] = []
  private var deeper: [Float] = []
  private var logits: [Float] = []

  /// Windows that make full use of the processor (`LongShortTermMemory` says why); memory grows with
  /// more of them.
  public static let usualWindowCount = 8

  public init(of network: OverlapNetwork) {
    self.network = network
  }

  /// Values in all its buffers.
  var heldValueCount: Int {
    [
      pooled, normalized, outputs, pending, frames, memories, memoryScratch.gates,
      memoryScratch.states, hidden, deeper, logits,
    ].reduce(0) { $0 + $1.count }
  }

  /// Takes a window: 10 s are what the network was trained on.
  ///
  /// - Parameter samples: 16 kHz, in [-1, 1]; enough for a frame, and as many as in the windows pending.
  public mutating func append(_ samples: Span<Float>) {
    let count = OverlapNetwork.frameCount(sampleCount: samples.count)
    precondition(
      count > 0 && (pendingCount == 0 || count == frameCount),
      "OverlapEvaluation: a window of \(samples.count) samples after one of \(frameCount) frames")
    frameCount = count
    evaluateConvolutions(samples)
    pendingCount += 1
  }

  /// Appends the probabilities of the classes in all pending windows, in order: windows × `frameCount` ×
  /// 7, row-major. None is pending afterwards.
  public mutating func evaluate(into probabilities: inout [Float]) {
    guard pendingCount > 0 else { return }
    interleave()
    evaluateMemories(sequences: pendingCount)
    classify(sequences: pendingCount, into: &probabilities)
    (pendingCount, frameCount) = (0, 0)
  }

  /// Writes the frames of a window behind those that wait.
  private mutating func evaluateConvolutions(_ window: Span<Float>) {
    let (factor, move) = InstanceNormalization.ofSignal(
      window, scale: network.waveformScale, offset: network.waveformOffset)
    let shift = network.filterSums.map { $0 * move }
    var count = network.convolutions[0].evaluate(
      window, reading: .magnitude(scale: factor, shift: shift), into: &pooled, scratch: &outputs)
    for index in 1..<network.convolutions.count {
      normalize(index - 1, count: count)
      count = Self.convolve(
        normalized, valueCount: count * network.normalizations[index - 1].channels,
        by: network.convolutions[index], into: &pooled, scratch: &outputs)
    }
    let last = network.normalizations[network.normalizations.count - 1]
    last.apply(to: pooled, count: count, into: &pending, from: pendingCount * count * last.channels)
  }

  private mutating func normalize(_ index: Int, count: Int) {
    let normalization = network.normalizations[index]
    normalization.apply(to: pooled, count: count, into: &normalized, from: 0)
  }

  private static func convolve(
    _ input: [Float], valueCount: Int, by convolution: PooledConvolution,
    into pooled: inout [Float], scratch: inout [Float]
  ) -> Int {
    convolution.evaluate(
      input.span.extracting(0..<valueCount), reading: .plain, into: &pooled, scratch: &scratch)
  }

  /// Lays the pending windows' frames side by side in `frames`: those of one time, then of the next.
  private mutating func interleave() {
    let channels = network.normalizations[network.normalizations.count - 1].channels
    Buffers.grow(&frames, to: pendingCount * frameCount * channels)
    Self.interleave(
      pending, windows: pendingCount, frameCount: frameCount, channels: channels, into: &frames)
  }

  private static func interleave(
    _ pending: [Float], windows: Int, frameCount: Int, channels: Int, into frames: inout [Float]
  ) {
    let source = pending.span
    var target = frames.mutableSpan
    for window in 0..<windows {
      for frame in 0..<frameCount {
        let (from, to) = (window * frameCount + frame, frame * windows + window)
        for channel in stride(from: 0, to: channels, by: Lanes.scalarCount) {
          target.setLanes(
            source.lanes(at: from * channels + channel), at: to * channels + channel)
        }
      }
    }
  }

  /// Leaves the last layer's outputs in `frames`.
  private mutating func evaluateMemories(sequences: Int) {
    for layer in network.layers {
      let cells = layer.forward.cells
      var layout = LongShortTermMemory.Layout(
        steps: frameCount, sequences: sequences, outputStride: 2 * cells, outputStart: 0)
      layer.forward.evaluate(
        frames, layout: layout, direction: .forward, into: &memories, scratch: &memoryScratch)
      layout.outputStart = cells
      layer.backward.evaluate(
        frames, layout: layout, direction: .backward, into: &memories, scratch: &memoryScratch)
      swap(&frames, &memories)
    }
  }

  /// Rows that go through the linear layers at once.
  private static let rowsAtOnce = 256

  private mutating func classify(sequences: Int, into probabilities: inout [Float]) {
    let rows = frameCount * sequences
    let base = probabilities.count
    probabilities.append(
      contentsOf: repeatElement(0, count: rows * OverlapNetwork.classCount))
    var first = 0
    while first < rows {
      let count = min(Self.rowsAtOnce, rows - first)
      evaluateLinears(first: first, rows: count)
      for row in 0..<count {
        let (step, sequence) = ((first + row) / sequences, (first + row) % sequences)
        Self.softmax(
          logits.span.extracting((row * OverlapNetwork.classCount)...),
          bias: network.classifier.bias.span, into: &probabilities,
          at: base + (sequence * frameCount + step) * OverlapNetwork.classCount)
      }
      first += count
    }
  }

  /// Leaves the classifier's outputs, without bias, in `logits`.
  private mutating func evaluateLinears(first: Int, rows: Int) {
    let (one, two) = (network.linears.first, network.linears.second)
    Self.multiply(frames, firstRow: first, rows: rows, by: one, into: &hidden)
    Self.finish(&hidden, rows: rows, bias: one.bias.span)
    Self.multiply(hidden, firstRow: 0, rows: rows, by: two, into: &deeper)
    Self.finish(&deeper, rows: rows, bias: two.bias.span)
    Self.multiply(deeper, firstRow: 0, rows: rows, by: network.classifier, into: &logits)
  }

  private static func multiply(
    _ source: [Float], firstRow: Int, rows: Int, by layer: LinearLayer, into result: inout [Float]
  ) {
    Buffers.grow(&result, to: Self.rowsAtOnce * layer.outputs)
    var target = result.mutableSpan
    MatrixProduct(rows: rows, inner: layer.inputs, columns: layer.outputs)
      .multiply(
        source.span.extracting((firstRow * layer.inputs)...), by: layer.weights.span, into: &target)
  }

  /// Adds the bias and applies the leaky ReLU.
  private static func finish(_ values: inout [Float], rows: Int, bias: Span<Float>) {
    var target = values.mutableSpan
    for row in 0..<rows {
      for column in stride(from: 0, to: bias.count, by: Lanes.scalarCount) {
        let index = row * bias.count + column
        let value = target.lanes(at: index) + bias.lanes(at: column)
        target.setLanes(value.larger(value * InstanceNormalization.leak), at: index)
      }
    }
  }

  /// Writes e^x / Σ e^x of the classes' values x, each at least 2^-60.
  private static func softmax(
    _ values: Span<Float>, bias: Span<Float>, into probabilities: inout [Float], at start: Int
  ) {
    // The eighth lane is no class: it counts as 2^-60, which no sum notices.
    var lanes = Lanes(repeating: -.infinity)
    for index in 0..<OverlapNetwork.classCount { lanes[index] = values[index] + bias[index] }
    let powers = Lanes.exponential2((lanes - lanes.max()) * Lanes.log2e)
    let sum = powers.sum()
    for index in 0..<OverlapNetwork.classCount {
      probabilities[start + index] = powers[index] / sum
    }
  }
}
