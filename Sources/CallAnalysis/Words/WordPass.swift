internal import AudioIO
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
  ///
  /// - Parameters:
  ///   - sharedChannels: channels of those who have none to themselves.
  ///   - deadline: when recognition ends as a failure; nil for never.
  /// - Throws: `AudioError` (`timedOut`). What else goes wrong is in the words' origin.
  func words(
    of input: CallInput, in conversation: Conversation, sharedChannels: [Int],
    until deadline: ReadingDeadline? = nil
  ) throws(AudioError) -> CallWords? {
    switch source(for: input) {
    case .nothing: return nil
    case .file(let found):
      let file = TranscriptFile(found)
      return words(file.transcript, from: file.origin, in: conversation)
    case .recognition(.missing):
      return CallWords(TranscriptOrigin(.recognition, failure: Self.recogniserIsMissing))
    case .recognition(.by(let recognisers)):
      let recognised = try RecognisedCall(
        input, conversation, sharedChannels: sharedChannels, by: recognisers, until: deadline)
      return words(recognised.transcript, from: recognised.origin, in: conversation)
    }
  }

  /// What records say where speech was to be recognised and nothing is there to do it.
  static let recogniserIsMissing = "recognizer_missing"

  /// Where the words of a call come from.
  enum Source {
    /// None were asked for.
    case nothing
    case file(TranscriptShelf.Found)
    case recognition(WordSettings.Recognition)
  }

  /// What was masked in the recording before, as its map says; nil without one. A map of another recording, or one that
  /// cannot be read, is none.
  func masked(in input: CallInput, sha256: String) -> RedactionMap? {
    guard let folder = settings.redactions else { return nil }
    // A map bears the name of the recording that was masked: of call.redacted.wav it is call.redaction.json.
    let names = TranscriptShelf.names(of: input).flatMap { name in
      name.hasSuffix(".redacted") ? [name, String(name.dropLast(".redacted".count))] : [name]
    }
    for name in names {
      let path = "\(folder)/\(name).redaction.json"
      guard FileFacts(path)?.kind == .regular, let map = try? RedactionMap.read(path: path)
      else { continue }
      if map.output?.sha256 == sha256 { return map }
    }
    return nil
  }

  /// A transcript goes before recognition; where there is none, recognition takes its place.
  func source(for input: CallInput) -> Source {
    let isAsked = settings.shelf != nil || input.metadata.transcript != nil
    let shelf = settings.shelf ?? .namedByManifest
    let found = isAsked ? shelf.transcript(of: input) : .missing
    if found == .missing, let recognition = settings.recognition {
      return .recognition(recognition)
    }
    return isAsked ? .file(found) : .nothing
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
