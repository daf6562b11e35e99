public import SpeechTimeline

/// Who of a call's voices speaks when, and how far that is to be trusted.
public struct DiarizedSpeech: Hashable, Sendable {
  /// The speech of each speaker, in order of first speaking; two may speak at once. Speakers asked for that
  /// could not be found come last and have none.
  public let speech: [Timeline]
  /// Whether the number of speakers was found rather than given.
  public let isCounted: Bool
  /// Whether another number of speakers would be about as likely; never for a number that was given.
  public let isCountDoubtful: Bool
  /// Share of the speech expected to be given to the wrong speaker, 0–1; 0 for one speaker. Nil where there
  /// was too little speech to tell.
  public let predictedError: Double?
  /// 1 - `predictedError`, halved where the count is doubtful; 0 where nothing can be predicted.
  public let confidence: Double
  /// Whether figures by speaker may be relied on.
  public let isUsable: Bool
}
