/// A centred convolution over time with its weights, evaluated as products of matrices.
///
/// The frames that one tap of the kernel looks at are the rows of a matrix whose stride is that of the
/// convolution, so nothing is gathered:
///
///     input    x0 x1 x2 x3 x4 x5 …      kernel 3, dilation 2, stride 1
///     tap 0    ├──────── · W[0]
///     tap 1          ├──────── · W[1]   y = Σ_j (rows from j · dilation on) · W[j]
///     tap 2                ├──────── · W[2]
///
/// Without dilation the frames of all taps lie side by side, and one product with all of W serves
/// every p-th output frame, p · stride >= kernel. That saves passes over the outputs: 5 % of a
/// convolution of 48 to 48 channels, 30 % of one of 24 to 6 (measured on an AMD EPYC, AVX-512).
struct Conv1D: Sendable {
  let shape: NetworkArchitecture.Convolution
  let activation: NetworkArchitecture.Activation
  let inputChannels: Int
  /// kernel × inputChannels × channels, row-major.
  private let weights: [Float]
  /// A value for each channel.
  private let bias: [Float]

  /// - Parameters:
  ///   - weights: channels × inputChannels × kernel, row-major, as PyTorch's Conv1d holds them.
  ///   - bias: `shape.channels` values.
  init(
    _ shape: NetworkArchitecture.Convolution, activation: NetworkArchitecture.Activation,
    inputChannels: Int, weights: [Float], bias: [Float]
  ) {
    let (kernel, channels) = (shape.kernel, shape.channels)
    precondition(
      weights.count == channels * inputChannels * kernel && bias.count == channels,
      "Conv1D: \(weights.count) weights, \(bias.count) biases for \(shape)")
    self.shape = shape
    self.activation = activation
    self.inputChannels = inputChannels
    self.bias = bias
    var turned = [Float](repeating: 0, count: weights.count)
    for channel in 0..<channels {
      for input in 0..<inputChannels {
        for tap in 0..<kernel {
          turned[(tap * inputChannels + input) * channels + channel] =
            weights[(channel * inputChannels + input) * kernel + tap]
        }
      }
    }
    self.weights = turned
  }

  /// Frames that can be given once `available` frames of the input are there, more to come.
  func frameCount(available: Int) -> Int {
    // The last frame t must see t · stride - padding + span - 1 <= available - 1.
    let last = available + shape.padding - shape.span
    return last < 0 ? 0 : last / shape.stride + 1
  }

  /// The first frame of the input that `frame` looks at; negative in the zeros before the beginning.
  func firstInput(of frame: Int) -> Int { frame * shape.stride - shape.padding }

  /// Writes the frames from `first` on into `range` of `frames`.
  ///
  /// - Parameters:
  ///   - input: holds all that these frames look at.
  ///   - range: whole frames.
  func evaluate(
    _ input: FrameQueue, first: Int, into frames: inout MutableSpan<Float>, in range: Range<Int>
  ) {
    guard !range.isEmpty else { return }
    let seen = input.values.span.extracting(input.offset(of: firstInput(of: first))...)
    if shape.dilation == 1 {
      multiplyWhole(seen, into: &frames, in: range)
    } else {
      multiplyTaps(seen, into: &frames, in: range)
    }
    guard shape.isResidual else {
      FrameArithmetic.finish(&frames, in: range, bias: bias.span, activation: activation)
      return
    }
    let start = shape.padding * inputChannels
    FrameArithmetic.finish(
      &frames, in: range, bias: bias.span, activation: activation,
      residual: seen.extracting(start..<(start + range.count)))
  }

  /// One product for each tap, added up.
  private func multiplyTaps(
    _ seen: Span<Float>, into frames: inout MutableSpan<Float>, in range: Range<Int>
  ) {
    let product = MatrixProduct(
      rows: range.count / shape.channels, inner: inputChannels, columns: shape.channels,
      leftStride: shape.stride * inputChannels)
    let tapSize = inputChannels * shape.channels
    for tap in 0..<shape.kernel {
      product.multiply(
        seen.extracting((tap * shape.dilation * inputChannels)...),
        by: weights.span.extracting((tap * tapSize)...), into: &frames, from: range.lowerBound,
        isAdded: tap > 0)
    }
  }

  /// One product for every p-th frame: rows of A may not overlap.
  private func multiplyWhole(
    _ seen: Span<Float>, into frames: inout MutableSpan<Float>, in range: Range<Int>
  ) {
    let count = range.count / shape.channels
    let phases = (shape.kernel + shape.stride - 1) / shape.stride
    for phase in 0..<min(phases, count) {
      let product = MatrixProduct(
        rows: (count - phase + phases - 1) / phases, inner: shape.kernel * inputChannels,
        columns: shape.channels, leftStride: phases * shape.stride * inputChannels,
        resultStride: phases * shape.channels)
      product.multiply(
        seen.extracting((phase * shape.stride * inputChannels)...), by: weights.span,
        into: &frames, from: range.lowerBound + phase * shape.channels)
    }
  }
}
