public import SpeechTimeline

/// A transcript as it was read, and what was done to read it.
public struct ImportedTranscript: Hashable, Sendable {
  public var transcript: Transcript
  public var format: TranscriptFormat
  /// How the file's bytes were text.
  public var encoding: TextEncoding
  public var notes: ImportNotes

  public init(
    transcript: Transcript, format: TranscriptFormat, encoding: TextEncoding,
    notes: ImportNotes = ImportNotes()
  ) {
    self.transcript = transcript
    self.format = format
    self.encoding = encoding
    self.notes = notes
  }
}

/// What was put right in a transcript, as counts; 0 everywhere for one that needed nothing.
public struct ImportNotes: Hashable, Sendable {
  /// Words without a time, or with half of one, that got theirs from what stands around them.
  public var interpolatedWords = 0
  /// Words of segments without times of words: each has its share of the segment by syllables.
  public var sharedWords = 0
  /// Words without length that got one.
  public var lengthenedWords = 0
  /// Words longer than anybody speaks; they keep their times and are marked as estimated.
  public var stretchedWords = 0
  /// Words that began a little before the one in front of them, and were moved there.
  public var movedWords = 0
  /// Punctuation marks and pieces of words that were joined to a word.
  public var joinedPieces = 0
  /// Segments that were not in order of time, and were put into it.
  public var reorderedSegments = 0
  /// Confidences that are no number from 0 to 1; they were left out.
  public var droppedConfidences = 0
  /// Characters that could not be decoded and stand as U+FFFD.
  public var replacedCharacters = 0
  /// Parts without words, or other transcripts of the same call, that were passed over.
  public var skippedParts = 0

  public init() {}
}
