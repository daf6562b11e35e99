/// `text` cut at white space, control characters taken out. Korean written in letters (conjoining jamo, as
/// some systems' file names and texts have them) becomes syllables.
///
/// - Parameter limit: Most words that are cut off; one more is enough to tell that there are more.
func words(in text: String, limit: Int = .max) -> [String] {
  var words: [String] = []
  var word = String.UnicodeScalarView()
  for scalar in composedHangul(text) {
    switch scalarKind(scalar) {
    case .space:
      if !word.isEmpty { words.append(String(word)) }
      if words.count > limit { return words }
      word.removeAll()
    case .nothing: continue
    default: word.append(scalar)
    }
  }
  if !word.isEmpty { words.append(String(word)) }
  return words
}

/// A name of a speaker as it may stand in any output: white space as single spaces, nothing at the ends,
/// at most 200 characters; nil where nothing is left.
func cleanName(_ text: String) -> String? {
  let name = words(in: text).joined(separator: " ")
  guard !name.isEmpty else { return nil }
  let scalars = name.unicodeScalars
  guard scalars.count > 200 else { return name }
  // The cut may fall behind a space.
  return cleanName(String(String.UnicodeScalarView(scalars.prefix(200))))
}

/// `text` where it is written like a language tag of BCP 47, or is the English name of one that
/// recognisers write so; else nil.
func languageTag(_ text: String?) -> String? {
  guard let text, text.utf8.count <= 35 else { return nil }
  let names = ["korean": "ko", "english": "en", "japanese": "ja", "chinese": "zh"]
  if let tag = names[text] { return tag }
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  let isTag =
    (2...3).contains(parts[0].utf8.count)
    && parts[0].utf8.allSatisfy { isASCIILetter($0) }
    && parts.dropFirst().allSatisfy { part in
      (1...8).contains(part.utf8.count)
        && part.utf8.allSatisfy { isASCIILetter($0) || isASCIIDigit($0) }
    }
  return isTag ? text : nil
}

func isASCIILetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

func isASCIIDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// The number that `text` is: digits, with a fraction or without, a minus in front of it or not. No `+`, no
/// hexadecimal, no NaN or infinity; nil for those.
///
/// - Parameter allowsExponent: whether `1e-05` is a number too, as programs print small ones.
func decimal(_ text: some StringProtocol, allowsExponent: Bool = false) -> Double? {
  var rest = text.utf8[...]
  func takeDigits() -> Bool {
    let count = rest.prefix(while: isASCIIDigit).count
    rest = rest.dropFirst(count)
    return count > 0
  }
  func take(_ signs: String) -> Bool {
    guard let first = rest.first, signs.utf8.contains(first) else { return false }
    rest = rest.dropFirst()
    return true
  }
  _ = take("-")
  guard takeDigits() else { return nil }
  if take("."), !takeDigits() { return nil }
  if allowsExponent, take("eE") {
    _ = take("+-")
    guard takeDigits() else { return nil }
  }
  return rest.isEmpty ? Double(text) : nil
}

/// What a character is to words.
enum ScalarKind {
  case space
  /// Not to be seen, and not part of a word: control characters, byte order marks, zero-width spaces.
  case nothing
  case punctuation
  /// A character that is a syllable or is read as one or more: Hangul, Han, kana, digits.
  case syllable
  /// A letter of which several make a syllable, or a symbol.
  case letter
  /// Joins the character before it.
  case mark
}

func scalarKind(_ scalar: Unicode.Scalar) -> ScalarKind {
  switch scalar.value {
  case 0xAC00...0xD7A3: return .syllable
  case 0x30...0x39: return .syllable
  case 0x41...0x5A, 0x61...0x7A: return .letter
  case 0x20, 0x09...0x0D, 0x85: return .space
  // $ + < = > ^ ` | ~ are symbols, the rest of ASCII is punctuation.
  case 0x24, 0x2B, 0x3C...0x3E, 0x5E, 0x60, 0x7C, 0x7E: return .letter
  case 0x21...0x7D: return .punctuation
  case 0..<0x20, 0x7F...0x9F: return .nothing
  case 0x200B, 0x2060, 0xFEFF: return .nothing
  // Leading jamo, kana, Han.
  case 0x1100...0x115F, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF: return .syllable
  // Vowel and trailing jamo.
  case 0x1160...0x11FF: return .mark
  default: break
  }
  if scalar.properties.isWhitespace { return .space }
  switch scalar.properties.generalCategory {
  case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
    .initialPunctuation, .finalPunctuation, .otherPunctuation:
    return .punctuation
  case .nonspacingMark, .spacingMark, .enclosingMark, .format: return .mark
  case .decimalNumber: return .syllable
  default: return .letter
  }
}

/// Whether there is punctuation in `word` and nothing else.
func isPunctuation(_ word: String) -> Bool {
  word.unicodeScalars.allSatisfy {
    let kind = scalarKind($0)
    return kind == .punctuation || kind == .mark
  }
}

/// How long `word` is to say, in thirds of a syllable: Hangul, Han, kana and digits count one, three letters
/// of other scripts one; at least one third.
///
/// English has about three letters a syllable in running text. Used for shares of a span only.
func syllableThirds(_ word: String) -> Int {
  max(
    1,
    word.unicodeScalars.reduce(0) { sum, scalar in
      switch scalarKind(scalar) {
      case .syllable: sum + 3
      case .letter: sum + 1
      default: sum
      }
    })
}

/// The scalars of `text`, conjoining jamo composed to syllables as Unicode's chapter 3.12 defines it:
/// U+AC00 + (lead × 21 + vowel) × 28 + trail.
private func composedHangul(_ text: String) -> String.UnicodeScalarView {
  guard text.unicodeScalars.contains(where: { (0x1100...0x1112).contains($0.value) }) else {
    return text.unicodeScalars
  }
  var composed: [Unicode.Scalar] = []
  for scalar in text.unicodeScalars {
    let last = composed.last?.value ?? 0
    if (0x1100...0x1112).contains(last), (0x1161...0x1175).contains(scalar.value),
      let syllable = Unicode.Scalar(0xAC00 + ((last - 0x1100) * 21 + scalar.value - 0x1161) * 28)
    {
      composed[composed.count - 1] = syllable
    } else if (0xAC00...0xD7A3).contains(last), (last - 0xAC00) % 28 == 0,
      (0x11A8...0x11C2).contains(scalar.value),
      let syllable = Unicode.Scalar(last + scalar.value - 0x11A7)
    {
      composed[composed.count - 1] = syllable
    } else {
      composed.append(scalar)
    }
  }
  var view = String.UnicodeScalarView()
  view.append(contentsOf: composed)
  return view
}
