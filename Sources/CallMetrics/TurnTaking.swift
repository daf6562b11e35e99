public import SpeechTimeline

/// Speech of one speaker with short gaps bridged.
public struct Talkspurt: Hashable, Sendable {
  /// Index into the conversation's speakers.
  public var speaker: Int
  /// When.
  public var span: TimeSpan
  /// Whether it is a short sound of listening inside another's talkspurt.
  public var isBackchannel: Bool
}

/// Talkspurts of one speaker joined over own short pauses.
public struct Turn: Hashable, Sendable {
  /// Index into the conversation's speakers.
  public var speaker: Int
  /// When, own pauses included.
  public var span: TimeSpan
  /// Whether another's turn was under way when this one began.
  public var isOvertalk: Bool
  /// Whether it lies wholly inside a longer turn of another: it takes no floor and has no reply gap.
  public var isInside: Bool
  /// Own start less the end of the other's turn before it, milliseconds, negative = overlapping; nil
  /// where it answers nobody.
  public var replyGap: Int?
}

/// From speech to turns.
public struct TurnTaking: Hashable, Sendable {
  /// As in the conversation.
  public let speakers: [Speaker]
  /// Whether speakers were told apart.
  public let segmentation: Segmentation
  /// Talkspurts of each speaker, parallel to `speakers`.
  public let talkspurts: [Timeline]
  /// Those of them that are backchannels, parallel to `speakers`; none where speakers were not told
  /// apart.
  public let backchannels: [Timeline]
  /// All turns in order of time; none where speakers were not told apart.
  public let turns: [Turn]

  public init(_ conversation: Conversation, configuration: MetricsConfiguration) {
    speakers = conversation.speakers
    segmentation = conversation.segmentation
    talkspurts = conversation.speech
    backchannels = conversation.speech.map { _ in Timeline() }
    turns = []
  }
}
