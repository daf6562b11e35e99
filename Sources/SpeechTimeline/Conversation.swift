/// What a party to the call is.
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
  case agent
  case customer
}

/// How it is known which party a speaker is.
public enum RoleSource: String, Hashable, Sendable, Codable, CaseIterable {
  /// The speaker has a channel, and the channel a party.
  case channel
  /// A rule says so (whoever speaks first is the agent); nothing in the recording does.
  case assumed
}

/// How the speakers of a conversation were told apart.
public enum Segmentation: String, Hashable, Sendable, Codable, CaseIterable {
  /// One speaker on each channel of the recording.
  case channel
  /// By voice, within one channel.
  case diarized
  /// Not at all: `Conversation.speakers` holds one entry that stands for anyone's speech.
  case single
}

/// One party as the record names it.
public struct Speaker: Hashable, Sendable {
  /// Unique within the conversation, as written to records and RTTM: `agent`, `customer`,
  /// `speaker_1`, or `speech` where speakers are not told apart.
  public let label: String
  /// Known role, or nil.
  public let role: Role?
  /// Channel of the recording, counted from 1, or nil where the speaker has none to itself.
  public let channel: Int?

  public init(label: String, role: Role? = nil, channel: Int? = nil) {
    self.label = label
    self.role = role
    self.channel = channel
  }

  /// How the role is known; nil without one.
  public var roleSource: RoleSource? {
    role == nil ? nil : channel == nil ? .assumed : .channel
  }
}

/// One stretch of speech of one speaker.
public struct SpeakerTurn: Hashable, Sendable {
  /// Index into the conversation's `speakers`.
  public let speaker: Int
  /// When.
  public let span: TimeSpan

  public init(speaker: Int, span: TimeSpan) {
    self.speaker = speaker
    self.span = span
  }
}

extension SpeakerTurn: Comparable {
  /// By time, then by speaker.
  public static func < (left: SpeakerTurn, right: SpeakerTurn) -> Bool {
    left.span == right.span ? left.speaker < right.speaker : left.span < right.span
  }
}

/// Who spoke when in one call, as detected: the value that diarization hands to measurement.
public struct Conversation: Hashable, Sendable {
  /// Length of the recording in milliseconds.
  public let duration: Int
  /// How speakers were told apart.
  public let segmentation: Segmentation
  /// The parties, agent first where roles are known.
  public let speakers: [Speaker]
  /// Detected speech of each speaker, parallel to `speakers`, within `[0, duration)`.
  public let speech: [Timeline]
  /// Time that silence figures leave out (masked personal data).
  public let masked: Timeline

  /// - Precondition: as many timelines as speakers; labels unique; `single` has exactly one speaker;
  ///   all speech lies within the recording.
  public init(
    duration: Int, segmentation: Segmentation, speakers: [Speaker], speech: [Timeline],
    masked: Timeline = Timeline()
  ) {
    precondition(
      speakers.count == speech.count,
      "Conversation: \(speakers.count) speakers, \(speech.count) timelines")
    precondition(
      Set(speakers.map(\.label)).count == speakers.count,
      "Conversation: labels repeat in \(speakers.map(\.label))")
    precondition(
      segmentation != .single || speakers.count == 1,
      "Conversation: not told apart, yet \(speakers.count) speakers")
    for timeline in speech {
      precondition(
        timeline.extent.map { $0.start >= 0 && $0.end <= duration } ?? true,
        "Conversation: speech \(timeline.extent!) outside the recording of \(duration) ms")
    }
    self.duration = duration
    self.segmentation = segmentation
    self.speakers = speakers
    self.speech = speech
    self.masked = masked
  }
}

extension Conversation {
  /// The same conversation, with time that silence figures leave out.
  public func masking(_ masked: Timeline) -> Conversation {
    guard masked != self.masked else { return self }
    return Conversation(
      duration: duration, segmentation: segmentation, speakers: speakers, speech: speech,
      masked: masked)
  }
}
