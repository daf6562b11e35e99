internal import SpeechTimeline

/// A word of a conversation.
public struct WordPlace: Hashable, Sendable, Comparable {
  /// Index into the utterances.
  public var utterance: Int
  /// Index into the utterance's words.
  public var word: Int

  public init(utterance: Int, word: Int) {
    self.utterance = utterance
    self.word = word
  }

  public static func < (left: WordPlace, right: WordPlace) -> Bool {
    (left.utterance, left.word) < (right.utterance, right.word)
  }
}

/// Digits that stand together, in one word: what lies between two signs, joints or spaces.
public struct DigitGroup: Hashable, Sendable {
  public var digits: [ReadDigit]
  public var place: WordPlace
  /// Its scalars in the word, as `PlainScalars` has them.
  public var range: Range<Int>
  /// Index into the conversation's speakers.
  public var speaker: Int
  /// A letter right before it: the M of a passport's number.
  public var letter: Unicode.Scalar?
  /// The word of that letter.
  public var letterPlace: WordPlace?
  /// Whether a word between this group and the one before it takes that one back.
  public var corrects = false

  /// The digits as they are read where nothing else tells.
  public var values: [UInt8] { digits.filter(\.counts).map(\.value) }
}

/// Digits said in one go: nothing but joints, hesitations and assent between them, over turns too.
public struct DigitRun: Hashable, Sendable {
  /// At least one, in order.
  public internal(set) var groups: [DigitGroup]
  /// What the other party said over again of it meanwhile.
  public internal(set) var echoes: [DigitGroup] = []

  /// Digits in all.
  public var count: Int { groups.reduce(0) { $0 + $1.values.count } }

  /// The digits as they are read where nothing else tells.
  public var values: [UInt8] { groups.flatMap(\.values) }
}
