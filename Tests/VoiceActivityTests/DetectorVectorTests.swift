import Foundation
import NeuralNets
import Signal
import Testing

@testable import VoiceActivity

/// What numpy makes of the same sound, by the features that the network was trained on:
/// `scripts/make-detector-vectors`.
@Suite("Features and scores as in training") struct DetectorVectorTests {
  private static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Vectors/\(name).safetensors").path()
  }

  /// The tensors of the vectors, and what the detector makes of their samples.
  private struct Vectors {
    let features: ChannelFeatures
    private let file: SafetensorsFile

    init() throws {
      file = try SafetensorsFile(path: DetectorVectorTests.path("sound"))
      let tensor = try #require(file.tensors["samples"])
      let samples = try file.values(of: "samples", shape: tensor.shape)
      var extractor = FeatureExtractor()
      extractor.process(samples.span)
      extractor.finish()
      features = extractor.features
    }

    func values(_ name: String, _ shape: Int...) throws -> [Float] {
      try file.values(of: name, shape: shape)
    }
  }

  @Test("Bands are those of numpy to one code, levels to 0.01 dB")
  func bands() throws {
    let vectors = try Vectors()
    let features = vectors.features
    let codes = try vectors.values("bands", features.frameCount, ShortTimeAnalyzer.bandCount)
    let differences = zip(features.bands, codes).map { abs(Float($0.code) - $1) }
    #expect(differences.allSatisfy { $0 <= 1 })
    // Only what lies between two codes may fall either way.
    #expect(differences.count { $0 > 0 } * 50 < differences.count)
    // All of the range: silence, and full scale.
    #expect(codes.contains(0) && codes.contains { $0 > 180 })
    let levels = try vectors.values("levels", features.frameCount)
    #expect(zip(features.levelDB, levels).allSatisfy { abs($0 - $1) < 0.01 })
  }

  @Test("Harmonicity is that of numpy")
  func harmonicity() throws {
    let vectors = try Vectors()
    let expected = try vectors.values("harmonicity", vectors.features.frameCount)
    // Single precision through two transforms.
    #expect(zip(vectors.features.harmonicity, expected).allSatisfy { abs($0 - $1) < 1e-3 })
    #expect(expected.contains { $0 > 0.9 } && expected.contains { $0 < 0.3 })
  }

  @Test("A network of random weights scores it as numpy does", arguments: [Float(-20), -45])
  func scores(voiceDB: Float) throws {
    let vectors = try Vectors()
    let network = try SpeechNetwork(path: Self.path("random"))
    let count = vectors.features.frameCount
    let scores = network.scores(of: vectors.features, voiceDB: voiceDB, frames: 0..<count)
    let expected = try vectors.values("scores\(Int(voiceDB))", count, 4)
    let columns = [scores.speech, scores.music, scores.tone, scores.noise]
    for (index, column) in columns.enumerated() {
      let wanted = stride(from: index, to: expected.count, by: 4).map { expected[$0] }
      // A band that falls on the next code moves a score by hundredths.
      #expect(zip(column, wanted).allSatisfy { abs($0 - $1) < 0.05 }, "output \(index)")
      #expect((wanted.max() ?? 0) - (wanted.min() ?? 0) > 0.5)
    }
  }
}
