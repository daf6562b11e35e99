/// A word as a format gives it: times may be missing, text may be several words or a piece of one.
struct RawWord {
  var text: String
  /// Milliseconds; nil where the format does not say.
  var start: Int?
  var end: Int?
  var confidence: Double?
  /// Where the format tells it of words and has segments beside them.
  var speaker: String?
  /// Clings to the word before: punctuation, or a piece of a word.
  var joinsPrevious = false
  /// Its times are a share of something longer.
  var isShare = false
  /// Its start was moved to that of the word before.
  var isMoved = false

  init(
    _ text: String, _ start: Int? = nil, _ end: Int? = nil, confidence: Double? = nil,
    joinsPrevious: Bool = false
  ) {
    self.text = text
    self.start = start
    self.end = end
    self.confidence = confidence
    self.joinsPrevious = joinsPrevious
  }
}

/// What one party says, as a format gives it.
struct RawSegment {
  var speaker: String?
  /// From 1.
  var channel: Int?
  /// Milliseconds; nil where the format gives words alone.
  var start: Int?
  var end: Int?
  /// What is said, where the format has it beside the words; it is then preferred to their text.
  var text: String?
  var words: [RawWord] = []
  /// For words that have none of their own.
  var confidence: Double?
  /// Where it stands in the file, for messages.
  var place: String

  init(
    at place: String, speaker: String? = nil, channel: Int? = nil, start: Int? = nil,
    end: Int? = nil, text: String? = nil, confidence: Double? = nil, words: [RawWord] = []
  ) {
    self.speaker = speaker
    self.channel = channel
    self.start = start
    self.end = end
    self.text = text
    self.words = words
    self.confidence = confidence
    self.place = place
  }
}

/// What an importer gives: segments in the file's order.
struct RawTranscript {
  var format: TranscriptFormat
  var segments: [RawSegment] = []
  var language: String?
  var skippedParts = 0

  init(_ format: TranscriptFormat, language: String? = nil) {
    self.format = format
    self.language = languageTag(language)
  }

  init(_ format: TranscriptFormat, language: JSONNode?) {
    self.init(format, language: language?.name)
  }
}

/// Milliseconds without words after which words of one speaker begin a new segment, where a format has no
/// segments of its own: long for a pause within a sentence, short for one between turns.
private let segmentGapMilliseconds = 1000

/// Words of formats without segments as segments: a new one at each change of speaker or channel, and
/// after a second without words.
struct SegmentBuilder {
  private(set) var segments: [RawSegment] = []
  private var lastEnd: Int?

  init() {}

  mutating func add(_ word: RawWord, speaker: String?, channel: Int?, at place: String) {
    if let last = segments.last, word.joinsPrevious || continues(last, word, speaker, channel) {
      segments[segments.count - 1].words.append(word)
    } else {
      segments.append(RawSegment(at: place, speaker: speaker, channel: channel, words: [word]))
      lastEnd = nil
    }
    lastEnd = max(lastEnd ?? 0, word.end ?? word.start ?? 0)
  }

  private func continues(
    _ last: RawSegment, _ word: RawWord, _ speaker: String?, _ channel: Int?
  ) -> Bool {
    guard last.speaker == speaker, last.channel == channel else { return false }
    guard let lastEnd, let start = word.start else { return true }
    return start - lastEnd < segmentGapMilliseconds
  }
}
