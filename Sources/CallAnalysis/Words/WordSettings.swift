public import SpokenText

/// Where the words of a run's calls come from, and what is looked for in them.
public struct WordSettings: Sendable {
  /// Where transcripts are found; nil where only those count that the manifest names.
  public var shelf: TranscriptShelf?
  /// The user's own keywords and script; nil for none.
  public var rules: TextRules?

  public init(shelf: TranscriptShelf? = nil, rules: TextRules? = nil) {
    self.shelf = shelf
    self.rules = rules
  }
}
