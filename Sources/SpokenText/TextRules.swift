public import SpeechTimeline

/// What to look for in the words of calls: the user's own keywords, script and fillers.
public struct TextRules: Hashable, Sendable {
  public var keywords: [KeywordRule] = []
  public var script: [ScriptSentence] = []
  public var fillers = FillerWords()

  /// No keyword, no script, the usual fillers.
  public init() {}
}

/// Words or phrases whose occurrences are counted under one name.
public struct KeywordRule: Hashable, Sendable {
  /// How the phrases must come together to make one hit.
  public enum Combination: Hashable, Sendable {
    /// Each occurrence of any phrase is a hit.
    case anyOf
    /// All phrases, in any order, within so many words of one speaker; nil: the configuration's `allOfWords`.
    case allOf(withinWords: Int?)
    /// All phrases in this order, at most so many words between one and the next; nil: the configuration's
    /// `sequenceWords`.
    case sequence(withinWords: Int?)
  }

  /// Unique among the rules.
  public var name: String
  /// Whose words count; nil: everybody's.
  public var speaker: Role?
  public var combination: Combination
  /// At least one.
  public var phrases: [KeywordPhrase]
  /// Phrases that undo a hit whose words they share: 환불 불가 for 환불.
  public var excluded: [KeywordPhrase]

  public init(
    name: String, speaker: Role? = nil, combination: Combination = .anyOf,
    phrases: [KeywordPhrase], excluded: [KeywordPhrase] = []
  ) {
    self.name = name
    self.speaker = speaker
    self.combination = combination
    self.phrases = phrases
    self.excluded = excluded
  }
}

/// One or several words that are said together.
public struct KeywordPhrase: Hashable, Sendable {
  public var text: String
  /// Whether words must be spelt as here; else particles and endings may differ.
  public var isExact: Bool
  /// How many other words may stand between its words.
  public var distanceWords: Int

  public init(_ text: String, isExact: Bool = false, distanceWords: Int = 0) {
    self.text = text
    self.isExact = isExact
    self.distanceWords = distanceWords
  }
}

/// A sentence that is to be said in each call.
public struct ScriptSentence: Hashable, Sendable {
  /// Where in the call it belongs; said elsewhere it goes to review.
  public enum Place: String, Hashable, Sendable, CaseIterable {
    case start
    case end
    case any
  }

  /// Code points that a way to say it may have. The table of its alignment has some 15 bytes for each pair of them.
  public static let mostLength = 500

  /// Unique among the sentences.
  public var name: String
  public var purpose: ScriptPurpose
  /// Whose words count; nil: everybody's.
  public var speaker: Role?
  public var place: Place
  /// Ways to say it, at least one, each of at most `mostLength` code points; `{name}` stands for words that differ from
  /// call to call.
  public var texts: [String]

  public init(
    name: String, purpose: ScriptPurpose = .other, speaker: Role? = .agent, place: Place = .any,
    texts: [String]
  ) {
    precondition(
      texts.allSatisfy { $0.unicodeScalars.count <= Self.mostLength },
      "ScriptSentence: more than \(Self.mostLength) code points")
    self.name = name
    self.purpose = purpose
    self.speaker = speaker
    self.place = place
    self.texts = texts
  }
}

/// Hesitations that are counted where they stand as words of their own.
public struct FillerWords: Hashable, Sendable {
  /// Always hesitations, unless they are all that is said. Drawn out is the same: 어어, 음음, ummm.
  public var plain = [
    "음", "어", "아", "에", "으음", "으", "어음", "um", "uh", "uhm", "erm", "er", "hmm", "eh",
  ]
  /// Often other words (그 상품, 저 환불): hesitations only before a pause, a punctuation mark or another filler.
  public var doubtful = ["그", "저"]

  public init() {}
}
