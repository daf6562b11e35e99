internal import SpeechTimeline

/// One line of a label file that says something.
struct LabelLine {
  /// Counted from 1, blank lines and comments included.
  let number: Int
  /// What white space separates.
  let fields: [Substring]
  /// The whole line.
  let text: Substring
  /// The file, for messages.
  let path: String

  func error(_ message: String) -> LabelError {
    LabelError(.malformed, path: path, line: number, message)
  }

  /// Field `index` in milliseconds, rounded to the nearest, halves away from zero.
  ///
  /// - Throws: `LabelError` for what is not a decimal number of seconds from 0 to `longestSeconds`.
  func milliseconds(_ index: Int, _ name: String) throws(LabelError) -> Int {
    try milliseconds(fields[index], name)
  }

  func milliseconds(_ field: Substring, _ name: String) throws(LabelError) -> Int {
    // Swift's own parser also takes hexadecimal, "inf" and "nan".
    let isDecimal = field.utf8.allSatisfy { decimalCharacters.contains($0) }
    guard isDecimal, let seconds = Double(field), (0...longestSeconds).contains(seconds) else {
      throw error("\(name) is \"\(field)\", expected seconds of 0 and more")
    }
    return Int((seconds * 1000).rounded())
  }

  /// The span between two fields.
  func span(from start: Substring, to end: Substring) throws(LabelError) -> TimeSpan {
    let first = try milliseconds(start, "start")
    let last = try milliseconds(end, "end")
    guard first <= last else { throw error("end \(end) is before start \(start)") }
    return TimeSpan(first, last)
  }
}

/// A year: no recording is longer, and no sum of milliseconds of that size overflows.
private let longestSeconds = 366.0 * 86_400

private let decimalCharacters = Set("0123456789.+-eE".utf8)

/// The lines of `text` that say something: blank ones and those that begin with one of `comments` are
/// left out, byte order marks in front of lines (files put behind one another) and carriage returns with them.
func labelLines(
  _ text: String, path: String, comments: [String]
) -> [LabelLine] {
  // CR LF is one Character, which is a newline as both alone are.
  text.split(omittingEmptySubsequences: false) { $0.isNewline }.enumerated()
    .compactMap { index, line in
      let line = Substring(line.unicodeScalars.drop { $0 == "\u{FEFF}" })
      // Behind a space it is no mark, but would be one in front of a line that is written.
      let content = line.unicodeScalars.drop { $0 == "\u{FEFF}" || $0.properties.isWhitespace }
      // By scalars: a space and a combining mark behind it are one Character, and the mark is no space.
      let fields = content.split { $0.properties.isWhitespace }.map(Substring.init)
      guard let first = fields.first, !comments.contains(where: first.hasPrefix) else { return nil }
      return LabelLine(number: index + 1, fields: fields, text: line, path: path)
    }
}

/// 12340 ms is `12.340`.
func fixedSeconds(_ milliseconds: Int) -> String {
  let thousandths = String(milliseconds.magnitude % 1000)
  return (milliseconds < 0 ? "-" : "") + "\(milliseconds.magnitude / 1000)."
    + String(repeating: "0", count: 3 - thousandths.count) + thousandths
}
