public import Signal
public import SpeechTimeline
public import VoiceActivity

/// What was seen on one channel of a call, and what was made of it.
public struct InspectedChannel: Hashable, Sendable {
  /// Channel of the recording, counted from 1.
  public var channel: Int
  /// The party on it, where each has a channel to itself.
  public var role: Role?
  /// Every number behind the decisions, a value for each frame that was asked for.
  public var trace: ChannelTrace
  /// Spectra of the same frames; nil where they were not asked for.
  public var spectrogram: Spectrogram?
  /// The speech that the call's figures rest on, of the whole recording: of the party on this channel, or
  /// all that is heard where parties are not told apart.
  public var speech: Timeline

  public init(
    channel: Int, role: Role? = nil, trace: ChannelTrace, spectrogram: Spectrogram? = nil,
    speech: Timeline
  ) {
    self.channel = channel
    self.role = role
    self.trace = trace
    self.spectrogram = spectrogram
    self.speech = speech
  }
}

/// One call, frame by frame.
public struct InspectedCall: Hashable, Sendable {
  /// As given.
  public var path: String
  public var facts: RecordingFacts
  /// The measured channels, in order of number.
  public var channels: [InspectedChannel]
  /// Everything recognised that is not speech, of the whole recording, in order of time.
  public var tones: [ToneEvent]

  public init(
    path: String, facts: RecordingFacts, channels: [InspectedChannel], tones: [ToneEvent] = []
  ) {
    self.path = path
    self.facts = facts
    self.channels = channels
    self.tones = tones
  }
}
