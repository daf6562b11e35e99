/// Products with a matrix and a bias.
struct LinearLayer: Sendable {
  let inputs: Int
  let outputs: Int
  /// inputs × outputs, row-major.
  let weights: [Float]
  let bias: [Float]
}

/// Takes the tensors out of a file, each with the shape it must have, and tells which none asked for.
struct TensorReader {
  private let file: MappedTensors
  private var unused: Set<String>

  init(_ file: MappedTensors) {
    self.file = file
    unused = Set(file.tensors.keys)
  }

  var path: String { file.path }

  func holds(_ name: String) -> Bool { file.tensors[name] != nil }

  mutating func values(_ name: String, _ shape: [Int]) throws(ModelError) -> [Float] {
    unused.remove(name)
    // A copy: all 6 MB take 5 ms (measured), and the file need not stay mapped.
    return try file.tensor(name, shape: shape).values
  }

  /// Columns of a matrix that must have `rows` rows: a multiple of eight.
  func columns(of name: String, rows: Int) throws(ModelError) -> Int {
    guard let tensor = file.tensors[name] else {
      throw ModelError(.missing, path: path, "tensor \"\(name)\" is missing")
    }
    guard tensor.shape.count == 2, tensor.shape[0] == rows, tensor.shape[1] > 0,
      tensor.shape[1] % Lanes.scalarCount == 0
    else {
      throw ModelError(
        .unsuitableTensor, path: path,
        "tensor \"\(name)\" is \(tensor.shape), expected \(rows) rows of a multiple of "
          + "\(Lanes.scalarCount)")
    }
    return tensor.shape[1]
  }

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

  func finish() throws(ModelError) {
    guard let name = unused.min() else { return }
    throw ModelError(.unsuitableTensor, path: path, "tensor \"\(name)\" belongs to no layer")
  }
}
