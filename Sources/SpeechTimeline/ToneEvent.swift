/// What a stretch of sound that is not speech was recognised as.
public enum ToneKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// The far end rings.
  case ringback
  /// The far end is engaged, or the network congested.
  case busy
  /// A line waiting for digits.
  case dialTone = "dial_tone"
  /// A key press. Which one is never kept.
  case dtmf
  /// Music: what callers on hold mostly hear.
  case music
  /// A steady or repeating tone that keeps a held line alive.
  case comfortTone = "comfort_tone"
  /// A single short tone (recording notice, voicemail).
  case beep
}

/// One such stretch on one channel.
public struct ToneEvent: Hashable, Sendable {
  /// What it is.
  public let kind: ToneKind
  /// Channel of the recording, counted from 1.
  public let channel: Int
  /// When.
  public let span: TimeSpan

  public init(kind: ToneKind, channel: Int, span: TimeSpan) {
    self.kind = kind
    self.channel = channel
    self.span = span
  }
}

extension ToneEvent: Comparable {
  /// By time, then channel, then kind.
  public static func < (left: ToneEvent, right: ToneEvent) -> Bool {
    (left.span, left.channel, left.kind.rawValue) < (right.span, right.channel, right.kind.rawValue)
  }
}
