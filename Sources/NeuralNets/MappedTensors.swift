/// Named tensors and metadata out of a safetensors file, used where they lie in it: for networks of which
/// a copy would cost time and memory at every start.
///
/// `SafetensorsFile` says what a file must be like, and nothing of it is believed here either: its length,
/// header, the places and shapes of all tensors are checked when it is opened, the numbers of a tensor
/// when it is asked for. Its digest is not: that reads the whole file, which `sori models` does.
///
/// Numbers must be 32-bit floats that begin at a multiple of four bytes in the file; `scripts/setup` lays
/// them at multiples of 64 where their size allows.
public struct MappedTensors: SafetensorsContents {
  public let metadata: [String: String]
  public let tensors: [String: SafetensorsFile.Tensor]

  private let mapping: ModelMapping

  /// Maps a file and checks its header.
  ///
  /// - Throws: `ModelError`: `unreadable`, `tooLarge`, `malformed`.
  public init(path: String) throws(ModelError) {
    let mapping = try ModelMapping(path: path)
    let layout = try mapping.withBytes { bytes throws(ModelError) in
      try SafetensorsLayout(of: bytes, path: path)
    }
    self.mapping = mapping
    metadata = layout.metadata
    tensors = layout.tensors
  }

  /// The file, as given.
  public var path: String { mapping.path }

  /// Bytes of the whole file.
  public var byteCount: Int { mapping.byteCount }

  /// The tensor `name`, which must have the shape given. Its numbers are read once, for the check.
  ///
  /// - Throws: `ModelError`: `missing`; `unsuitableTensor` for another shape or number type, a place that
  ///   is no multiple of four bytes, NaN or infinity.
  public func tensor(_ name: String, shape: [Int]) throws(ModelError) -> MappedTensor {
    let tensor = try requiredTensor(name)
    func unsuitable(_ what: String) -> ModelError {
      ModelError(.unsuitableTensor, path: path, "tensor \"\(name)\" \(what)")
    }
    guard tensor.shape == shape else {
      let texts = (SafetensorsLayout.text(tensor.shape), SafetensorsLayout.text(shape))
      throw unsuitable("is \(texts.0), expected \(texts.1)")
    }
    guard tensor.type == .float32 else {
      throw unsuitable("holds \(tensor.type.rawValue), expected F32")
    }
    guard tensor.bytes.lowerBound % tensor.type.byteCount == 0 else {
      throw unsuitable("begins at byte \(tensor.bytes.lowerBound), expected a multiple of 4")
    }
    let mapped = MappedTensor(
      mapping: mapping, shape: shape, count: tensor.count, offset: tensor.bytes.lowerBound)
    if let bad = mapped.withValues(Self.firstNotFinite) {
      throw unsuitable("holds \(bad.value) at \(bad.index), expected finite numbers")
    }
    return mapped
  }

  /// The first NaN or infinity and where it is; nil where all numbers are finite.
  private static func firstNotFinite(_ values: Span<Float>) -> (index: Int, value: Float)? {
    // Every exponent bit is set in those and in no other (IEEE 754-2019, 3.4). One pass without a branch
    // finds whether there is any: 6.9 million numbers take a few milliseconds.
    let exponent = Float.infinity.bitPattern
    var found: UInt32 = 0
    for index in values.indices {
      found |= values[index].bitPattern & exponent == exponent ? 1 : 0
    }
    guard found != 0 else { return nil }
    for index in values.indices where !values[index].isFinite { return (index, values[index]) }
    return nil
  }
}

/// The numbers of one tensor where they lie in their file, which stays mapped as long as this does.
public struct MappedTensor: Sendable {
  private let mapping: ModelMapping
  /// Sizes from the slowest dimension to the fastest; empty for a single number.
  public let shape: [Int]
  /// Numbers it holds.
  public let count: Int
  private let offset: Int

  init(mapping: ModelMapping, shape: [Int], count: Int, offset: Int) {
    self.mapping = mapping
    self.shape = shape
    self.count = count
    self.offset = offset
  }

  /// Gives all numbers, row-major, to `body`; they must not be kept.
  public func withValues<Result: ~Copyable, Failure: Error>(
    _ body: (Span<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try mapping.withFloats(at: offset, count: count, body)
  }

  /// A copy of the numbers, row-major.
  public var values: [Float] {
    withValues { values in values.indices.map { values[$0] } }
  }
}
