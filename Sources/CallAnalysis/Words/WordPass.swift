internal import CallMetrics
internal import PersonalData
internal import SpeechTimeline
internal import SpokenText
internal import Transcripts

/// Joins what was said to who spoke when, and counts what is in it. The words themselves end here: what leaves
/// are counts and times.
struct WordPass: Sendable {
  private let settings: WordSettings
  private let attribution: WordAttribution
  private let meter: TextMeter
  private let detector: PersonalDataDetector

  /// - Parameter models: where a dictionary is found, if there is one.
  /// - Throws: `AnalysisError` (`usage`) where the configuration is not valid.
  init(
    _ settings: WordSettings, configuration: AnalysisConfiguration, models: ModelFolder
  ) throws(AnalysisError) {
    self.settings = settings
    attribution = WordAttribution(configuration: configuration.transcripts)
    do {
      meter = try TextMeter(
        rules: settings.rules ?? TextRules(), configuration: configuration.text,
        analyzer: settings.rules == nil ? RuleAnalyzer() : models.textAnalyzer)
      detector = try PersonalDataDetector(configuration.personalData)
    } catch {
      throw AnalysisError(.usage, "\(error)")
    }
  }

  /// What takes words apart for the user's rules, and its version.
  var analyzerName: String { meter.analyzerName }

  /// The words of `input` as far as figures need them; nil where no transcript was asked for.
  func words(of input: CallInput, in conversation: Conversation) -> CallWords? {
    guard let found = found(for: input) else { return nil }
    let file = TranscriptFile(found)
    return words(file.transcript, from: file.origin, in: conversation)
  }

  /// What stands on the shelf for a call; nil where nothing was asked for.
  func found(for input: CallInput) -> TranscriptShelf.Found? {
    if let shelf = settings.shelf { return shelf.transcript(of: input) }
    guard input.metadata.transcript != nil else { return nil }
    return TranscriptShelf.namedByManifest.transcript(of: input)
  }

  private func words(
    _ transcript: Transcript?, from origin: TranscriptOrigin, in conversation: Conversation
  ) -> CallWords {
    var words = CallWords(origin)
    guard let transcript else { return words }
    let attributed = attribution.attribute(transcript, to: conversation)
    words.checks = attributed.checks
    words.text = meter.findings(
      of: attributed.utterances, speakerCount: conversation.speakers.count,
      duration: conversation.duration)
    words.ruleNames = settings.rules?.keywords.map(\.name).sorted()
    words.analyzer = meter.analyzerName
    let found = detector.detect(in: attributed.utterances)
    words.personalData = found.findings
    words.spokenDigitCount = found.spokenDigitsCount
    return words
  }
}
