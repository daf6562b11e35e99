/// `text` on one line of a terminal that it cannot steer: control characters, line ends among them, and
/// marks that turn the direction of writing stand there as `\u{1B}`.
///
/// Names of files and speakers come from outside; a message must be about them, not by them.
func onOneLine(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: steers) else { return text }
  return text.unicodeScalars.map { scalar in
    steers(scalar)
      ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(Character(scalar))
  }.joined()
}

private func steers(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: true
  default: scalar.properties.isBidiControl
  }
}
