/// A JSON value that knows how it is rounded. Objects keep the order of their members.
package enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Written in seconds with at most 3 decimals, exactly.
  case milliseconds(Int)
  /// Written with at most `places` decimals, halves away from zero.
  case decimal(Double, places: Int)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One member of an object.
  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }
}

/// Writes JSON values onto one line: no spaces, no line ends, numbers without trailing zeros, never NaN
/// or an infinity. A standard decoder reads back what it writes.
package struct JSONLineWriter {
  /// What has been written so far.
  package private(set) var text = ""

  /// The line for one value.
  package static func line(_ value: JSONValue) -> String {
    var writer = JSONLineWriter()
    writer.write(value)
    return writer.text
  }

  /// Appends one value.
  ///
  /// - Precondition: decimals are finite and below 10^12 in magnitude.
  package mutating func write(_ value: JSONValue) {
    switch value {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .milliseconds(let value): text += decimalText(value, places: 3)
    case .decimal(let value, let places): text += decimalText(value, places: places)
    case .string(let value): write(string: value)
    case .array(let elements):
      writeList(elements, from: "[", to: "]") { $0.write($1) }
    case .object(let members):
      writeList(members, from: "{", to: "}") {
        $0.write(string: $1.key)
        $0.text += ":"
        $0.write($1.value)
      }
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], from open: String, to close: String,
    _ writeElement: (inout JSONLineWriter, Element) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      writeElement(&self, element)
    }
    text += close
  }

  /// A quoted string. Escaped: quotes, backslashes, controls (C0, DEL, C1) and the two Unicode line
  /// separators, so that no reader that splits on any kind of line end sees two lines.
  private mutating func write(string: String) {
    text += "\""
    defer { text += "\"" }
    if string.utf8.allSatisfy(isPlain) {
      text += string
      return
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

/// Whether a byte stands for itself in a quoted string: printable ASCII but for quotes and backslashes.
private func isPlain(_ byte: UInt8) -> Bool {
  (0x20..<0x7f).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
}

/// `scaled` ÷ 10^`places` without trailing zeros: 1230 with 3 places is `1.23`, -500 is `-0.5`.
func decimalText(_ scaled: Int, places: Int) -> String {
  var digits = String(scaled.magnitude)
  digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let whole = digits.dropLast(places)
  var fraction = digits.suffix(places)
  while fraction.last == "0" { fraction.removeLast() }
  let sign = scaled < 0 ? "-" : ""
  return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
}

/// `value` rounded to `places` decimals, halves away from zero, without trailing zeros.
///
/// - Precondition: finite and below 10^12 in magnitude.
func decimalText(_ value: Double, places: Int) -> String {
  precondition(
    value.isFinite && abs(value) < 1e12, "JSON: \(value) is not a number that can be written")
  var power = 1.0
  for _ in 0..<places { power *= 10 }
  return decimalText(Int((value * power).rounded()), places: places)
}
