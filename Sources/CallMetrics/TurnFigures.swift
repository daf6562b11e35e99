/// Turn-taking of the whole call. Milliseconds; all nil where speakers were not told apart.
public struct TurnFigures: Hashable, Sendable {
  /// Turns of all speakers.
  public var turnCount: Int?
  /// Their mean length, own pauses included; nil without any.
  public var turnMean: Int?
  /// Their median length; nil without any.
  public var turnMedian: Int?
  /// Length of the longest turn; nil without any.
  public var longestMonologue: Int?
  /// Its start; of several as long, the first.
  public var longestMonologueStart: Int?
  /// Whose it is (index); nil without any, or where two speakers share it to the millisecond.
  public var longestMonologueSpeaker: Int?
  /// Changes of the turn holder per minute of span; nil without speech.
  public var switchesPerMinute: Double?
  /// Turns that answer another's; nil unless two speakers talk.
  public var replyCount: Int?
  /// Median of their gaps, negative = overlapping; nil without any.
  public var replyGapMedian: Int?
  /// 90th percentile (nearest rank) of their gaps; nil without any.
  public var replyGapP90: Int?
  /// From the end of the opener's first turn to the first turn of another, signed; nil without both.
  public var firstReply: Int?
  /// Backchannels of all speakers.
  public var backchannelCount: Int?
  /// The same per minute of span; nil without speech.
  public var backchannelsPerMinute: Double?
  /// Who takes the first turn (index); nil without turns, or where two begin and end it together.
  public var opener: Int?
  /// Entropy of the speakers' turn counts ÷ log of the number of speakers, 0 (one has all turns) – 1
  /// (all have as many); nil without turns or with one speaker.
  public var turnBalance: Double?

  public init() {}
}

/// Turn-taking of one speaker. Milliseconds; all nil where speakers were not told apart.
public struct SpeakerTurnFigures: Hashable, Sendable {
  /// Own turns.
  public var turnCount: Int?
  /// Their mean length, own pauses included; nil without any.
  public var turnMean: Int?
  /// Their median length; nil without any.
  public var turnMedian: Int?
  /// Length of the longest; nil without any.
  public var longestMonologue: Int?
  /// Its start; of several as long, the first.
  public var longestMonologueStart: Int?
  /// Own turns that answer another's; nil unless two speakers talk.
  public var replyCount: Int?
  /// Median of their gaps, negative = overlapping; nil without any.
  public var replyGapMedian: Int?
  /// 90th percentile (nearest rank) of their gaps; nil without any.
  public var replyGapP90: Int?
  /// Own turns begun while another's turn was under way.
  public var overtalkTurnCount: Int?
  /// `overtalkTurnCount` ÷ `turnCount`, 0–1; nil without turns.
  public var overtalkTurnRatio: Double?
  /// Own turns that lie wholly inside a longer turn of another.
  public var insideTurnCount: Int?
  /// Own backchannels.
  public var backchannelCount: Int?
  /// The same per minute of span; nil without speech.
  public var backchannelsPerMinute: Double?

  public init() {}
}
