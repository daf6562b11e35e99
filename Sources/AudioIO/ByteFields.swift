/// Integers in the bytes of a header, bounds checked: nil where the bytes end first.
struct ByteFields {
  let bytes: [UInt8]
  let bigEndian: Bool

  init(_ bytes: [UInt8], bigEndian: Bool = false) {
    self.bytes = bytes
    self.bigEndian = bigEndian
  }

  func uint16(at offset: Int) -> UInt16? { integer(at: offset).map { UInt16($0 as UInt64) } }

  func uint32(at offset: Int) -> UInt32? { integer(at: offset, width: 4).map { UInt32($0) } }

  func uint64(at offset: Int) -> UInt64? { integer(at: offset, width: 8) }

  /// Four bytes as they stand in the file, first byte in the highest place: `0x52494646` is `RIFF`.
  func fourCharacters(at offset: Int) -> FourCharacters? {
    guard offset >= 0, offset + 4 <= bytes.count else { return nil }
    return FourCharacters(bytes[offset..<(offset + 4)])
  }

  private func integer(at offset: Int, width: Int = 2) -> UInt64? {
    guard offset >= 0, offset + width <= bytes.count else { return nil }
    var value: UInt64 = 0
    for index in 0..<width {
      value = value << 8 | UInt64(bytes[offset + (bigEndian ? index : width - 1 - index)])
    }
    return value
  }
}

/// A chunk identifier of four bytes.
struct FourCharacters: Hashable, ExpressibleByStringLiteral {
  let bytes: [UInt8]

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  init(stringLiteral text: StaticString) {
    bytes = text.withUTF8Buffer { Array($0) }
  }

  /// Whether all four are printable ASCII, as every registered identifier is.
  var isPrintable: Bool { bytes.allSatisfy { (0x20...0x7E).contains($0) } }

  /// The identifier as text; unprintable bytes as `?`.
  var description: String {
    String(decoding: bytes.map { (0x20...0x7E).contains($0) ? $0 : 0x3F }, as: UTF8.self)
  }
}

/// Writes integers into the bytes of a header.
struct ByteBuilder {
  private(set) var bytes: [UInt8] = []
  let bigEndian: Bool

  init(bigEndian: Bool = false) { self.bigEndian = bigEndian }

  mutating func append(_ identifier: FourCharacters) { bytes += identifier.bytes }
  mutating func append(_ body: [UInt8]) { bytes += body }
  mutating func append(_ value: UInt16) { append(UInt64(value), width: 2) }
  mutating func append(_ value: UInt32) { append(UInt64(value), width: 4) }
  mutating func append(_ value: UInt64) { append(value, width: 8) }

  private mutating func append(_ value: UInt64, width: Int) {
    for index in 0..<width {
      let shift = 8 * (bigEndian ? width - 1 - index : index)
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }
}
