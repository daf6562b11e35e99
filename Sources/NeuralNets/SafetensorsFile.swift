/// Named tensors and metadata out of a file in the safetensors format: 8 bytes with the header's
/// length, little-endian; the header, JSON; the numbers, little-endian and row-major.
///
/// Nothing in the file is believed. Its tensors must cover the bytes behind the header without gap or
/// overlap, as the format demands, each as large as its shape and number type say.
///
///     offsets   0        11520        23040 = bytes behind the header
///               ├ a.weight ┤├ b.weight ┤
///
/// Source: the format's description, https://huggingface.co/docs/safetensors.
public struct SafetensorsFile: SafetensorsContents {
  /// How a tensor's numbers are stored; others than these are refused.
  public enum NumberType: String, Hashable, Sendable {
    case float32 = "F32"
    case float16 = "F16"

    /// Bytes of one number.
    public var byteCount: Int {
      switch self {
      case .float32: 4
      case .float16: 2
      }
    }
  }

  /// A tensor's place and form.
  public struct Tensor: Hashable, Sendable {
    public let type: NumberType
    /// Sizes from the slowest dimension to the fastest; empty for a single number.
    public let shape: [Int]
    /// Numbers it holds.
    public let count: Int
    /// Bytes within the file.
    let bytes: Range<Int>
  }

  /// The file, as given.
  public let path: String
  /// Of the whole file, 64 hexadecimal digits in lower case.
  public let sha256: String
  public let metadata: [String: String]
  public let tensors: [String: Tensor]

  private let bytes: [UInt8]

  /// Reads and checks a whole file.
  ///
  /// - Throws: `ModelError`: `unreadable`, `tooLarge`, `malformed`.
  public init(path: String) throws(ModelError) {
    try self.init(ModelBytes(path: path))
  }

  init(_ file: ModelBytes) throws(ModelError) {
    let layout = try SafetensorsLayout(of: file.bytes.span, path: file.path)
    path = file.path
    sha256 = file.sha256
    bytes = file.bytes
    metadata = layout.metadata
    tensors = layout.tensors
  }

  /// The numbers of the tensor `name`, row-major, which must have the shape given.
  ///
  /// - Throws: `ModelError`: `missing`; `unsuitableTensor` for another shape, NaN or infinity.
  public func values(of name: String, shape: [Int]) throws(ModelError) -> [Float] {
    let tensor = try requiredTensor(name)
    guard tensor.shape == shape else {
      throw ModelError(
        .unsuitableTensor, path: path,
        "tensor \"\(name)\" is \(SafetensorsLayout.text(tensor.shape)), expected "
          + SafetensorsLayout.text(shape))
    }
    let values = numbers(of: tensor)
    guard let bad = values.firstIndex(where: { !$0.isFinite }) else { return values }
    throw ModelError(
      .unsuitableTensor, path: path,
      "tensor \"\(name)\" holds \(values[bad]) at \(bad), expected finite numbers")
  }

  private func numbers(of tensor: Tensor) -> [Float] {
    bytes.withUnsafeBytes { file in
      // `tensor.bytes` lies inside the file and holds `count` numbers: `SafetensorsLayout` saw to it.
      let stored = UnsafeRawBufferPointer(rebasing: file[tensor.bytes])
      let width = tensor.type.byteCount
      return (0..<tensor.count).map { index in
        switch tensor.type {
        case .float32:
          let bits = stored.loadUnaligned(fromByteOffset: index * width, as: UInt32.self)
          return Float(bitPattern: UInt32(littleEndian: bits))
        case .float16:
          let bits = stored.loadUnaligned(fromByteOffset: index * width, as: UInt16.self)
          return Float(Float16(bitPattern: UInt16(littleEndian: bits)))
        }
      }
    }
  }
}
