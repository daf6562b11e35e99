/// Reads JSON (RFC 8259), one value or several one after the other, as streams and JSON Lines have them.
///
/// Beyond the standard it takes `NaN`, `Infinity` and `-Infinity`, which Python writes. Whatever the
/// bytes, it ends after one pass over them; depth and number of values are bounded.
struct JSONParser {
  private let bytes: [UInt8]
  private let limits: ImportLimits
  private var position = 0
  private var depth = 0
  private var valueCount = 0

  /// - Parameter bytes: Valid UTF-8.
  init(_ bytes: [UInt8], limits: ImportLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// Every value in `bytes`.
  ///
  /// - Throws: `TranscriptError`: `malformed`, `tooLarge`.
  static func values(
    _ bytes: [UInt8], limits: ImportLimits
  ) throws(TranscriptError) -> [JSONValue] {
    var parser = JSONParser(bytes, limits: limits)
    var values: [JSONValue] = []
    parser.skipSpace()
    while parser.position < bytes.count {
      values.append(try parser.value())
      parser.skipSpace()
    }
    return values
  }

  private mutating func value() throws(TranscriptError) -> JSONValue {
    valueCount += 1
    guard valueCount <= limits.values else {
      throw error("more than \(limits.values) values", .tooLarge)
    }
    switch peek ?? 0 {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: return try word()
    }
  }

  private mutating func object() throws(TranscriptError) -> [JSONMember] {
    var members: [JSONMember] = []
    try descend()
    if try closes(UInt8(ascii: "}")) { return members }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw error("expected a key") }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("expected a colon") }
      skipSpace()
      members.append(JSONMember(key: key, value: try value()))
      if try closes(UInt8(ascii: "}"), afterValue: true) { return members }
    }
  }

  private mutating func array() throws(TranscriptError) -> [JSONValue] {
    var values: [JSONValue] = []
    try descend()
    if try closes(UInt8(ascii: "]")) { return values }
    while true {
      skipSpace()
      values.append(try value())
      if try closes(UInt8(ascii: "]"), afterValue: true) { return values }
    }
  }

  private mutating func descend() throws(TranscriptError) {
    position += 1
    depth += 1
    guard depth <= limits.depth else {
      throw error("more than \(limits.depth) levels", .tooLarge)
    }
  }

  /// Whether the list or object ends here; takes the comma where it goes on.
  private mutating func closes(
    _ end: UInt8, afterValue: Bool = false
  ) throws(TranscriptError) -> Bool {
    skipSpace()
    if take(end) {
      depth -= 1
      return true
    }
    if afterValue, !take(UInt8(ascii: ",")) { throw error("expected a comma or an end") }
    return false
  }

  private mutating func word() throws(TranscriptError) -> JSONValue {
    let words: [(StaticString, JSONValue)] = [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("NaN", .number(.nan)),
      ("Infinity", .number(.infinity)),
    ]
    for (word, value) in words where take(word) { return value }
    throw error("expected a value")
  }

  private mutating func number() throws(TranscriptError) -> Double {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if take("Infinity") { return -.infinity }
    let isZeroFirst = peek == UInt8(ascii: "0")
    let digits = takeDigits()
    guard digits == 1 || digits > 1 && !isZeroFirst else { throw error("expected a number") }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard takeDigits() > 0 else { throw error("expected a number") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard takeDigits() > 0 else { throw error("expected a number") }
    }
    // Up to 15 digits a whole number is exact.
    if isWhole, position - start <= 15 {
      let isNegative = bytes[start] == UInt8(ascii: "-")
      let magnitude = bytes[start..<position].drop { $0 == UInt8(ascii: "-") }
        .reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      return isNegative ? -Double(magnitude) : Double(magnitude)
    }
    guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      throw error("expected a number")
    }
    return number
  }

  private mutating func string() throws(TranscriptError) -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      guard bytes[position] >= 0x20 else { throw error("a control character in a string") }
      guard bytes[position] != UInt8(ascii: "\\") else {
        return try escapedString(from: start)
      }
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard take(UInt8(ascii: "\"")) else { throw error("a string without an end") }
    return text
  }

  /// The string that began at `start`, with escapes from here on.
  private mutating func escapedString(from start: Int) throws(TranscriptError) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw error("a control character in a string")
      default: text.append(byte)
      }
    }
    throw error("a string without an end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(TranscriptError) {
    guard let byte = peek else { throw error("a string without an end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      // Half of a surrogate pair without the other becomes U+FFFD.
      var units = [try codeUnit()]
      if UTF16.isLeadSurrogate(units[0]), startsUnicodeEscape {
        position += 2
        units.append(try codeUnit())
      }
      text.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
    default: throw error("an escape that JSON does not know")
    }
  }

  private var startsUnicodeEscape: Bool {
    position + 1 < bytes.count && bytes[position] == UInt8(ascii: "\\")
      && bytes[position + 1] == UInt8(ascii: "u")
  }

  private mutating func codeUnit() throws(TranscriptError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("expected four hexadecimal digits")
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    let isThere = word.withUTF8Buffer { bytes[position..<position + count].elementsEqual($0) }
    if isThere { position += count }
    return isThere
  }

  private mutating func takeDigits() -> Int {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func error(
    _ message: String, _ code: TranscriptError.Code = .malformed
  ) -> TranscriptError {
    let line = 1 + bytes.prefix(position).count { $0 == 0x0A }
    return TranscriptError(code, at: "line \(line)", message)
  }
}
