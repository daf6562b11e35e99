/// The weights of CAM++, a network that gives frames of a voice from which speaker embeddings are pooled;
/// used where they lie in their mapped file.
///
///     80 bands ─▶ convolutions ─▶ 320 ─▶ TDNN, every 2nd frame ─▶ 128
///       ─▶ block of 12 layers ─▶ 512 ─▶ transit ─▶ 256
///       ─▶ block of 24 layers ─▶ 1024 ─▶ transit ─▶ 512
///       ─▶ block of 16 layers ─▶ 1024 ─▶ transit ─▶ 512 values every 20 ms
///
/// Each layer of a block sees what all before it gave, and adds 32 values to each frame, weighted by
/// the context of some seconds.
///
/// Source: Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware
/// Masking", Interspeech 2023. `scripts/model_converter/campplus.py` says what the file holds.
public struct SpeakerNetwork: Sendable {
  /// Sizes of the network; the defaults are CAM++'s.
  public struct Architecture: Hashable, Sendable {
    /// Values of a frame of input.
    public var bandCount = 80
    /// Channels of the two-dimensional convolutions.
    public var frontChannels = 32
    /// Values that the TDNN gives.
    public var tdnnChannels = 128
    /// Values that each layer of a block adds to a frame.
    public var growth = 32
    /// Values that a layer first narrows a frame to.
    public var bottleneck = 128
    /// Layers of each block.
    public var layerCounts = [12, 24, 16]
    /// Frames from one tap of a layer's kernel to the next, for each block.
    public var dilations = [1, 2, 2]
    /// Values of an embedding.
    public var embedding = 192

    public init() {}

    /// Taps of the TDNN's kernel.
    static let tdnnTaps = 5
    /// Taps of the kernel of a block's layers.
    static let layerTaps = 3
    /// What the convolutions divide the number of bands by.
    static let bandDivisor = 8

    /// Values of a frame of the convolutions.
    var frontWidth: Int { bandCount / Self.bandDivisor * frontChannels }
    /// Values between the two products that weigh a layer's output by its context.
    var contextWidth: Int { bottleneck / 2 }
    /// Values of a frame at the beginning of each block, and after the last.
    var blockInputs: [Int] {
      layerCounts.reduce(into: [tdnnChannels]) { $0.append(($0[$0.count - 1] + $1 * growth) / 2) }
    }
    /// Values of a frame of output.
    public var frameWidth: Int { blockInputs[layerCounts.count] }
  }

  /// A product with its bias.
  struct Affine: Sendable {
    let weights: MappedTensor
    let bias: MappedTensor
  }

  /// What a layer, or a transit, does to its inputs first: ReLU(x · scale + shift).
  struct Activation: Sendable {
    let scale: MappedTensor
    let shift: MappedTensor
  }

  struct Layer: Sendable {
    let activation: Activation
    let narrow: Affine
    let local: MappedTensor
    let firstContext: Affine
    let secondContext: Affine
  }

  struct Block: Sendable {
    let layers: [Layer]
    let transitActivation: Activation
    let transit: MappedTensor
  }

  public let architecture: Architecture
  /// In the order of `SpeakerFront.convolutions`.
  let front: [Affine]
  let tdnn: Affine
  let blocks: [Block]
  /// Of the norm that follows the last transit.
  let outputBias: MappedTensor
  /// Means and deviations to embedding.
  let embedding: Affine

  /// Takes the tensors of a mapped file.
  ///
  /// - Throws: `ModelError`: a tensor is missing, has another shape, holds what is not finite or has no
  ///   place in the network.
  public init(
    _ file: MappedTensors, architecture: Architecture = Architecture()
  ) throws(ModelError) {
    precondition(
      architecture.layerCounts.count == architecture.dilations.count
        && architecture.bandCount % Architecture.bandDivisor == 0, "SpeakerNetwork: \(architecture)"
    )
    self.architecture = architecture
    var tensors = SpeakerTensors(reader: TensorReader(file), architecture: architecture)
    front = try tensors.front()
    tdnn = try tensors.tdnn()
    var blocks: [Block] = []
    for index in architecture.layerCounts.indices { blocks.append(try tensors.block(index)) }
    self.blocks = blocks
    outputBias = try tensors.reader.tensor(
      "transit\(blocks.count).bias", [architecture.frameWidth])
    embedding = try tensors.affine(
      "embedding", inputs: 2 * architecture.frameWidth, outputs: architecture.embedding)
    try tensors.reader.finish()
  }

  /// Input frames for one of output.
  public static let inputFramesPerOutput = 2
}

/// Finds a speaker network's tensors by name and shape.
private struct SpeakerTensors {
  var reader: TensorReader
  let architecture: SpeakerNetwork.Architecture

  mutating func affine(
    _ name: String, inputs: Int, outputs: Int
  ) throws(ModelError) -> SpeakerNetwork.Affine {
    SpeakerNetwork.Affine(
      weights: try reader.tensor(name + ".weight", [inputs, outputs]),
      bias: try reader.tensor(name + ".bias", [outputs]))
  }

  mutating func activation(
    _ name: String, _ channels: Int
  ) throws(ModelError) -> SpeakerNetwork.Activation {
    SpeakerNetwork.Activation(
      scale: try reader.tensor(name + ".scale", [channels]),
      shift: try reader.tensor(name + ".shift", [channels]))
  }

  mutating func front() throws(ModelError) -> [SpeakerNetwork.Affine] {
    let channels = architecture.frontChannels
    var layers: [SpeakerNetwork.Affine] = []
    for step in SpeakerFront.convolutions {
      let kernel = step.convolution.kernel
      let inputs = step.convolution.input == 0 ? 1 : channels
      layers.append(
        SpeakerNetwork.Affine(
          weights: try reader.tensor(
            "front.\(step.name).weight", [channels, inputs, kernel, kernel]),
          bias: try reader.tensor("front.\(step.name).bias", [channels])))
    }
    return layers
  }

  mutating func tdnn() throws(ModelError) -> SpeakerNetwork.Affine {
    SpeakerNetwork.Affine(
      weights: try reader.tensor(
        "tdnn.weight",
        [
          SpeakerNetwork.Architecture.tdnnTaps, architecture.frontWidth, architecture.tdnnChannels,
        ]),
      bias: try reader.tensor("tdnn.bias", [architecture.tdnnChannels]))
  }

  mutating func block(_ index: Int) throws(ModelError) -> SpeakerNetwork.Block {
    let first = architecture.blockInputs[index]
    var layers: [SpeakerNetwork.Layer] = []
    for layer in 0..<architecture.layerCounts[index] {
      let inputs = first + layer * architecture.growth
      layers.append(try self.layer("block\(index + 1).\(layer)", inputs: inputs))
    }
    let width = first + layers.count * architecture.growth
    let name = "transit\(index + 1)"
    return SpeakerNetwork.Block(
      layers: layers, transitActivation: try activation(name, width),
      transit: try reader.tensor(name + ".weight", [width, width / 2]))
  }

  private mutating func layer(
    _ name: String, inputs: Int
  ) throws(ModelError) -> SpeakerNetwork.Layer {
    let (bottleneck, growth) = (architecture.bottleneck, architecture.growth)
    return SpeakerNetwork.Layer(
      activation: try activation(name, inputs),
      narrow: try affine("\(name).narrow", inputs: inputs, outputs: bottleneck),
      local: try reader.tensor(
        "\(name).local.weight",
        [bottleneck, SpeakerNetwork.Architecture.layerTaps * growth]),
      firstContext: try affine(
        "\(name).context1", inputs: bottleneck, outputs: architecture.contextWidth),
      secondContext: try affine(
        "\(name).context2", inputs: architecture.contextWidth, outputs: growth))
  }
}
