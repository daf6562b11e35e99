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

  /// The tensor where it lies in the file.
  mutating func tensor(_ name: String, _ shape: [Int]) throws(ModelError) -> MappedTensor {
    unused.remove(name)
    return try file.tensor(name, shape: shape)
  }

  /// A copy of the tensor's numbers, for which the file need not stay mapped.
  mutating func values(_ name: String, _ shape: [Int]) throws(ModelError) -> [Float] {
    try tensor(name, shape).values
  }

  /// Columns of a matrix that must have `rows` rows: a multiple of eight.
  func columns(of name: String, rows: Int) throws(ModelError) -> Int {
    let tensor = try file.requiredTensor(name)
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

  /// - Throws: `ModelError`, `unsuitableTensor`: there is a tensor that was not taken.
  func finish() throws(ModelError) {
    guard let name = unused.min() else { return }
    throw ModelError(.unsuitableTensor, path: path, "tensor \"\(name)\" belongs to no layer")
  }
}
