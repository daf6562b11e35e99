/// pyannote's segmentation-3.0 with its weights: which of up to three voices speak in each frame of a
/// window of some seconds, at most two at once; `OverlapEvaluation` runs it.
///
///     samples ─▶ normalised ─▶ sinc filters, |·|, pool ─▶ convolution, pool ─▶ convolution, pool
///                                                                                     │ 16.9 ms
///        probabilities of seven classes ◀─ three linear layers ◀─ LSTM, both directions, 4 layers
///
/// Which voice is the first, the second, the third differs from window to window.
///
/// Source: A. Plaquet, H. Bredin, "Powerset multi-class cross entropy loss for neural speaker
/// diarization", Interspeech 2023; the front end of SincNet (M. Ravanelli, Y. Bengio, SLT 2018).
/// `scripts/model_converter/segmentation.py` says what its file holds.
public struct OverlapNetwork: Sendable {
  /// Samples a second that it was trained with.
  public static let sampleRate = 16_000
  /// Classes of a frame: nobody, 1, 2, 3, 1 and 2, 1 and 3, 2 and 3.
  public static let classCount = 7
  /// Samples from one frame to the next: the filters' stride of 10, three poolings by 3.
  public static let frameStride = 10 * 27
  /// Samples that bear on a frame (beside the normalisation and the LSTM, to which all do), from
  /// `frameStride · frame` on: 251 of a filter, then what poolings by 3 and kernels of 5 add to them.
  public static let frameSpan = 251 + 10 * (2 + 3 * (4 + 2) + 9 * (4 + 2))

  let convolutions: [PooledConvolution]
  /// After each of `convolutions`.
  let normalizations: [InstanceNormalization]
  /// Of the samples, before the filters.
  let waveformScale: Float
  let waveformOffset: Float
  /// Layer by layer, in both directions.
  let layers: [(forward: LongShortTermMemory, backward: LongShortTermMemory)]
  let linears: (first: LinearLayer, second: LinearLayer)
  /// The last layer, whose outputs softmax makes probabilities of.
  let classifier: LinearLayer
  let filterSums: [Float]

  /// Frames that a window of `sampleCount` samples gives.
  public static func frameCount(sampleCount: Int) -> Int {
    sampleCount < frameSpan ? 0 : (sampleCount - frameSpan) / frameStride + 1
  }

  /// Takes the weights.
  ///
  /// - Parameter tensors: of the file that `scripts/model_converter/segmentation.py` describes.
  /// - Throws: `ModelError`: `missing`, `unsuitableTensor`; the last also for a tensor that has no place
  ///   in the network.
  public init(_ tensors: MappedTensors) throws(ModelError) {
    var reader = TensorReader(tensors)
    waveformScale = try reader.values("waveform.scale", [1])[0]
    waveformOffset = try reader.values("waveform.offset", [1])[0]
    let filters = try reader.columns(of: "sinc.filter", rows: Self.filterTaps)
    let channels = try reader.columns(of: "conv1.weight", rows: Self.kernel * filters)
    let features = try reader.columns(of: "conv2.weight", rows: Self.kernel * channels)
    convolutions = [
      PooledConvolution(
        inner: Self.filterTaps, stride: Self.filterStride, channels: filters,
        weights: try reader.values("sinc.filter", [Self.filterTaps, filters])),
      PooledConvolution(
        inner: Self.kernel * filters, stride: filters, channels: channels,
        weights: try reader.values("conv1.weight", [Self.kernel * filters, channels])),
      PooledConvolution(
        inner: Self.kernel * channels, stride: channels, channels: features,
        weights: try reader.values("conv2.weight", [Self.kernel * channels, features])),
    ]
    filterSums = convolutions[0].weightSums
    var normalizations: [InstanceNormalization] = []
    for (index, count) in [filters, channels, features].enumerated() {
      normalizations.append(
        InstanceNormalization(
          scale: try reader.values("norm\(index).scale", [count]),
          offset: try reader.values("norm\(index).offset", [count])))
    }
    self.normalizations = normalizations
    layers = try Self.layers(from: &reader, inputs: features)
    let memory = 2 * layers[layers.count - 1].forward.cells
    let first = try reader.columns(of: "linear1.weight", rows: memory)
    let second = try reader.columns(of: "linear2.weight", rows: first)
    linears = (
      try reader.linear("linear1", inputs: memory, outputs: first),
      try reader.linear("linear2", inputs: first, outputs: second)
    )
    classifier = try reader.linear("classifier", inputs: second, outputs: Self.classCount)
    try reader.finish()
  }

  /// Taps of a filter, samples from one of its outputs to the next, and frames that each later
  /// convolution looks at: the network's architecture.
  private static let filterTaps = 251
  private static let filterStride = 10
  private static let kernel = 5

  /// As many layers as the file holds, at least one.
  private static func layers(
    from reader: inout TensorReader, inputs: Int
  ) throws(ModelError) -> [(forward: LongShortTermMemory, backward: LongShortTermMemory)] {
    var layers: [(forward: LongShortTermMemory, backward: LongShortTermMemory)] = []
    var inputs = inputs
    repeat {
      let name = "lstm\(layers.count)"
      let forward = try reader.memory("\(name).forward", inputs: inputs)
      let backward = try reader.memory("\(name).backward", inputs: inputs)
      guard forward.cells == backward.cells else {
        throw ModelError(
          .unsuitableTensor, path: reader.path,
          "\(name) has \(forward.cells) and \(backward.cells) cells, expected as many both ways")
      }
      layers.append((forward, backward))
      inputs = 2 * forward.cells
    } while reader.holds("lstm\(layers.count).forward.input")
    return layers
  }
}
