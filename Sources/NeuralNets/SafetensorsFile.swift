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
public struct SafetensorsFile: Sendable {
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

  /// 1 MiB: a tensor takes about 100 bytes of the header, a description of the network some thousand.
  static let largestHeader = 1 << 20
  /// Bytes that hold the header's length.
  private static let lengthByteCount = 8

  /// Reads and checks a whole file.
  ///
  /// - Throws: `ModelError`: `unreadable`, `tooLarge`, `malformed`.
  public init(path: String) throws(ModelError) {
    try self.init(ModelBytes(path: path))
  }

  init(_ file: ModelBytes) throws(ModelError) {
    let header = try Self.headerBytes(of: file)
    let parsed = try SafetensorsHeader.read(file.bytes[header], path: file.path)
    let numbers = header.upperBound..<file.bytes.count
    path = file.path
    sha256 = file.sha256
    bytes = file.bytes
    metadata = parsed.metadata
    tensors = try Self.tensors(parsed.entries, in: numbers, path: file.path)
  }

  /// The metadata under `key`.
  ///
  /// - Throws: `ModelError`, `missing` when there is none or it is empty.
  public func requiredMetadata(_ key: String) throws(ModelError) -> String {
    guard let value = metadata[key], !value.isEmpty else {
      throw ModelError(.missing, path: path, "metadata \"\(key)\" is missing or empty")
    }
    return value
  }

  /// The numbers of the tensor `name`, row-major, which must have the shape given.
  ///
  /// - Throws: `ModelError`: `missing`; `unsuitableTensor` for another shape, NaN or infinity.
  public func values(of name: String, shape: [Int]) throws(ModelError) -> [Float] {
    guard let tensor = tensors[name] else {
      throw ModelError(.missing, path: path, "tensor \"\(name)\" is missing")
    }
    guard tensor.shape == shape else {
      throw ModelError(
        .unsuitableTensor, path: path,
        "tensor \"\(name)\" is \(Self.text(tensor.shape)), expected \(Self.text(shape))")
    }
    let values = numbers(of: tensor)
    guard let bad = values.firstIndex(where: { !$0.isFinite }) else { return values }
    throw ModelError(
      .unsuitableTensor, path: path,
      "tensor \"\(name)\" holds \(values[bad]) at \(bad), expected finite numbers")
  }

  private func numbers(of tensor: Tensor) -> [Float] {
    bytes.withUnsafeBytes { file in
      // `tensor.bytes` lies inside the file and holds `count` numbers: `tensors(_:in:path:)` saw to it.
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

// Checking what the file claims.
extension SafetensorsFile {
  /// Where the header's JSON lies.
  private static func headerBytes(of file: ModelBytes) throws(ModelError) -> Range<Int> {
    let count = file.bytes.count
    guard count > lengthByteCount else {
      throw ModelError(
        .malformed, path: file.path, "file holds \(count) bytes, too few for a header")
    }
    let claimed = file.bytes.prefix(lengthByteCount).reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    guard claimed <= UInt64(largestHeader) else {
      throw ModelError(
        .tooLarge, path: file.path,
        "header claims \(claimed) bytes, expected at most \(largestHeader)")
    }
    let header = lengthByteCount..<(lengthByteCount + Int(claimed))
    guard header.upperBound <= count else {
      throw ModelError(
        .malformed, path: file.path, "header claims \(claimed) bytes, file holds \(count)")
    }
    guard claimed > 0, file.bytes[header.lowerBound] == UInt8(ascii: "{") else {
      throw ModelError(.malformed, path: file.path, "header does not begin with {")
    }
    return header
  }

  /// The tensors with their places in the file, which lie one after the other in `numbers`.
  private static func tensors(
    _ entries: [String: SafetensorsHeader.Entry], in numbers: Range<Int>, path: String
  ) throws(ModelError) -> [String: Tensor] {
    var placed: [(name: String, tensor: Tensor)] = []
    // By name, so that the same file gives the same message every time.
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      placed.append((name, try tensor(name, entry, in: numbers, path: path)))
    }
    placed.sort {
      ($0.tensor.bytes.lowerBound, $0.tensor.bytes.upperBound)
        < ($1.tensor.bytes.lowerBound, $1.tensor.bytes.upperBound)
    }
    var end = numbers.lowerBound
    for (name, tensor) in placed {
      guard tensor.bytes.lowerBound == end else {
        let kind = tensor.bytes.lowerBound < end ? "overlaps the one before" : "leaves a gap"
        throw ModelError(
          .malformed, path: path,
          "tensor \"\(name)\" \(kind): begins at byte \(tensor.bytes.lowerBound), expected \(end)")
      }
      end = tensor.bytes.upperBound
    }
    guard end == numbers.upperBound else {
      throw ModelError(
        .malformed, path: path,
        "tensors end at byte \(end), file holds \(numbers.upperBound)")
    }
    return Dictionary(uniqueKeysWithValues: placed.map { ($0.name, $0.tensor) })
  }

  private static func tensor(
    _ name: String, _ entry: SafetensorsHeader.Entry, in numbers: Range<Int>, path: String
  ) throws(ModelError) -> Tensor {
    func malformed(_ what: String) -> ModelError {
      ModelError(.malformed, path: path, "tensor \"\(name)\" \(what)")
    }
    guard let type = NumberType(rawValue: entry.dtype) else {
      throw malformed("holds \(entry.dtype), expected F32 or F16")
    }
    guard let count = count(of: entry.shape),
      case (let byteCount, false) = count.multipliedReportingOverflow(by: type.byteCount)
    else { throw malformed("has the impossible shape \(text(entry.shape))") }
    let offsets = entry.dataOffsets
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1],
      offsets[1] <= numbers.count
    else {
      throw malformed("has data_offsets \(offsets), expected two in order within \(numbers.count)")
    }
    guard offsets[1] - offsets[0] == byteCount else {
      throw malformed(
        "takes \(offsets[1] - offsets[0]) bytes, expected \(byteCount) for \(text(entry.shape)) "
          + "of \(entry.dtype)")
    }
    let start = numbers.lowerBound
    return Tensor(
      type: type, shape: entry.shape, count: count,
      bytes: (start + offsets[0])..<(start + offsets[1]))
  }

  /// The product of all sizes; nil when one is negative or the product is no integer of ours.
  private static func count(of shape: [Int]) -> Int? {
    var count = 1
    for size in shape {
      guard size >= 0, case (let product, false) = count.multipliedReportingOverflow(by: size)
      else { return nil }
      count = product
    }
    return count
  }

  /// `48 × 30 × 4`; `one number` where there is no dimension.
  private static func text(_ shape: [Int]) -> String {
    shape.isEmpty ? "one number" : shape.map { String($0) }.joined(separator: " × ")
  }
}
