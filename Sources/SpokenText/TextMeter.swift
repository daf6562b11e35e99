public import SpeechTimeline

/// Reads the text figures off what was said in calls: words, syllables, questions, fillers, the user's keywords, and
/// what became of a script. Definitions: docs/TEXT.md.
///
/// Made once for a run, for the rules are compiled; may be used from several threads at once.
public struct TextMeter: Sendable {
  /// What took words apart, with its version: `rules 2`, `mecab-ko-dic 2.1.1`. Keywords and script depend on it.
  public var analyzerName: String { analyzer.name }

  private let configuration: TextConfiguration
  private let analyzer: any MorphemeAnalyzer
  private let fillers: FillerCount
  private let keywords: KeywordFinder
  private let script: ScriptFinder

  /// - Throws: `TextError` (`outOfRange`) where the configuration is not valid.
  public init(
    rules: TextRules = TextRules(), configuration: TextConfiguration = TextConfiguration(),
    analyzer: any MorphemeAnalyzer = RuleAnalyzer()
  ) throws(TextError) {
    try configuration.validate()
    self.configuration = configuration
    self.analyzer = analyzer
    fillers = FillerCount(rules.fillers, pauseSeconds: configuration.fillerPauseSeconds)
    keywords = KeywordFinder(rules.keywords, configuration: configuration, analyzer: analyzer)
    script = ScriptFinder(rules.script, configuration: configuration.script, analyzer: analyzer)
  }

  /// The figures of one call.
  ///
  /// - Parameters:
  ///   - utterances: what was said, in order of time.
  ///   - speakerCount: speakers of the conversation; each utterance's is below it.
  ///   - duration: length of the call in milliseconds, for sentences that belong to its start or end; nil: to the
  ///     last word.
  public func findings(
    of utterances: [Utterance], speakerCount: Int, duration: Int? = nil
  ) -> TextFindings {
    precondition(
      utterances.allSatisfy { (0..<speakerCount).contains($0.speaker) },
      "TextMeter: a speaker beyond \(speakerCount)")
    let heard = utterances.enumerated().map { HeardWord.words(of: $1, index: $0) }
    var speakers = [SpeakerTextFindings](repeating: SpeakerTextFindings(), count: speakerCount)
    let trustsMarks = heard.contains { words in words.contains { $0.mark == .question } }
    for (utterance, words) in zip(utterances, heard) {
      speakers[utterance.speaker].wordCount += words.count
      speakers[utterance.speaker].syllableCount += words.reduce(0) { $0 + $1.syllableCount }
      speakers[utterance.speaker].fillerCount += fillers.of(words)
      speakers[utterance.speaker].questionCount += QuestionCount.of(words, trustsMarks: trustsMarks)
    }
    var findings = TextFindings(speakers: speakers)
    guard !keywords.isEmpty || !script.isEmpty else { return findings }
    let speech = SpokenWords.ofSpeakers(
      utterances, heard, speakerCount: speakerCount, analyzer: analyzer)
    findings.keywordHits = keywords.hits(in: speech)
    let end = duration ?? utterances.reduce(0) { max($0, $1.span.end) }
    findings.script = script.findings(in: speech, end: end)
    return findings
  }
}
