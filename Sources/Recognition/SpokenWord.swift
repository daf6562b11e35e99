/// A word as written between spaces, and about how long it takes to say.
struct SpokenWord: Hashable, Sendable {
  let text: String
  /// In syllables, more than 0.
  let weight: Double

  /// A letter of the Latin alphabet, in syllables: English has about 2.5 of them to one.
  private static let latinLetter = 0.4
  /// A figure: 12 is said as two syllables in Korean (십이), 30 as two (삼십).
  private static let figure = 1.0

  /// The words of a text; what has neither letter nor figure is none.
  static func split(_ text: String) -> [SpokenWord] {
    text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).compactMap { scalars in
      var weight = 0.0
      for scalar in scalars { weight += Self.weight(of: scalar) }
      return weight > 0 ? SpokenWord(text: String(scalars), weight: weight) : nil
    }
  }

  private static func weight(of scalar: Unicode.Scalar) -> Double {
    switch scalar.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: figure
    case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter: latinLetter
    // Hangul blocks, kana, ideographs: a syllable each.
    case .otherLetter, .modifierLetter: 1
    default: 0
    }
  }
}
