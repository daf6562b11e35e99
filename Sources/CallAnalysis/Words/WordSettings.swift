public import SpokenText

/// Where the words of a run's calls come from, and what is looked for in them.
public struct WordSettings: Sendable {
  /// Where transcripts are found; nil where only those count that the manifest names.
  public var shelf: TranscriptShelf?
  /// What recognises speech where there is no transcript; nil for nothing.
  public var recognition: Recognition?
  /// Folder of the maps of what was masked in recordings (`NAME.redaction.json`); nil for none.
  public var redactions: String?
  /// The user's own keywords and script; nil for none.
  public var rules: TextRules?

  public init() {}

  /// What recognises speech, or that it was asked for in vain.
  public enum Recognition: Sendable {
    case by(RecogniserPool)
    /// The model or the library that runs it is not there. Calls are measured all the same, and their records say so.
    case missing(AnalysisError)
  }

  /// Why speech is not recognised though that was asked for; nil where it is, or was not.
  public var recogniserIsMissing: AnalysisError? {
    if case .missing(let error) = recognition { error } else { nil }
  }
}
