import Foundation
import NeuralNets
import Signal
import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("The speech network") struct SpeechNetworkTests {
  /// 12 s of two voices on one channel, noise between them: 1203 frames, no multiple of any step.
  private static let features: ChannelFeatures = {
    let call = conversation(seconds: 12.03, gapSeconds: 0.1)
    let samples = Synthetic.mix(call[0], call[1])
    var extractor = FeatureExtractor()
    extractor.process(samples.span)
    extractor.finish()
    return extractor.features
  }()

  private static func scores(_ frames: Range<Int>) -> FrameScores {
    Network.shipped.scores(of: features, voiceDB: -22, frames: frames)
  }

  private static let whole = scores(0..<features.frameCount)

  /// Largest difference of any score to that of the whole.
  private static func difference(_ part: FrameScores, at frames: Range<Int>) -> Float {
    let columns: [KeyPath<FrameScores, [Float]>] = [\.speech, \.music, \.tone, \.noise]
    return columns.map { column in
      zip(part[keyPath: column], whole[keyPath: column][frames]).map { abs($0 - $1) }.max() ?? 0
    }.max() ?? 0
  }

  @Test(
    "A part has the scores that it has in the whole, wherever it is cut",
    arguments: [0..<0, 0..<1, 1..<2, 7..<9, 0..<600, 3..<1200, 599..<1203, 1202..<1203])
  func parts(frames: Range<Int>) {
    let part = Self.scores(frames)
    #expect(part.frameCount == frames.count)
    // Other blocks, other order of summation: single precision keeps some 1e-6 of values of order 10.
    #expect(Self.difference(part, at: frames) < 1e-3)
  }

  @Test("Sections of any length put together are the whole", arguments: [1, 100, 333, 1024])
  func sections(length: Int) {
    let count = Self.features.frameCount
    // Single frames: a part of them says as much.
    for start in stride(from: 0, to: length == 1 ? 40 : count, by: length) {
      let frames = start..<min(count, start + length)
      #expect(Self.difference(Self.scores(frames), at: frames) < 1e-3)
    }
  }

  @Test("Levels count against the voice: both 6 dB lower give the same scores")
  func voiceLevel() {
    var quieter = Self.features
    // 12 half decibels; what is that far below the voice is clipped in both.
    quieter.bands = Self.features.bands.map { BandLevel(code: max(12, $0.code) - 12) }
    let scores = Network.shipped.scores(
      of: quieter, voiceDB: -28, frames: 0..<quieter.frameCount)
    #expect(Self.difference(scores, at: 0..<quieter.frameCount) < 1e-3)
  }

  @Test("The weights say what they are")
  func manifest() {
    #expect(!Network.shipped.manifest.name.isEmpty)
    #expect(!Network.shipped.manifest.licence.isEmpty)
    #expect(Network.shipped.manifest.sha256.count == 64)
  }
}

@Suite("Weights of a network that is none of speech") struct UnsuitableNetworkTests {
  /// A file with one convolution of zeros.
  private static func file(
    inputs: Int = 29, outputs: Int = 4, stride: Int = 1, without missing: String? = nil,
    names: String = "speech,music,tone,noise"
  ) throws -> String {
    let layer: [String: Any] = [
      "name": "only", "activation": "none",
      "convolution": [
        "input": "features", "channels": outputs, "kernel": stride, "stride": stride,
        "dilation": 1, "residual": false,
      ],
    ]
    let architecture = try JSONSerialization.data(
      withJSONObject: ["inputChannels": inputs, "layers": [layer]])
    var metadata = [
      "name": "none", "version": "1", "source": "a test", "licence": "Apache-2.0",
      "outputs": names, "architecture": String(decoding: architecture, as: UTF8.self),
    ]
    if let missing { metadata[missing] = nil }
    let weights = 4 * outputs * inputs * stride
    let header = try JSONSerialization.data(withJSONObject: [
      "__metadata__": metadata,
      "only.weight": [
        "dtype": "F32", "shape": [outputs, inputs, stride], "data_offsets": [0, weights],
      ],
      "only.bias": [
        "dtype": "F32", "shape": [outputs], "data_offsets": [weights, weights + 4 * outputs],
      ],
    ])
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
    let path = FileManager.default.temporaryDirectory
      .appending(path: "sori-\(UUID().uuidString).safetensors").path()
    try (length + header + Data(count: weights + 4 * outputs)).write(to: URL(filePath: path))
    return path
  }

  private static func failure(_ path: String) throws -> ModelError? {
    defer { try? FileManager.default.removeItem(atPath: path) }
    do throws(ModelError) {
      _ = try SpeechNetwork(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test("What has the inputs and outputs is taken, be it ever so small")
  func suitable() throws {
    #expect(try Self.failure(Self.file()) == nil)
  }

  @Test("Other inputs, outputs, names or pace are refused, with what was got and what is expected")
  func architecture() throws {
    for path in [
      try Self.file(inputs: 28), try Self.file(outputs: 3), try Self.file(stride: 2),
      try Self.file(names: "speech,noise,tone,music"),
    ] {
      let error = try #require(try Self.failure(path))
      #expect(error.code == .unsuitableArchitecture)
      #expect(error.path == path)
      #expect(error.message.hasSuffix("expected 29 and speech,music,tone,noise"))
    }
  }

  @Test(
    "Without an entry of its metadata it is refused by the entry's name",
    arguments: ["outputs", "architecture", "name", "version", "source", "licence"])
  func metadata(key: String) throws {
    let error = try #require(try Self.failure(Self.file(without: key)))
    #expect(error.code == .missing)
    #expect(error.message.contains("\"\(key)\""))
  }

  @Test("A file that is not there is unreadable")
  func noFile() throws {
    #expect(try Self.failure("/nowhere/speech-1.safetensors")?.code == .unreadable)
  }
}
