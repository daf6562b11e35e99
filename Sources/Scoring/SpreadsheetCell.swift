/// A text from outside (a file's name, a speaker's label) as one cell of a CSV row that no spreadsheet takes
/// for a formula.
///
///     call-17         →  call-17
///     a "b", c        →  "a ""b"", c"
///     =HYPERLINK(…)   →  '=HYPERLINK(…)
///
/// Spreadsheets work out what begins with `=`, `+`, `-` or `@`, some also behind spaces, a tab or a line
/// end, and where East Asian input is common in full width. Such a cell begins with an apostrophe, which
/// makes it text. Numbers of our own are not given to this function and stay numbers.
///
/// Source: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection; RFC 4180 for the
/// quotes, which stand around semicolons and tabs too, since spreadsheets separate at them in some countries.
public func spreadsheetCell(_ text: String) -> String {
  let cell = beginsFormula(text) ? "'" + text : text
  let needsQuotes = cell.unicodeScalars.contains { separators.contains($0) }
  return needsQuotes ? "\"\(doublingQuotes(cell))\"" : cell
}

/// Whether a text, read from its first scalar that is neither white space, control, format character nor
/// quote, begins as a formula does; so does one that begins with a tab or a line end.
private func beginsFormula(_ text: String) -> Bool {
  let scalars = text.unicodeScalars
  if let first = scalars.first, ["\t", "\r", "\n"].contains(first) { return true }
  return scalars.first { !isPassedOver($0) }.map(formulaMarks.contains) ?? false
}

private func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
  default: scalar == "\"" || scalar == "'"
  }
}

private func doublingQuotes(_ text: String) -> String {
  var doubled = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar == "\"" { doubled.append(scalar) }
    doubled.append(scalar)
  }
  return String(doubled)
}

private let separators: Set<Unicode.Scalar> = [
  "\"", ",", ";", "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}",
]

/// The second four in full width.
private let formulaMarks: Set<Unicode.Scalar> = [
  "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
]
