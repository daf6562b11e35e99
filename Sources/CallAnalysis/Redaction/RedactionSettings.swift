public import Transcripts

/// What is masked, and with what.
public struct RedactionSettings: Hashable, Sendable {
  /// What is heard in place of what was masked.
  public enum Sound: String, Hashable, Sendable, CaseIterable {
    case silence
    case tone
    /// No audio is written.
    case none
  }

  public var sound = Sound.silence
  /// Whether only the channel of the one who speaks is masked. What leaked into the other stays then.
  public var onlyChannel = false
  /// Whether audio is masked by the transcript's times even where the transcript does not fit the recording.
  public var trustsTranscript = false
  /// How the masked transcript is written.
  public var format = TranscriptWriter.Format.json
  /// Folder of everything that is written; nil for the recording's own.
  public var folder: String?

  public init() {}
}

/// What became of one call.
public struct RedactedCall: Hashable, Sendable {
  public var map: RedactionMap
  /// Files that were written, the map last.
  public var files: [String]
  /// Words that were masked.
  public var wordCount: Int
}
