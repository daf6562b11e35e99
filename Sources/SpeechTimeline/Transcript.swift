/// One word of a transcript: what was said, when, and by whom as far as the transcript knows.
public struct TranscriptWord: Hashable, Sendable {
  /// As written, with the punctuation that clings to it: `안녕하세요.`; never empty, no white space.
  public var text: String
  /// When it is said, in milliseconds from the start of the recording; may be empty where the transcript
  /// gives no length.
  public var span: TimeSpan
  /// Which segment of the transcript it stands in: words of one segment stand together, and segments
  /// count up from 0.
  public var segment: Int
  /// The transcript's own name for who says it (`spk_0`, `AGENT`), or nil.
  public var speaker: String?
  /// Channel of the recording it was heard on, counted from 1, or nil.
  public var channel: Int?
  /// How sure the recogniser was, 0 to 1, or nil where it does not say.
  public var confidence: Double?
  /// Whether its times are worked out (a share of its segment by syllables) rather than given.
  public var isEstimated: Bool

  public init(
    _ text: String, _ span: TimeSpan, segment: Int, speaker: String? = nil, channel: Int? = nil,
    confidence: Double? = nil, isEstimated: Bool = false
  ) {
    self.text = text
    self.span = span
    self.segment = segment
    self.speaker = speaker
    self.channel = channel
    self.confidence = confidence
    self.isEstimated = isEstimated
  }
}

/// What was said in one call: the one form that every transcript is read into.
public struct Transcript: Hashable, Sendable {
  /// In order of segment, then of time. Segments of different speakers may overlap in time.
  public var words: [TranscriptWord]
  /// Language as BCP 47 (`ko`, `en-US`), or nil where it is not told.
  public var language: String?

  public init(words: [TranscriptWord] = [], language: String? = nil) {
    self.words = words
    self.language = language
  }
}

/// Words that one party says one after the other, in one segment of a transcript or in a part of one.
public struct Utterance: Hashable, Sendable {
  /// Index into the conversation's speakers.
  public var speaker: Int
  /// What that speaker is, or nil where it is not known.
  public var role: Role?
  /// At least one, in order of time.
  public var words: [TranscriptWord]

  /// - Precondition: at least one word.
  public init(speaker: Int, role: Role? = nil, words: [TranscriptWord]) {
    precondition(!words.isEmpty, "Utterance: no words")
    self.speaker = speaker
    self.role = role
    self.words = words
  }

  /// From the first word's start to the last end of any word, milliseconds.
  public var span: TimeSpan {
    let start = words[0].span.start
    return TimeSpan(start, words.reduce(start) { max($0, $1.span.end) })
  }

  /// Its words with one space between them.
  public var text: String { words.map(\.text).joined(separator: " ") }
}
