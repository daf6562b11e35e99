public import CallMetrics
public import Diarization
public import PersonalData
public import Recognition
public import SpokenText
public import Transcripts
public import VoiceActivity

/// Everything that may alter a figure, nested by stage; nothing that may not (jobs, output, events).
///
/// Command-line options, configuration files and code use these names. A file may leave out what it
/// does not change. No field is optional: a default is written here or it does not exist.
public struct AnalysisConfiguration: Hashable, Sendable, Codable {
  /// Which party speaks on which channel, unless the manifest says otherwise for a call.
  public var channels = ChannelRoles()
  /// Which levels are measured.
  public var levels = LevelChoice()
  /// How speech, tones and copies are told from each other.
  public var detector = VoiceActivityConfiguration()
  /// How the speakers of one channel are told apart.
  public var diarization = DiarizationConfiguration()
  /// Which of them is which party, unless the manifest says otherwise for a call.
  public var roles = AssumedRoles()
  /// How speech is recognised, where that is asked for.
  public var recognition = RecognitionConfiguration()
  /// How words are held against speech.
  public var transcripts = AttributionConfiguration()
  /// How sentences of a script are found again.
  public var text = TextConfiguration()
  /// How personal data is found in words.
  public var personalData = PersonalDataConfiguration()
  /// The borders between talkspurts, turns, overlaps and silences.
  public var metrics = MetricsConfiguration()

  public init() {}

  /// - Throws: `AnalysisError` (`usage`) naming the first field out of range, its value and the range.
  public func validate() throws(AnalysisError) {
    try channels.validate()
    do {
      try detector.validate()
      try diarization.validate()
      try metrics.validate()
      try recognition.validate()
      try transcripts.validate()
      try text.validate()
      try personalData.validate()
    } catch {
      throw AnalysisError(.usage, "\(error)")
    }
  }
}

/// Which of the levels that cost time are measured.
public struct LevelChoice: Hashable, Sendable, Codable {
  /// Whether EBU R128 loudness is measured; it costs more than the rest of the front end.
  public var loudness = false

  public init() {}
}
