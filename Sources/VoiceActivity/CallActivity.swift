public import Signal
public import SpeechTimeline

/// Speech on one channel of a call.
public struct ChannelActivity: Hashable, Sendable {
  /// Speech of the person on this channel: copies of the other channel left out.
  public var own: Timeline
  /// All speech that can be heard on the channel.
  public var heard: Timeline
  /// The path by which the other channel leaks into this one; nil where none was found.
  public var leakage: EchoPath?
}

/// What was found in a call.
public struct CallActivity: Hashable, Sendable {
  /// One entry a channel.
  public var channels: [ChannelActivity]
  /// Everything recognised that is not speech, in order of time.
  public var tones: [ToneEvent]
  /// How the parties are spread over the channels.
  public var layout: ChannelLayout
}

/// The decisions for one section of a call: consecutive frames of 10 ms.
public struct SectionDecisions: Sendable {
  /// Own speech, one array a channel, one entry a frame.
  public var speech: [[Bool]]
  /// What these decisions rest on, one trace a channel; empty unless the detector was asked to trace.
  public var traces: [ChannelTrace] = []
}
