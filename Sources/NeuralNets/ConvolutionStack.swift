internal import COneDNN

/// Two-dimensional convolutions over time and frequency, one after another, by oneDNN on the calling
/// thread: bias, sum and ReLU are part of each, and kernels of 3 × 3 that keep the resolution go by
/// Winograd's algorithm where oneDNN has it for the processor, in half the time.
///
///     plane 0 ─▶ convolution ─▶ plane 1 ─▶ convolution ─▶ plane 2 …      each `frameCount` frames long
///
/// Planes live in memory that is taken once. Beyond their edges there are zeros. The same input gives
/// the same bits, on whatever thread; another processor may have other kernels, whose last digits differ.
///
/// It belongs to one evaluation and is never shared: a class only because of what it must release.
final class ConvolutionStack {
  /// Values of a time-frequency plane for each of some channels.
  struct Plane: Hashable, Sendable {
    var channels: Int
    var bands: Int
  }

  /// One step: reads a plane, writes another.
  struct Convolution {
    /// Index of the plane that is read.
    var input: Int
    /// Index of the plane that is written; its bands say how far the kernel strides.
    var output: Int
    /// Values of the kernel along time, and along frequency: 1 or 3.
    var kernel: Int
    /// Whether the result is added to what the output plane holds, before the ReLU.
    var isAdded = false
    var hasReLU = true
  }

  /// Frames of every plane.
  let frameCount: Int
  let planes: [Plane]

  private let runtime: OneDNNRuntime
  private let memories: [OneDNNMemory]
  private var steps: [OneDNNConvolution] = []
  /// Channels that lie side by side in memory: a plane is `channels / group` times frames × bands × group.
  private let group: Int

  /// - Parameters:
  ///   - planes: the first is the input, with one channel; the last is the output.
  ///   - convolutions: in order; each with its weights (out × in × time × frequency, row-major) and biases.
  init(
    frameCount: Int, planes: [Plane], convolutions: [Convolution],
    weights: (_ index: Int) -> (weights: MappedTensor, bias: MappedTensor)
  ) {
    precondition(frameCount > 0 && planes.count > 1 && planes[0].channels == 1)
    omp_set_num_threads(1)
    self.frameCount = frameCount
    self.planes = planes
    let runtime = OneDNNRuntime()
    self.runtime = runtime
    let group = Self.fastestGroup(channels: planes[planes.count - 1].channels, runtime: runtime)
    self.group = group
    let layouts = planes.map { Self.layout(of: $0, frameCount: frameCount, group: group) }
    let memories = layouts.map { OneDNNMemory($0, of: runtime) }
    self.memories = memories
    for (index, convolution) in convolutions.enumerated() {
      let (weights, bias) = weights(index)
      let form = OneDNNConvolution.Form(
        input: layouts[convolution.input], output: layouts[convolution.output],
        inputChannels: planes[convolution.input].channels,
        outputChannels: planes[convolution.output].channels, kernel: convolution.kernel,
        stride: (planes[convolution.input].bands + planes[convolution.output].bands - 1)
          / planes[convolution.output].bands,
        isAdded: convolution.isAdded, hasReLU: convolution.hasReLU)
      steps.append(
        OneDNNConvolution(
          form, weights: weights, bias: bias, input: memories[convolution.input],
          output: memories[convolution.output], runtime: runtime))
    }
    let most = steps.reduce(0) { max($0, $1.scratchByteCount) }
    let scratch = OneDNNScratch(byteCount: most, runtime: runtime)
    for step in steps { step.use(scratch) }
  }

  /// The output for `input`: see `withOutput`.
  ///
  /// - Parameter input: `frameCount × bands` values, row-major.
  func run(_ input: Span<Float>) {
    precondition(input.count == frameCount * planes[0].bands, "ConvolutionStack: \(input.count)")
    omp_set_num_threads(1)
    memories[0].withValues { target in
      input.withUnsafeBufferPointer { source in _ = target.update(fromContentsOf: source) }
    }
    for step in steps { step.execute(runtime) }
  }

  /// Writes frames of the output plane, bands × channels each, to `frames`.
  ///
  /// - Parameters:
  ///   - range: frames of the plane.
  ///   - start: where the first of them goes.
  func copyOutput(_ range: Range<Int>, to frames: inout MutableSpan<Float>, from start: Int) {
    let plane = planes[planes.count - 1]
    let size = plane.bands * plane.channels
    precondition(
      range.lowerBound >= 0 && range.upperBound <= frameCount
        && start + range.count * size <= frames.count, "ConvolutionStack: \(range) to \(start)")
    memories[planes.count - 1].withValues { values in
      for index in 0..<(plane.channels / group) {
        for (row, frame) in range.enumerated() {
          for band in 0..<plane.bands {
            let source = ((index * frameCount + frame) * plane.bands + band) * group
            let target = start + row * size + band * plane.channels + index * group
            for channel in 0..<group { frames[target + channel] = values[source + channel] }
          }
        }
      }
    }
  }

  /// Channels side by side: as many as a vector of the processor holds, if oneDNN then has compiled
  /// kernels, else all.
  private static func fastestGroup(channels: Int, runtime: OneDNNRuntime) -> Int {
    for group in [16, 8] where channels % group == 0 {
      let layout = layout(of: Plane(channels: channels, bands: 8), frameCount: 8, group: group)
      let form = OneDNNConvolution.Form(
        input: layout, output: layout, inputChannels: channels, outputChannels: channels,
        kernel: 3, stride: 1, isAdded: false, hasReLU: true)
      if OneDNNConvolution.isCompiled(form, runtime: runtime) { return group }
    }
    return channels
  }

  private static func layout(of plane: Plane, frameCount: Int, group: Int) -> OneDNNLayout {
    let shape = [1, plane.channels, frameCount, plane.bands]
    if plane.channels == 1 { return OneDNNLayout(shape: shape, tag: dnnl_nchw) }
    switch group {
    case 16: return OneDNNLayout(shape: shape, tag: dnnl_aBcd16b)
    case 8: return OneDNNLayout(shape: shape, tag: dnnl_aBcd8b)
    default: return OneDNNLayout(shape: shape, tag: dnnl_nhwc)
    }
  }
}
