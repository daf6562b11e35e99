import Foundation
import NeuralNets
import Testing

/// The published network against what other programs compute with it. The environment variable
/// `SORI_SPEAKER_ORACLES` names the folder of their results, `SORI_MODELS` that of the installed network.
@Suite(
  "The published speaker network",
  .enabled(
    if: PublishedSpeakerNetwork.isHere, "needs SORI_SPEAKER_ORACLES and an installed network"))
struct PublishedSpeakerNetworkTests {
  private let network: SpeakerNetwork
  /// 1000 frames, each band less its mean.
  private let bands: [Float]

  init() throws {
    network = try SpeakerNetwork(MappedTensors(path: PublishedSpeakerNetwork.path))
    var bands = try PublishedSpeakerNetwork.values("campplus_fbank_1000x80.f32")
    for band in 0..<80 {
      let places = stride(from: band, to: bands.count, by: 80)
      let mean = places.reduce(0.0) { $0 + Double(bands[$1]) } / Double(bands.count / 80)
      for place in places { bands[place] -= Float(mean) }
    }
    self.bands = bands
  }

  @Test(
    "Frames agree within 1e-4 of their largest value",
    arguments: [
      ("campplus_frames_500x512.f32", SpeakerContext.clip),
      ("campplus_dense75_500x512.f32", .moving(frames: 75, hop: 1)),
    ])
  func frames(_ name: String, _ context: SpeakerContext) throws {
    var evaluation = SpeakerEvaluation(of: network, context: context)
    evaluation.process(bands.span)
    let expected = try PublishedSpeakerNetwork.values(name)
    #expect(evaluation.frameCount * 512 == expected.count)
    let largest = expected.reduce(0) { max($0, abs($1)) }
    let error = zip(evaluation.frames, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(error < 1e-4 * largest)
  }

  @Test("The embedding points where it should")
  func embedding() throws {
    var evaluation = SpeakerEvaluation(of: network, context: .clip)
    evaluation.process(bands.span)
    var pooling = SpeakerPooling(of: network)
    let expected = try PublishedSpeakerNetwork.values("campplus_embedding_192.f32")
    let length = expected.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var cosine: Float = 0
    pooling.embed([0..<500], of: evaluation.frames) { row in
      for index in row.indices { cosine += row[index] * expected[index] / length }
    }
    #expect(cosine > 0.9999)
  }
}

enum PublishedSpeakerNetwork {
  static let oracles = ProcessInfo.processInfo.environment["SORI_SPEAKER_ORACLES"]

  /// In the folder named, or in that of the package.
  static let path: String = {
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = ProcessInfo.processInfo.environment["SORI_MODELS"]
    return (folder.map { URL(filePath: $0) } ?? package.appending(path: "models"))
      .appending(path: "campplus.safetensors").path()
  }()

  static var isHere: Bool { oracles != nil && FileManager.default.fileExists(atPath: path) }

  static func values(_ name: String) throws -> [Float] {
    let data = try Data(contentsOf: URL(filePath: oracles ?? "").appending(path: name))
    return data.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).map {
        Float(bitPattern: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self))
      }
    }
  }
}
