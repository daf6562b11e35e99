public import SpeechTimeline

/// The file itself.
public struct RecordingFigures: Hashable, Sendable {
  /// What was decoded, and what the header claimed.
  public var facts: RecordingFacts
  /// Milliseconds that the header claims and the file does not hold: 0 where both agree, nil where the
  /// header does not say (`repaired`, `size_unknown`).
  public var missing: Int?

  public init(_ facts: RecordingFacts) {
    self.facts = facts
    switch facts.headerStatus {
    case .ok: missing = 0
    case .truncated: missing = facts.declaredDuration.map { max(0, $0 - facts.duration) }
    case .repaired, .sizeUnknown: missing = nil
    }
  }
}

/// Levels and defects of one channel, and whose channel it is.
public struct ChannelFigures: Hashable, Sendable {
  /// As measured.
  public var levels: ChannelLevels
  /// Label of the speaker who has this channel alone, or nil.
  public var speaker: String?

  public init(levels: ChannelLevels, speaker: String?) {
    self.levels = levels
    self.speaker = speaker
  }
}
