/// A line of a file of text.
struct TextLine: Sendable {
  /// Counted from 1.
  let number: Int
  /// Without its end.
  let text: Substring

  var place: String { "line \(number)" }

  /// Whether there is white space in it and nothing else.
  var isBlank: Bool { text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

  /// What white space parts.
  var fields: [Substring] {
    text.utf8.split { $0 == 0x20 || $0 == 0x09 }.map { Substring($0) }
  }

  func error(
    _ message: String, _ code: TranscriptError.Code = .malformed
  ) -> TranscriptError {
    TranscriptError(code, at: place, message)
  }
}

/// Lines of text; they end with LF, CR or both.
///
/// - Throws: `TranscriptError` (`tooLarge`).
func textLines(_ text: String, _ limits: ImportLimits) throws(TranscriptError) -> [TextLine] {
  var lines: [TextLine] = []
  let utf8 = text.utf8
  var start = utf8.startIndex
  var index = start
  func add(to end: String.Index) {
    lines.append(TextLine(number: lines.count + 1, text: text[start..<end]))
  }
  while index < utf8.endIndex {
    guard lines.count < limits.lines else {
      throw TranscriptError(.tooLarge, "more than \(limits.lines) lines")
    }
    let byte = utf8[index]
    let next = utf8.index(after: index)
    if byte == 0x0A {
      add(to: index)
      start = next
    } else if byte == 0x0D {
      add(to: index)
      start = next < utf8.endIndex && utf8[next] == 0x0A ? utf8.index(after: next) : next
      index = start
      continue
    }
    index = next
  }
  if start < utf8.endIndex { add(to: utf8.endIndex) }
  return lines
}

/// Trimmed of spaces and tabs.
func trimmed(_ text: Substring) -> Substring {
  let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
  var bytes = text.utf8.drop(while: isSpace)
  while let last = bytes.last, isSpace(last) { bytes.removeLast() }
  return Substring(bytes)
}

extension Substring {
  /// Where `pattern` begins for the first time, byte by byte; nil where it does not.
  func firstIndex(ofBytes pattern: String) -> Index? {
    let first = pattern.utf8.first
    var index = startIndex
    while let next = utf8[index...].firstIndex(where: { $0 == first }) {
      if utf8[next...].starts(with: pattern.utf8) { return next }
      index = utf8.index(after: next)
    }
    return nil
  }
}
