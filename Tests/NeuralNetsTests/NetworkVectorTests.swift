import Foundation
import NeuralNets
import Testing

/// What numpy makes of the same networks: `scripts/make-network-vectors`.
struct NetworkVectorTests {
  static let cases = [
    "two-scales", "two-scales-half", "kernel-1", "kernel-5", "kernel-3-dilation-5",
    "kernel-7-stride-3", "kernel-4-stride-2-dilation-3",
  ]

  static func file(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/\(name)").path()
  }

  @Test("A network out of a file gives what numpy computes by its definition", arguments: cases)
  func agreesWithNumpy(_ name: String) throws {
    let network = try TemporalConvolutionNetwork(
      SafetensorsFile(path: Self.file("\(name).safetensors")))
    let vectors = try SafetensorsFile(path: Self.file("\(name).frames.safetensors"))
    let featureShape = try #require(vectors.tensors["features"]).shape
    let outputShape = try #require(vectors.tensors["outputs"]).shape
    let features = try vectors.values(of: "features", shape: featureShape)
    let expected = try vectors.values(of: "outputs", shape: outputShape)
    #expect(featureShape[1] == network.inputChannels)
    #expect(outputShape[1] == network.outputChannels)

    let outputs = network.outputs(for: features.span)
    #expect(outputs.count == expected.count)
    // Values are of the order of 1; single precision keeps 1e-7 of each of some ten layers.
    for (output, value) in zip(outputs, expected) { #expect(abs(output - value) < 1e-5) }
  }

  @Test("Half-precision weights are read as the numbers that they are")
  func halfPrecision() throws {
    let file = try SafetensorsFile(path: Self.file("two-scales-half.safetensors"))
    let tensor = try #require(file.tensors["fine.weight"])
    #expect(tensor.type == .float16)
    #expect(tensor.shape == [9, 5, 4])
    let values = try file.values(of: "fine.weight", shape: [9, 5, 4])
    #expect(values.allSatisfy { Float(Float16($0)) == $0 })
    #expect(Set(values).count > 100)
  }
}
