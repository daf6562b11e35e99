/// A convolution without padding over frames that lie one after the other, then the largest of every
/// three of its outputs.
///
///     input   x0 x1 x2 x3 x4 …      stride of one frame, kernel of two
///     y0      ├─────┤
///     y1         ├─────┤            y_t = weights · (what lies side by side from t · stride on)
///     y2            ├─────┤
///     pooled  max(y0, y1, y2) …
///
/// Every p-th output comes of one product with all weights, p · stride >= kernel, since the rows of a
/// product's left side may not overlap.
struct PooledConvolution: Sendable {
  /// Values of input that an output looks at.
  let inner: Int
  /// Values of input from what one output looks at to what the next does.
  let stride: Int
  /// Values of an output, a multiple of eight.
  let channels: Int
  /// inner × channels, row-major.
  private let weights: [Float]

  /// Outputs of which the largest is kept (the network's pooling: kernel 3, stride 3).
  static let pool = 3

  init(inner: Int, stride: Int, channels: Int, weights: [Float]) {
    precondition(
      stride > 0 && inner >= stride && channels % Lanes.scalarCount == 0
        && weights.count == inner * channels,
      "PooledConvolution: \(weights.count) weights for \(inner) by \(stride) × \(channels)")
    self.inner = inner
    self.stride = stride
    self.channels = channels
    self.weights = weights
  }

  /// Sums of each channel's weights, `channels` values: what an input of ones gives.
  var weightSums: [Float] {
    (0..<channels).map { channel in
      var sum = 0.0
      for row in 0..<inner { sum += Double(weights[row * channels + channel]) }
      return Float(sum)
    }
  }

  /// Frames that `inputCount` values of input give.
  func pooledCount(inputCount: Int) -> Int {
    inputCount < inner ? 0 : ((inputCount - inner) / stride + 1) / Self.pool
  }

  /// Outputs evaluated at once: a multiple of `pool` and of the products' phases, such that they stay in
  /// the second-level cache (some 250 KB).
  private var blockOutputs: Int {
    let multiple = Self.pool * phases
    return max(1, 65_536 / channels / multiple) * multiple
  }

  private var phases: Int { (inner + stride - 1) / stride }

  /// What is done to outputs before the largest of them is taken.
  enum Reading {
    /// Nothing.
    case plain
    /// |scale · y + shift[channel]|: of a scaled and moved input, when the scale and, for every channel,
    /// the move times the sum of weights are given.
    case magnitude(scale: Float, shift: [Float])
  }

  /// Writes the pooled frames of `input` to the beginning of `pooled`.
  ///
  /// - Parameters:
  ///   - scratch: room for outputs; grows to what a block takes.
  /// - Returns: how many frames.
  func evaluate(
    _ input: Span<Float>, reading: Reading, into pooled: inout [Float], scratch: inout [Float]
  ) -> Int {
    let count = pooledCount(inputCount: input.count)
    Buffers.grow(&pooled, to: count * channels)
    Buffers.grow(&scratch, to: blockOutputs * channels)
    var first = 0
    while first < count * Self.pool {
      let outputs = min(blockOutputs, count * Self.pool - first)
      multiply(input.extracting((first * stride)...), outputs: outputs, into: &scratch)
      let start = first / Self.pool * channels
      switch reading {
      case .plain:
        poolPlain(scratch.span, outputs: outputs, into: &pooled, from: start)
      case .magnitude(let scale, let shift):
        poolMagnitudes(
          scratch.span, outputs: outputs, scale: scale, shift: shift.span, into: &pooled,
          from: start)
      }
      first += outputs
    }
    return count
  }

  private func multiply(_ input: Span<Float>, outputs: Int, into scratch: inout [Float]) {
    var results = scratch.mutableSpan
    for phase in 0..<min(phases, outputs) {
      let product = MatrixProduct(
        rows: (outputs - phase + phases - 1) / phases, inner: inner, columns: channels,
        leftStride: phases * stride, resultStride: phases * channels)
      product.multiply(
        input.extracting((phase * stride)...), by: weights.span, into: &results,
        from: phase * channels)
    }
  }

  private func poolPlain(
    _ values: Span<Float>, outputs: Int, into pooled: inout [Float], from start: Int
  ) {
    var target = pooled.mutableSpan
    var position = start
    for frame in 0..<(outputs / Self.pool) {
      let source = frame * Self.pool * channels
      for channel in Swift.stride(from: 0, to: channels, by: Lanes.scalarCount) {
        let (one, two) = (source + channel, source + channels + channel)
        let largest = values.lanes(at: one).larger(values.lanes(at: two))
          .larger(values.lanes(at: two + channels))
        target.setLanes(largest, at: position)
        position += Lanes.scalarCount
      }
    }
  }

  private func poolMagnitudes(
    _ values: Span<Float>, outputs: Int, scale: Float, shift: Span<Float>,
    into pooled: inout [Float], from start: Int
  ) {
    var target = pooled.mutableSpan
    var position = start
    for frame in 0..<(outputs / Self.pool) {
      let source = frame * Self.pool * channels
      for channel in Swift.stride(from: 0, to: channels, by: Lanes.scalarCount) {
        let move = shift.lanes(at: channel)
        let (one, two) = (source + channel, source + channels + channel)
        let first = (values.lanes(at: one) * scale + move).magnitude
        let second = (values.lanes(at: two) * scale + move).magnitude
        let third = (values.lanes(at: two + channels) * scale + move).magnitude
        target.setLanes(first.larger(second).larger(third), at: position)
        position += Lanes.scalarCount
      }
    }
  }
}
