/// What a safetensors file holds and where, every claim of it checked against the bytes that are there.
struct SafetensorsLayout {
  let metadata: [String: String]
  let tensors: [String: SafetensorsFile.Tensor]

  /// 1 MiB: a tensor takes about 100 bytes of the header, a description of the network some thousand.
  static let largestHeader = 1 << 20
  /// Bytes that hold the header's length.
  private static let lengthByteCount = 8

  /// Reads the header of a file; its numbers are not looked at.
  ///
  /// - Parameters:
  ///   - file: all bytes of it.
  ///   - path: stands in messages.
  /// - Throws: `ModelError`: `tooLarge`, `malformed`.
  init(of file: Span<UInt8>, path: String) throws(ModelError) {
    let header = try Self.headerBytes(of: file, path: path)
    let json = header.map { file[$0] }
    let parsed = try SafetensorsHeader.read(json[...], path: path)
    metadata = parsed.metadata
    tensors = try Self.tensors(
      parsed.entries, in: header.upperBound..<file.count, path: path)
  }
}

// Checking what the file claims.
extension SafetensorsLayout {
  /// Where the header's JSON lies.
  private static func headerBytes(
    of file: Span<UInt8>, path: String
  ) throws(ModelError) -> Range<Int> {
    let count = file.count
    guard count > lengthByteCount else {
      throw ModelError(.malformed, path: path, "file holds \(count) bytes, too few for a header")
    }
    var claimed: UInt64 = 0
    for index in (0..<lengthByteCount).reversed() { claimed = claimed << 8 | UInt64(file[index]) }
    guard claimed <= UInt64(largestHeader) else {
      throw ModelError(
        .tooLarge, path: path,
        "header claims \(claimed) bytes, expected at most \(largestHeader)")
    }
    let header = lengthByteCount..<(lengthByteCount + Int(claimed))
    guard header.upperBound <= count else {
      throw ModelError(
        .malformed, path: path, "header claims \(claimed) bytes, file holds \(count)")
    }
    guard claimed > 0, file[header.lowerBound] == UInt8(ascii: "{") else {
      throw ModelError(.malformed, path: path, "header does not begin with {")
    }
    return header
  }

  /// The tensors with their places in the file, which lie one after the other in `numbers`.
  private static func tensors(
    _ entries: [String: SafetensorsHeader.Entry], in numbers: Range<Int>, path: String
  ) throws(ModelError) -> [String: SafetensorsFile.Tensor] {
    var placed: [(name: String, tensor: SafetensorsFile.Tensor)] = []
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
  ) throws(ModelError) -> SafetensorsFile.Tensor {
    func malformed(_ what: String) -> ModelError {
      ModelError(.malformed, path: path, "tensor \"\(name)\" \(what)")
    }
    guard let type = SafetensorsFile.NumberType(rawValue: entry.dtype) else {
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
    return SafetensorsFile.Tensor(
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
  static func text(_ shape: [Int]) -> String {
    shape.isEmpty ? "one number" : shape.map { String($0) }.joined(separator: " × ")
  }
}
