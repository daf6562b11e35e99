/// Names in front of what is said, as subtitles without voice tags have them: `상담원: 네, 고객님.`
///
/// A prefix is a name only where it recurs: it begins at least two cues, it is short, and recurring prefixes
/// begin at least a third of all cues. A single `참고: …` stays text.
struct NamePrefixes {
  private let names: Set<String>

  /// Longest name, in characters: those of people, roles and numbered speakers are shorter.
  private static let maximumLength = 32

  init(_ texts: [String]) {
    var counts: [String: Int] = [:]
    for text in texts {
      if let name = Self.split(text)?.name { counts[name, default: 0] += 1 }
    }
    let recurring = counts.filter { $0.value > 1 }
    let cueCount = recurring.values.reduce(0, +)
    names = cueCount * 3 >= texts.count ? Set(recurring.keys) : []
  }

  /// The name and the text behind it; the whole text where there is no name.
  func split(_ text: String) -> (name: String?, text: String) {
    guard let parts = Self.split(text), names.contains(parts.name) else { return (nil, text) }
    return (parts.name, parts.text)
  }

  private static func split(_ text: String) -> (name: String, text: String)? {
    // A wide colon has three bytes in UTF-8, a character of a name at most four.
    let head = text.unicodeScalars.prefix(maximumLength + 2)
    guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" }) else { return nil }
    let rest = text.unicodeScalars[text.unicodeScalars.index(after: colon)...]
    let first = rest.first
    guard
      first == nil || first?.properties.isWhitespace == true || text.unicodeScalars[colon] != ":"
    else { return nil }
    guard let name = cleanName(String(head[..<colon])), !name.unicodeScalars.allSatisfy(isDigit),
      !name.unicodeScalars.contains(where: { ".?!,".unicodeScalars.contains($0) })
    else { return nil }
    return (name, String(rest))
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .decimalNumber
  }
}
