internal import Glibc

/// How bytes are text.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// Windows' Korean code page, which contains EUC-KR.
  case cp949
}

/// Text as UTF-8 without a byte order mark, and how it was encoded.
struct DecodedText {
  var bytes: [UInt8]
  var encoding: TextEncoding
  /// Stretches of bytes that were no UTF-8 and became U+FFFD.
  var replacedCount = 0

  /// Tells the encoding by what the bytes are: a byte order mark; else zero bytes at even or odd places
  /// (UTF-16); else valid UTF-8; else CP949.
  ///
  /// What is almost UTF-8 is never taken for CP949, which would read it as other words: it is an error,
  /// except in whisper.cpp's JSON, which cuts Korean characters in two between its tokens. There, broken
  /// characters become U+FFFD.
  ///
  /// - Throws: `TranscriptError` (`encoding`).
  init(_ raw: [UInt8]) throws(TranscriptError) {
    if raw.starts(with: [0xEF, 0xBB, 0xBF]) {
      try self.init(utf8: Array(raw.dropFirst(3)))
    } else if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) {
      try self.init(utf16: raw.dropFirst(2), isLittleEndian: raw[0] == 0xFF)
    } else if raw.contains(0) {
      let zeros = raw.prefix(4096).enumerated().filter { $0.element == 0 }
      let oddCount = zeros.count { $0.offset % 2 == 1 }
      try self.init(utf16: raw[...], isLittleEndian: oddCount * 2 >= zeros.count)
    } else {
      try self.init(utf8: raw)
    }
  }

  private init(utf8 raw: [UInt8]) throws(TranscriptError) {
    let check = UTF8Check(raw)
    if check.brokenCount == 0 {
      self.init(bytes: raw, encoding: .utf8)
      return
    }
    if isWhisperCppJSON(raw) {
      let text = String(decoding: raw, as: UTF8.self)
      self.init(bytes: Array(text.utf8), encoding: .utf8, replacedCount: check.brokenCount)
      return
    }
    // Of CP949's Hangul (lead bytes B0 to C8) nothing is a character of three bytes, as Hangul is in UTF-8.
    guard check.wideCount < check.brokenCount else {
      throw TranscriptError(
        .encoding, at: "byte \(check.firstBroken + 1)", "not UTF-8, though most of the file is")
    }
    self.init(bytes: try utf8(fromCP949: raw), encoding: .cp949)
  }

  private init(utf16 raw: ArraySlice<UInt8>, isLittleEndian: Bool) throws(TranscriptError) {
    let encoding: TextEncoding = isLittleEndian ? .utf16LittleEndian : .utf16BigEndian
    guard raw.count % 2 == 0 else {
      throw TranscriptError(.encoding, "\(encoding.rawValue) with an odd number of bytes")
    }
    let units = stride(from: raw.startIndex, to: raw.endIndex, by: 2).map { index in
      let (first, second) = (UInt16(raw[index]), UInt16(raw[index + 1]))
      return isLittleEndian ? second << 8 | first : first << 8 | second
    }
    guard let text = String(validating: units, as: UTF16.self), !units.contains(0) else {
      throw TranscriptError(.encoding, "not valid \(encoding.rawValue)")
    }
    self.init(bytes: Array(text.utf8), encoding: encoding)
  }

  private init(bytes: [UInt8], encoding: TextEncoding, replacedCount: Int = 0) {
    self.bytes = bytes
    self.encoding = encoding
    self.replacedCount = replacedCount
  }
}

/// Whether the text is an object with the key that whisper.cpp's JSON has, in its first kilobytes: its
/// parameters stand before it.
private func isWhisperCppJSON(_ raw: [UInt8]) -> Bool {
  let first = raw.first { !" \t\r\n".utf8.contains($0) }
  guard first == UInt8(ascii: "{") else { return false }
  let head = String(decoding: raw.prefix(4096), as: UTF8.self)
  return head.contains("\"transcription\"")
}

/// What bytes are as UTF-8.
private struct UTF8Check {
  /// Characters of three bytes and more.
  var wideCount = 0
  /// Stretches that are no characters. A character cut off by the end of the file counts as one.
  var brokenCount = 0
  var firstBroken = 0

  init(_ bytes: [UInt8]) {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        let width = UTF8.width(scalar)
        if width > 2 { wideCount += 1 }
        position += width
      case .error:
        if brokenCount == 0 { firstBroken = position }
        brokenCount += 1
      case .emptyInput:
        return
      }
    }
  }
}

/// The text in Windows' Korean code page as UTF-8, by the C library's converter.
///
/// - Throws: `TranscriptError` (`encoding`): not CP949 either, or the converter is not installed.
private func utf8(fromCP949 raw: [UInt8]) throws(TranscriptError) -> [UInt8] {
  let converter = iconv_open("UTF-8", "CP949")
  // iconv_open(3): (iconv_t) -1 is failure.
  guard Int(bitPattern: converter) != -1 else {
    throw TranscriptError(
      .encoding, "not UTF-8, and the system's converter of CP949 is not installed")
  }
  defer { iconv_close(converter) }
  var input = raw.map { CChar(bitPattern: $0) }
  // Two bytes become three at most, one becomes one.
  var output = [CChar](repeating: 0, count: raw.count * 3 / 2 + 4)
  let (status, unread, unused) = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      var (from, to) = (input.baseAddress, output.baseAddress)
      var (unread, unused) = (input.count, output.count)
      // iconv(3) moves both pointers within their buffers, by what it counts down.
      let status = iconv(converter, &from, &unread, &to, &unused)
      return (status, unread, unused)
    }
  }
  guard status != Int.max, status != -1, unread == 0 else {
    throw TranscriptError(
      .encoding, at: "byte \(raw.count - unread + 1)", "neither UTF-8, UTF-16 nor CP949")
  }
  return output.prefix(output.count - unused).map { UInt8(bitPattern: $0) }
}
