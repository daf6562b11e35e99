public import NeuralNets
internal import Signal

/// The trained part of detection: scores for every frame from the mel bands of some seconds around it.
///
/// Immutable and shared by all calls. What it reads and how it was trained stands in its model card,
/// `models/speech.md`.
public struct SpeechNetwork: Sendable {
  /// Name, version, licence and digest of the weights.
  public let manifest: ModelManifest

  private let network: TemporalConvolutionNetwork

  /// Values of a frame that the network reads: the bands, then harmonicity.
  static let inputCount = ShortTimeAnalyzer.bandCount + 1
  /// The outputs, by the names that the file must give them.
  static let outputNames = "speech,music,tone,noise"

  /// Loads the weights.
  ///
  /// - Throws: `ModelError`: an unreadable file, or a network of other inputs or outputs.
  public init(path: String) throws(ModelError) {
    let file = try SafetensorsFile(path: path)
    manifest = try ModelManifest(of: file)
    network = try TemporalConvolutionNetwork(file)
    let outputs = try file.requiredMetadata("outputs")
    guard network.inputChannels == Self.inputCount, outputs == Self.outputNames,
      network.outputChannels == 4, network.inputFramesPerOutput == 1
    else {
      throw ModelError(
        .unsuitableArchitecture, path: path,
        "\(network.inputChannels) inputs and outputs \(outputs), expected \(Self.inputCount) and "
          + Self.outputNames)
    }
  }

  /// The scores of `frames`.
  ///
  /// The network sees as much of the features around them as bears on them, and no more: cutting a
  /// recording into sections changes nothing.
  /// - Parameters:
  ///   - features: of a stretch of a channel; where it begins or ends, so does the recording for the
  ///     network.
  ///   - voiceDB: level of the voice on the channel, dB; levels are taken against it.
  ///   - frames: indices into `features`.
  func scores(
    of features: ChannelFeatures, voiceDB: Float, frames: Range<Int>
  ) -> FrameScores {
    // Starts on a step of the slowest layer, so that steps lie where they lie in the whole.
    let first =
      max(0, frames.lowerBound - network.pastFrames) / network.framesPerStep * network.framesPerStep
    let last = min(
      features.frameCount, frames.upperBound + network.futureFrames + network.framesPerStep)
    var evaluation = NetworkEvaluation(of: network)
    var input = [Float](repeating: 0, count: Self.blockFrames * Self.inputCount)
    var outputs: [Float] = []
    outputs.reserveCapacity((last - first) * 4)
    var start = first
    while start < last {
      let count = min(Self.blockFrames, last - start)
      Self.fill(&input, with: features, from: start, count: count, voiceDB: voiceDB)
      Self.process(input, count: count, with: &evaluation, into: &outputs)
      start += count
    }
    evaluation.finish(into: &outputs)
    outputs.removeLast((last - frames.upperBound) * 4)
    outputs.removeFirst((frames.lowerBound - first) * 4)
    return FrameScores(outputs: outputs)
  }

  private static let blockFrames = 1024
  /// Levels are read from this far below the voice to this far above it, dB: as in training.
  private static let belowVoiceDB: Float = 60
  private static let aboveVoiceDB: Float = 20

  /// Writes `count` frames of input: `(level - voice) / 20 + 1`, clipped, and harmonicity.
  private static func fill(
    _ input: inout [Float], with features: ChannelFeatures, from start: Int, count: Int,
    voiceDB: Float
  ) {
    // One entry for each of the 256 levels that a band can have.
    let scaled = (0...255).map { code in
      let relative = BandLevel(code: UInt8(code)).decibels - voiceDB
      return min(max(relative, -belowVoiceDB), aboveVoiceDB) / 20 + 1
    }
    let bandCount = ShortTimeAnalyzer.bandCount
    let codes = features.bands.span
    let harmonicity = features.harmonicity.span
    let values = scaled.span
    var target = input.mutableSpan
    for frame in 0..<count {
      let source = (start + frame) * bandCount
      let row = frame * inputCount
      for band in 0..<bandCount {
        target[row + band] = values[Int(codes[source + band].code)]
      }
      target[row + bandCount] = harmonicity[start + frame]
    }
  }

  private static func process(
    _ input: [Float], count: Int, with evaluation: inout NetworkEvaluation,
    into outputs: inout [Float]
  ) {
    evaluation.process(input.span.extracting(0..<(count * inputCount)), into: &outputs)
  }
}
