public import SpeechTimeline

/// What the words of a call tell. Everything is nil without a transcript.
public struct TranscriptFigures: Hashable, Sendable {
  /// Where the words come from; nil where none were asked for.
  public var origin: TranscriptOrigin?
  /// Whether the transcript fits the speech so badly that it should not be relied on.
  public var isDoubtful: Bool?
  /// Words inside speech, of all speakers: those that the other figures count.
  public var wordCount: Int?
  /// Words outside speech, left out of every figure: invented, misplaced, or of another channel.
  public var outsideWordCount: Int?
  /// Words outside speech ÷ all words.
  public var wordsOutsideSpeechRatio: Double?
  /// Speech far from any word of its speaker ÷ speech of all speakers.
  public var speechWithoutWordsRatio: Double?
  /// Words whose name belongs to the speaker who is heard ÷ words inside speech that bear a name.
  public var labelAgreementRatio: Double?
  /// Words whose times the transcript does not give ÷ all words.
  public var estimatedTimesRatio: Double?
  /// How much later than the speech the words stand, milliseconds, signed.
  public var offset: Int?
  /// By how much that grows from the first half of the words to the second, milliseconds, signed.
  public var drift: Int?
  /// Syllables of all speakers.
  public var syllableCount: Int?
  /// Questions of all speakers.
  public var questionCount: Int?
  /// Hesitations of all speakers.
  public var fillerCount: Int?
  /// Hesitations ÷ minutes of talk.
  public var fillersPerMinute: Double?
  /// How often each rule of the user's was met, in order of the rules' names; nil without rules.
  public var keywordHits: [RuleCount]?
  /// What became of the script; nil without one.
  public var script: ScriptFigures?
  /// What found words' parts.
  public var analyzer: String?

  public init() {}
}

/// How often a rule was met.
public struct RuleCount: Hashable, Sendable {
  public var rule: String
  public var count: Int
}

/// What became of the sentences of a script.
public struct ScriptFigures: Hashable, Sendable {
  public var saidCount = 0
  /// Sentences that a person should look at.
  public var reviewCount = 0
  public var missingCount = 0
  /// Said ÷ all; sentences to be looked at are not counted as said.
  public var coverageRatio: Double?
  /// Said or to be looked at ÷ all: what coverage may be at best.
  public var possibleCoverageRatio: Double?
  public var greeting: ScriptPartFigures?
  public var closing: ScriptPartFigures?
  public var recordingNotice: ScriptPartFigures?

  public init() {}
}

/// What became of a part of the script that has one purpose.
public struct ScriptPartFigures: Hashable, Sendable {
  /// Of several sentences of one purpose, the best: any of them will do.
  public var verdict: ScriptVerdict
  /// Milliseconds; nil where it is missing.
  public var start: Int?

  public init(verdict: ScriptVerdict, start: Int?) {
    self.verdict = verdict
    self.start = start
  }
}

/// What one speaker's words tell; nil without a transcript, or where speakers are not told apart.
public struct SpeakerWords: Hashable, Sendable {
  public var wordCount: Int?
  public var syllableCount: Int?
  public var questionCount: Int?
  public var fillerCount: Int?
  /// Hesitations ÷ minutes of own talk.
  public var fillersPerMinute: Double?

  public init() {}
}

extension TranscriptChecks {
  /// Whether a transcript fits the speech so badly that neither its words nor its times should be relied on.
  public func isDoubtful(_ configuration: MetricsConfiguration) -> Bool {
    let limit = wholeMilliseconds(configuration.transcriptOffsetSeconds)
    if wordCount == 0 { return speechDuration > 0 }
    return ratio(outsideCount, of: wordCount) ?? 0 > configuration.wordsOutsideSpeechThreshold
      || ratio(agreeingCount, of: labelledCount) ?? 1 < configuration.labelAgreementThreshold
      || abs(offset ?? 0) > limit || abs(drift ?? 0) > limit
  }
}

extension MeasuredCall {
  /// The words of the whole call.
  func transcript(_ words: CallWords?) -> TranscriptFigures {
    var figures = TranscriptFigures()
    figures.origin = words?.origin
    guard let checks = words?.checks else { return figures }
    let heard = checks.wordCount - checks.outsideCount
    figures.wordCount = heard
    figures.outsideWordCount = checks.outsideCount
    figures.wordsOutsideSpeechRatio = ratio(checks.outsideCount, of: checks.wordCount)
    figures.speechWithoutWordsRatio = ratio(checks.wordlessDuration, of: checks.speechDuration)
    figures.labelAgreementRatio = ratio(checks.agreeingCount, of: checks.labelledCount)
    figures.estimatedTimesRatio = ratio(checks.estimatedCount, of: checks.wordCount)
    figures.offset = checks.offset
    figures.drift = checks.drift
    figures.isDoubtful = checks.isDoubtful(configuration)
    figures.analyzer = words?.analyzer
    if let text = words?.text { add(text, rules: words?.ruleNames, to: &figures) }
    return figures
  }

  private func add(_ text: TextFindings, rules: [String]?, to figures: inout TranscriptFigures) {
    figures.syllableCount = text.speakers.reduce(0) { $0 + $1.syllableCount }
    figures.questionCount = text.speakers.reduce(0) { $0 + $1.questionCount }
    let fillers = text.speakers.reduce(0) { $0 + $1.fillerCount }
    figures.fillerCount = fillers
    figures.fillersPerMinute = perMinute(fillers, in: activity.talk)
    figures.keywordHits = rules?.map { rule in
      RuleCount(rule: rule, count: text.keywordHits.count { $0.rule == rule })
    }
    figures.script = text.script.isEmpty ? nil : ScriptFigures(text.script)
  }

  /// The words of one speaker.
  func words(of speaker: Int, _ words: CallWords?) -> SpeakerWords {
    var figures = SpeakerWords()
    guard let text = words?.text, speakersAreTold else { return figures }
    let own = text.speakers[speaker]
    figures.wordCount = own.wordCount
    figures.syllableCount = own.syllableCount
    figures.questionCount = own.questionCount
    figures.fillerCount = own.fillerCount
    figures.fillersPerMinute = perMinute(own.fillerCount, in: activity(of: speaker).talk)
    return figures
  }
}

extension ScriptFigures {
  /// - Precondition: at least one sentence.
  fileprivate init(_ script: [ScriptFinding]) {
    saidCount = script.count { $0.verdict == .said }
    reviewCount = script.count { $0.verdict == .review }
    missingCount = script.count { $0.verdict == .missing }
    coverageRatio = ratio(saidCount, of: script.count)
    possibleCoverageRatio = ratio(saidCount + reviewCount, of: script.count)
    greeting = Self.part(.greeting, of: script)
    closing = Self.part(.closing, of: script)
    recordingNotice = Self.part(.recordingNotice, of: script)
  }

  /// The best of the sentences of a purpose, of several as good the first to be said; nil without any.
  static func part(_ purpose: ScriptPurpose, of script: [ScriptFinding]) -> ScriptPartFigures? {
    let sentences = script.filter { $0.purpose == purpose }
    let verdict = ScriptVerdict.allCases.first { verdict in
      sentences.contains { $0.verdict == verdict }
    }
    return verdict.map { verdict in
      let starts = sentences.filter { $0.verdict == verdict }.compactMap { $0.span?.start }
      return ScriptPartFigures(verdict: verdict, start: starts.min())
    }
  }
}
