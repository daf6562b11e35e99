/// A convolutional network over time with its weights; `NetworkEvaluation` runs it.
///
/// Its file is one of safetensors whose metadata `architecture` describes the layers
/// (`NetworkArchitecture`). For each convolution it holds `NAME.weight`, channels × input channels ×
/// kernel, and `NAME.bias`, as PyTorch's Conv1d names and lays them out, batch normalisation folded in.
public struct TemporalConvolutionNetwork: Sendable {
  public let architecture: NetworkArchitecture
  /// Numbers that were trained.
  public let parameterCount: Int
  let plan: NetworkPlan
  let layers: [Layer]

  /// A layer ready to run; its inputs are numbers of streams in `plan`.
  enum Layer: Sendable {
    case convolution(Conv1D, input: Int)
    case sum(Int, Int, repeats: Int, NetworkArchitecture.Activation)
  }

  /// Takes architecture and weights from `file`.
  ///
  /// - Throws: `ModelError`: `missing`, `unsuitableArchitecture`, `unsuitableTensor`; the last also for
  ///   a tensor that no layer uses.
  public init(_ file: SafetensorsFile) throws(ModelError) {
    let json = try file.requiredMetadata("architecture")
    let architecture = try NetworkArchitecture(json: json, path: file.path)
    var unused = Set(file.tensors.keys)
    try self.init(architecture, path: file.path) { name, shape throws(ModelError) in
      unused.remove(name)
      return try file.values(of: name, shape: shape)
    }
    if let name = unused.min() {
      throw ModelError(
        .unsuitableTensor, path: file.path, "tensor \"\(name)\" belongs to no layer")
    }
  }

  /// Takes each tensor from `tensor`.
  ///
  /// - Parameters:
  ///   - path: where all that comes from, for messages.
  ///   - tensor: gives the numbers of the tensor of that name and shape, row-major.
  /// - Throws: `ModelError`, `unsuitableArchitecture`, and what `tensor` throws.
  public init(
    _ architecture: NetworkArchitecture, path: String,
    tensor: (_ name: String, _ shape: [Int]) throws(ModelError) -> [Float]
  ) throws(ModelError) {
    self.architecture = architecture
    plan = try NetworkPlan(architecture, path: path)
    var layers: [Layer] = []
    var parameterCount = 0
    for (layer, step) in zip(architecture.layers, plan.steps) {
      switch step {
      case .sum(let first, let second, let repeats):
        layers.append(.sum(first, second, repeats: repeats, layer.activation))
      case .convolution(let shape, let input):
        let inputChannels = plan.streams[input].channels
        let weights = try tensor(
          "\(layer.name).weight", [shape.channels, inputChannels, shape.kernel])
        let bias = try tensor("\(layer.name).bias", [shape.channels])
        parameterCount += weights.count + bias.count
        let convolution = Conv1D(
          shape, activation: layer.activation, inputChannels: inputChannels, weights: weights,
          bias: bias)
        layers.append(.convolution(convolution, input: input))
      }
    }
    self.layers = layers
    self.parameterCount = parameterCount
  }

  /// Values of a frame of input.
  public var inputChannels: Int { architecture.inputChannels }

  /// Values of a frame of output.
  public var outputChannels: Int { plan.streams[layers.count].channels }

  /// Frames of input for one of output.
  public var inputFramesPerOutput: Int { plan.streams[layers.count].pace }

  /// Frames of input before the first that an output frame stands for which may bear on it, at most.
  public var pastFrames: Int { plan.streams[layers.count].past }

  /// Frames of input after the first that an output frame stands for which may bear on it, at most.
  public var futureFrames: Int { plan.streams[layers.count].future }

  /// Frames of one step of the slowest layer: steps of a part that begins on a multiple of it lie where
  /// they lie in the whole.
  public var framesPerStep: Int { plan.frameMultiple }

  /// The output for a whole sequence, row-major; for what does not fit in memory at once there is
  /// `NetworkEvaluation`, which gives the same bits.
  ///
  /// - Parameter frames: whole frames of `inputChannels` values, row-major.
  public func outputs(for frames: Span<Float>) -> [Float] {
    var evaluation = NetworkEvaluation(of: self)
    var outputs: [Float] = []
    evaluation.process(frames, into: &outputs)
    evaluation.finish(into: &outputs)
    return outputs
  }
}
