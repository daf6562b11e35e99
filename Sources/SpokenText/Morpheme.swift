/// A piece of a word that carries one meaning, as the sounds it is made of.
public struct Morpheme: Hashable, Sendable {
  /// What it does.
  public enum Kind: Hashable, Sendable {
    /// Carries the meaning: nouns, stems of verbs.
    case content
    /// Nouns that cannot stand alone (수, 것, 점) and their like.
    case dependent
    /// Particles, endings, auxiliaries, derivational endings, articles, prepositions.
    case function
    /// 네, 아: belongs to no sentence.
    case interjection
  }

  /// Its sounds in the word. Of all morphemes of a word, one after the other, they are the word's.
  public var letters: [UInt8]
  /// Sounds of the form that a dictionary has it under; the same as `letters` where that is not known.
  public var base: [UInt8]
  public var kind: Kind
  /// Whether it denies: 않, 못, 안, 없, 말, 아니, 불가; not, never.
  public var isNegator: Bool

  init(
    _ letters: [UInt8], base: [UInt8]? = nil, _ kind: Kind, isNegator: Bool = false
  ) {
    self.letters = letters
    self.base = base ?? letters
    self.kind = kind
    self.isNegator = isNegator
  }
}

/// What takes words apart into morphemes.
public protocol MorphemeAnalyzer: Sendable {
  /// What it is, with its version, for a record: `rules 2`, `mecab-ko-dic 2.1.1`.
  var name: String { get }

  /// The morphemes of each word, parallel to the words. Words are in spoken form (no digits, no punctuation);
  /// one without a letter has none. Words next to each other are taken to stand in one sentence.
  func morphemes(of words: [String]) -> [[Morpheme]]
}
