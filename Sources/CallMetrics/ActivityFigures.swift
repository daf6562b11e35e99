/// Talk and silence of the whole call, of talkspurts. Milliseconds.
public struct ActivityFigures: Hashable, Sendable {
  /// Start of the first talkspurt of anyone; nil without speech.
  public var speechStart: Int?
  /// End of the last talkspurt of anyone; nil without speech.
  public var speechEnd: Int?
  /// From one to the other; nil without speech.
  public var speechSpan: Int?
  /// Sum of the talk of all speakers.
  public var talk = 0
  /// `anySpeech` ÷ duration of the recording, 0–1; nil without speech.
  public var talkOfCallRatio: Double?
  /// At least one speaker talks.
  public var anySpeech = 0
  /// Exactly one speaker talks; nil where speakers were not told apart.
  public var singleTalk: Int?
  /// Two or more talk; nil where speakers were not told apart.
  public var doubleTalk: Int?
  /// Nobody talks, within the span; nil without speech. Masked time and hold included.
  public var mutualSilence: Int?
  /// Talkspurts of all speakers.
  public var talkspurtCount = 0
  /// Their mean length; nil without any.
  public var talkspurtMean: Int?
  /// Mean of all speakers' pauses inside own turns; nil without any.
  public var pauseMean: Int?
  /// From the start of the file to `speechStart`; nil without speech.
  public var leadIn: Int?
  /// From `speechEnd` to the end of the file; nil without speech.
  public var tail: Int?

  public init() {}
}

/// Talk and listening of one speaker. Milliseconds; all nil where speakers were not told apart.
public struct SpeakerActivity: Hashable, Sendable {
  /// Sum of own talkspurts.
  public var talk: Int?
  /// `talk` ÷ sum of the talk of all speakers, 0–1; nil without speech.
  public var talkShareRatio: Double?
  /// `talk` ÷ duration of the recording, 0–1; nil without speech in the call.
  public var talkOfCallRatio: Double?
  /// This one talks and no other does.
  public var singleTalk: Int?
  /// Another talks and this one does not.
  public var listen: Int?
  /// Own talkspurts.
  public var talkspurtCount: Int?
  /// Their mean length; nil without any.
  public var talkspurtMean: Int?
  /// Mean of the pauses inside own turns; nil without any.
  public var pauseMean: Int?

  public init() {}
}
