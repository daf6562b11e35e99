/// What the words of a call tell, as counts and places; nothing of what was said.
public struct TextFindings: Hashable, Sendable {
  /// Counts of each speaker, parallel to the conversation's speakers.
  public var speakers: [SpeakerTextFindings]
  /// Where rules of the user's own were met, in order of time.
  public var keywordHits: [KeywordHit]
  /// What became of each sentence of the user's script, in order of the script.
  public var script: [ScriptFinding]

  public init(
    speakers: [SpeakerTextFindings], keywordHits: [KeywordHit] = [], script: [ScriptFinding] = []
  ) {
    self.speakers = speakers
    self.keywordHits = keywordHits
    self.script = script
  }
}

/// What one speaker's words count up to.
public struct SpeakerTextFindings: Hashable, Sendable {
  /// Words as written between spaces.
  public var wordCount = 0
  /// Syllables as spoken: a Hangul block is one; numbers count as read aloud.
  public var syllableCount = 0
  /// Questions.
  public var questionCount = 0
  /// Hesitations: 음, 어, 그, um, uh.
  public var fillerCount = 0

  public init() {}
}

/// One place where a rule of the user's was met.
public struct KeywordHit: Hashable, Sendable {
  /// The rule's name, as its file gives it.
  public var rule: String
  /// Index into the conversation's speakers.
  public var speaker: Int
  /// When.
  public var span: TimeSpan

  public init(rule: String, speaker: Int, span: TimeSpan) {
    self.rule = rule
    self.speaker = speaker
    self.span = span
  }
}

/// How sure it is that a sentence of a script was said.
public enum ScriptVerdict: String, Hashable, Sendable, Codable, CaseIterable {
  case said
  /// Like it, but not certainly it: a person should look.
  case review
  case missing
}

/// What a sentence of a script is for; greeting, closing and recording notice have figures of their own.
public enum ScriptPurpose: String, Hashable, Sendable, Codable, CaseIterable {
  case greeting
  case closing
  case recordingNotice = "recording_notice"
  case other
}

/// What became of one sentence of a script.
public struct ScriptFinding: Hashable, Sendable {
  /// The sentence's name, as its file gives it.
  public var sentence: String
  public var purpose: ScriptPurpose
  public var verdict: ScriptVerdict
  /// 0 to 1, the likeness of the best place.
  public var similarity: Double
  /// The best place; nil where the verdict is `missing`.
  public var span: TimeSpan?

  public init(
    sentence: String, purpose: ScriptPurpose, verdict: ScriptVerdict, similarity: Double,
    span: TimeSpan?
  ) {
    self.sentence = sentence
    self.purpose = purpose
    self.verdict = verdict
    self.similarity = similarity
    self.span = span
  }
}
