public import SpeechTimeline

/// Where the words of a call come from.
public enum TranscriptSource: String, Hashable, Sendable, Codable, CaseIterable {
  /// A transcript made elsewhere.
  case file
  /// Speech-to-text of this program's own, or of a program it called.
  case recognition
}

/// What is known of a call's transcript before anything is measured: what it is, and never what it says.
public struct TranscriptOrigin: Hashable, Sendable {
  public var source: TranscriptSource
  /// Of a file, the name of its format; nil where it was not read.
  public var format: String?
  /// Of recognition, what did it: name and version or digest.
  public var recognizer: String?
  /// Of a file.
  public var sizeBytes: Int?
  /// Of a file, lower-case hexadecimal.
  public var sha256: String?
  /// BCP 47, as the transcript says or as it was recognised.
  public var language: String?
  /// Why there are no words, a stable code in lower case; nil where there are.
  public var failure: String?

  public init(_ source: TranscriptSource, failure: String? = nil) {
    self.source = source
    self.failure = failure
  }
}

/// The words of a call as far as figures need them: how they fit the speech, what they count up to.
public struct CallWords: Hashable, Sendable {
  public var origin: TranscriptOrigin
  /// Nil where the transcript could not be had.
  public var checks: TranscriptChecks?
  /// Parallel to the conversation's speakers; nil likewise.
  public var text: TextFindings?
  /// Names of all rules that were looked for, sorted; nil without rules.
  public var ruleNames: [String]?
  /// In order of time; nil likewise.
  public var personalData: [PersonalDataFinding]?
  /// Digits said one by one, by anybody; nil likewise.
  public var spokenDigitCount: Int?
  /// What found words' parts (`mecab-ko-dic 2.1.1`, `rules`); nil likewise.
  public var analyzer: String?

  public init(_ origin: TranscriptOrigin) {
    self.origin = origin
  }
}

/// What is known of a call that concerns the privacy of those who speak in it.
public struct PrivacyFacts: Hashable, Sendable {
  /// On what ground it was recorded, as the manifest gives it.
  public var lawfulBasis: String?
  /// The last day on which it may be kept, `YYYY-MM-DD`, as the manifest gives it.
  public var expiresAt: String?
  /// Whether a transcript was masked before; nil where that is not known.
  public var isTextMasked: Bool?
  /// What was masked in the recording before; nil where that is not known.
  public var maskedAudio: Timeline?

  public init() {}
}
