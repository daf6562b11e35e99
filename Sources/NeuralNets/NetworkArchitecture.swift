/// A convolutional network over time: layers in the order in which they are evaluated.
///
/// Frames flow in under the name `features`. Each layer reads frames of layers before it and gives
/// frames under its own name; the last layer's are the network's outputs.
///
///     features ──▶ fine ──▶ … ──▶ fine3 ─────────────────▶ merged ──▶ … ──▶ logits
///     10 ms        20 ms            │                        ▲
///                                   └─▶ coarse ─▶ … ─▶ context
///                                       80 ms
///
/// As JSON, in the metadata `architecture` of the weights' file (keys left out have the values of
/// `Convolution.init` and `Layer.init`):
///
///     {"inputChannels": 30, "layers": [
///       {"name": "fine", "activation": "relu",
///        "convolution": {"input": "features", "channels": 48, "kernel": 4, "stride": 2}},
///       {"name": "fine1", "activation": "relu",
///        "convolution": {"input": "fine", "channels": 48, "kernel": 3, "residual": true}},
///       {"name": "merged", "sum": ["fine1", "context"]}, …]}
public struct NetworkArchitecture: Hashable, Sendable {
  /// Values of each frame of `features`.
  public var inputChannels: Int
  /// At least one.
  public var layers: [Layer]

  public init(inputChannels: Int, layers: [Layer]) {
    self.inputChannels = inputChannels
    self.layers = layers
  }

  /// The name under which layers read the network's input.
  public static let features = "features"

  /// One layer.
  public struct Layer: Hashable, Sendable {
    /// By which later layers read it; unlike all others and `features`.
    public var name: String
    public var operation: Operation
    public var activation: Activation

    public init(_ name: String, _ operation: Operation, activation: Activation = .none) {
      self.name = name
      self.operation = operation
      self.activation = activation
    }
  }

  public enum Operation: Hashable, Sendable {
    case convolution(Convolution)
    /// The sum of the two named layers, value by value, then the activation. Both have as many
    /// channels; a second that is slower repeats each frame (nearest neighbour: 0 0 1 1 … at half
    /// the pace).
    case sum(String, String)
  }

  /// What is done to each value in the end.
  public enum Activation: String, Decodable, Hashable, Sendable, CaseIterable {
    case none
    /// max(0, x)
    case relu
  }

  /// A centred convolution over time:
  ///
  ///     y[t] = activation(bias + Σ_j weight[j] · x[t·stride - padding + j·dilation]),  j = 0 … kernel - 1
  ///     y[t] += x[t]    where it is residual
  ///
  /// x is 0 before its beginning and behind its end. The padding at the beginning follows from the
  /// rest: the one with which N · stride frames give exactly N.
  public struct Convolution: Hashable, Sendable {
    public var input: String
    /// Values of each frame it gives.
    public var channels: Int
    /// Frames it looks at, from 1.
    public var kernel: Int
    /// Frames of its input for one of its output, from 1 to the frames its kernel spans.
    public var stride: Int
    /// Frames from one it looks at to the next, from 1.
    public var dilation: Int
    /// Whether its input is added to what it gives; asks for stride 1 and as many channels.
    public var isResidual: Bool

    public init(
      of input: String, channels: Int, kernel: Int, stride: Int = 1, dilation: Int = 1,
      isResidual: Bool = false
    ) {
      self.input = input
      self.channels = channels
      self.kernel = kernel
      self.stride = stride
      self.dilation = dilation
      self.isResidual = isResidual
    }

    /// Frames from the first it looks at to behind the last.
    public var span: Int { (kernel - 1) * dilation + 1 }

    /// Zeros before the first frame: `padding` of PyTorch's Conv1d.
    public var padding: Int { (span - stride + 1) / 2 }
  }
}
