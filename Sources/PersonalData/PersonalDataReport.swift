public import SpeechTimeline
public import SpokenText

/// A word that holds personal data or a part of it.
public struct MaskedWord: Hashable, Sendable {
  /// Which word.
  public var place: WordPlace
  /// What it holds; of several the surest.
  public var type: PersonalDataType
  /// When it is said, before any margin.
  public var span: TimeSpan
}

/// Where personal data was said in one call. It holds kinds, places and counts; no text and no value.
public struct PersonalDataReport: Hashable, Sendable {
  /// In order of time.
  public var findings: [PersonalDataFinding]
  /// Words to be masked, in order of utterance and word; each once.
  public var maskedWords: [MaskedWord]
  /// Digits that were said or written one by one, in runs of four and more.
  public var spokenDigitsCount: Int

  public init(
    findings: [PersonalDataFinding] = [], maskedWords: [MaskedWord] = [], spokenDigitsCount: Int = 0
  ) {
    self.findings = findings
    self.maskedWords = maskedWords
    self.spokenDigitsCount = spokenDigitsCount
  }
}
