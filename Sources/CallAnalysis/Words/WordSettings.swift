public import SpokenText

/// Where the words of a run's calls come from, and what is looked for in them.
public struct WordSettings: Sendable {
  /// Where transcripts are found; nil where only those count that the manifest names.
  public var shelf: TranscriptShelf?
  /// What recognises speech where there is no transcript; nil for nothing.
  public var recognisers: RecogniserPool?
  /// Folder of the maps of what was masked in recordings (`NAME.redaction.json`); nil for none.
  public var redactions: String?
  /// The user's own keywords and script; nil for none.
  public var rules: TextRules?

  public init() {}
}
