import Foundation
import Testing

@testable import NeuralNets

/// Against what numpy makes of a small network of the same architecture: `scripts/make-overlap-vectors`.
struct OverlapNetworkTests {
  static func network() throws -> OverlapNetwork {
    try OverlapNetwork(MappedTensors(path: NetworkVectorTests.file("overlap.safetensors")))
  }

  /// Windows × samples, and windows × frames × classes.
  static func windows(
    _ name: String = "overlap.windows.safetensors"
  ) throws -> (samples: [[Float]], probabilities: [[Float]]) {
    let file = try SafetensorsFile(path: NetworkVectorTests.file(name))
    func rows(_ name: String) throws -> [[Float]] {
      let shape = try #require(file.tensors[name]).shape
      let size = shape.dropFirst().reduce(1, *)
      let values = try file.values(of: name, shape: shape)
      return (0..<shape[0]).map { Array(values[($0 * size)..<(($0 + 1) * size)]) }
    }
    return (try rows("samples"), try rows("probabilities"))
  }

  private func evaluate(_ windows: [[Float]], with evaluation: inout OverlapEvaluation) -> [Float] {
    var probabilities: [Float] = []
    for window in windows { evaluation.append(window.span) }
    evaluation.evaluate(into: &probabilities)
    return probabilities
  }

  @Test("Windows get the probabilities that numpy computes by the network's definition")
  func agreesWithNumpy() throws {
    let (samples, expected) = try Self.windows()
    var evaluation = OverlapEvaluation(of: try Self.network())
    let probabilities = evaluate(samples, with: &evaluation)
    #expect(
      probabilities.count
        == samples.count * OverlapNetwork.frameCount(sampleCount: samples[0].count)
        * OverlapNetwork.classCount)
    #expect(probabilities.count == expected.joined().count)
    // Single precision keeps 1e-7 of each of a dozen layers; normalisation of quiet channels, whose
    // deviation is small, makes some tens of it.
    for (probability, value) in zip(probabilities, expected.joined()) {
      #expect(abs(probability - value) < 1e-5)
    }
  }

  @Test("The installed network gives what numpy computes of the checkpoint")
  func installed() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "models/segmentation.safetensors").path()
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: segmentation is not installed; scripts/setup installs it")
      return
    }
    let (samples, expected) = try Self.windows("segmentation.window.safetensors")
    var evaluation = OverlapEvaluation(of: try OverlapNetwork(MappedTensors(path: path)))
    let probabilities = evaluate(samples, with: &evaluation)
    #expect(probabilities.count == expected[0].count)
    // PyTorch's own are off by 2e-6 in single precision.
    for (probability, value) in zip(probabilities, expected[0]) {
      #expect(abs(probability - value) < 1e-4)
    }
  }

  @Test("The probabilities of a frame add up to one")
  func sumsToOne() throws {
    let (samples, _) = try Self.windows()
    var evaluation = OverlapEvaluation(of: try Self.network())
    let probabilities = evaluate(samples, with: &evaluation)
    for frame in stride(from: 0, to: probabilities.count, by: OverlapNetwork.classCount) {
      let sum = probabilities[frame..<(frame + OverlapNetwork.classCount)].reduce(0, +)
      #expect(abs(sum - 1) < 1e-6)
    }
  }

  @Test("A window gets the same probabilities alone, in company and after others")
  func company() throws {
    let (samples, _) = try Self.windows()
    var evaluation = OverlapEvaluation(of: try Self.network())
    let together = evaluate(samples, with: &evaluation)
    let again = evaluate(samples, with: &evaluation)
    #expect(again == together)
    let alone = samples.flatMap { evaluate([$0], with: &evaluation) }
    for (one, other) in zip(alone, together) { #expect(abs(one - other) < 1e-5) }
  }

  @Test("Louder is the same: each window is normalised")
  func loudness() throws {
    let (samples, _) = try Self.windows()
    var evaluation = OverlapEvaluation(of: try Self.network())
    let probabilities = evaluate(samples, with: &evaluation)
    let louder = evaluate(samples.map { $0.map { 4 * $0 + 0.1 } }, with: &evaluation)
    // ε in the normalisation, 1e-5, is a few thousandths of the variance of these samples.
    for (one, other) in zip(probabilities, louder) { #expect(abs(one - other) < 0.01) }
  }

  @Test("Silence has finite probabilities")
  func silence() throws {
    var evaluation = OverlapEvaluation(of: try Self.network())
    let probabilities = evaluate(
      [[Float](repeating: 0, count: 2000), [Float](repeating: 0.25, count: 2000)],
      with: &evaluation)
    #expect(probabilities.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test(
    "A frame takes 991 samples, each further one 270",
    arguments: [(0, 0), (990, 0), (991, 1), (1260, 1), (1261, 2), (160_000, 589)])
  func frameCount(sampleCount: Int, frames: Int) throws {
    #expect(OverlapNetwork.frameCount(sampleCount: sampleCount) == frames)
    guard frames > 0, frames < 3 else { return }
    var evaluation = OverlapEvaluation(of: try Self.network())
    let window = (0..<sampleCount).map { Float($0 % 37) / 100 }
    #expect(evaluate([window], with: &evaluation).count == frames * OverlapNetwork.classCount)
  }

  @Test("Buffers stay as they are once they hold a batch")
  func memory() throws {
    let (samples, _) = try Self.windows()
    var evaluation = OverlapEvaluation(of: try Self.network())
    _ = evaluate(samples, with: &evaluation)
    let held = evaluation.heldValueCount
    for _ in 0..<5 { _ = evaluate(samples, with: &evaluation) }
    #expect(evaluation.heldValueCount == held)
  }

  @Test("Nothing pending gives nothing")
  func nothing() throws {
    var evaluation = OverlapEvaluation(of: try Self.network())
    #expect(evaluate([], with: &evaluation).isEmpty)
  }
}

/// Files that are no such network.
struct OverlapNetworkFileTests {
  /// The vectors' network with its header changed: as many bytes, so that only the meaning changes.
  private func failure(replacing old: String, with new: String) throws -> ModelError? {
    let path = NetworkVectorTests.file("overlap.safetensors")
    var bytes = try Data(contentsOf: URL(filePath: path))
    let range = try #require(bytes.range(of: Data(old.utf8)))
    try #require(old.utf8.count == new.utf8.count)
    bytes.replaceSubrange(range, with: Data(new.utf8))
    let changed = FileManager.default.temporaryDirectory
      .appending(path: "overlap-\(UUID().uuidString).safetensors")
    try bytes.write(to: changed)
    defer { try? FileManager.default.removeItem(at: changed) }
    do {
      _ = try OverlapNetwork(MappedTensors(path: changed.path()))
      return nil
    } catch {
      return error
    }
  }

  @Test("A tensor that is missing is named")
  func missing() throws {
    let error = try #require(try failure(replacing: "linear1.bias", with: "linear9.bias"))
    #expect(error.code == .missing)
    #expect(error.message.contains("linear1.bias"))
  }

  @Test("A tensor of another shape is named, with what was expected")
  func shape() throws {
    let error = try #require(
      try failure(replacing: #""shape":[251,16]"#, with: #""shape":[502,8 ]"#))
    #expect(error.code == .unsuitableTensor)
    #expect(error.message.contains("sinc.filter"))
    #expect(error.message.contains("251"))
  }

  @Test("A file without any layer of memory is refused")
  func noMemory() throws {
    let error = try #require(
      try failure(replacing: "lstm0.forward.input", with: "lstm7.forward.input"))
    #expect(error.code == .missing)
    #expect(error.message.contains("lstm0.forward.input"))
  }

  @Test("A tensor that belongs nowhere is refused")
  func surplus() throws {
    // The second layer is then none, and what is left of it belongs nowhere.
    let error = try #require(
      try failure(replacing: "lstm1.forward.input", with: "lstm7.forward.input"))
    #expect(error.code == .unsuitableTensor)
  }
}
