public import SpeechTimeline

/// One stretch in which nobody speaks, neither on hold nor masked.
public struct Silence: Hashable, Sendable {
  /// When.
  public var span: TimeSpan
  /// Who spoke last before it (index); nil where two stopped together or speakers were not told apart.
  public var after: Int?
}

/// Silence within the speech span. Milliseconds; all nil without speech. Masked time is left out of
/// every figure, of dividends and divisors alike, and ends a silence.
public struct SilenceFigures: Hashable, Sendable {
  /// Time in which nobody speaks, hold included, ÷ span, 0–1.
  public var mutualSilenceRatio: Double?
  /// Time in which nobody speaks, hold left out.
  public var silence: Int?
  /// `silence` ÷ span without hold, 0–1.
  public var silenceRatio: Double?
  /// Silences by length, hold left out.
  public var ladder: [LadderRung]?
  /// The longest silence, 0 where there is none.
  public var longest: Int?
  /// Its start; of several as long, the first; nil where there is none.
  public var longestStart: Int?
  /// Silences of at least `deadAirSeconds`, hold left out.
  public var deadAir: Tally?
  /// Hold in the whole recording plus silences longer than `nonTalkSilenceSeconds`.
  public var nonTalkInclHold: Int?

  public init() {}
}
