internal import SpeechTimeline

/// Speech against no speech, whoever speaks. Times are milliseconds; those of several recordings add
/// up, and every ratio is of the sums.
///
///     reference   [=========)     [====)
///     hypothesis     [=========)
///                 |m|       |fa|  | m  |      m missed, fa false alarm
public struct DetectionScore: Hashable, Sendable {
  /// Time that is scored.
  public var scored = 0
  /// Speech in the reference.
  public var reference = 0
  /// Speech in the reference that the hypothesis lacks.
  public var miss = 0
  /// Speech in the hypothesis that the reference lacks.
  public var falseAlarm = 0
  /// Edges of the reference's speech, and how far off the hypothesis's are.
  public var boundaries = BoundaryOffsets()

  public init() {}

  /// Scored time without speech in the reference.
  public var nonSpeech: Int { scored - reference }

  /// (`miss` + `falseAlarm`) ÷ `reference`; nil without reference speech. Above 1 where false alarms
  /// outweigh all speech there is.
  public var errorRatio: Double? { quotient(miss + falseAlarm, reference) }
  /// `miss` ÷ `reference`, 0–1; nil without reference speech.
  public var missRatio: Double? { quotient(miss, reference) }
  /// `falseAlarm` ÷ `reference`; nil without reference speech.
  public var falseAlarmRatio: Double? { quotient(falseAlarm, reference) }
  /// `falseAlarm` ÷ `nonSpeech`, 0–1; nil where all is speech.
  public var falseAlarmOfNonSpeechRatio: Double? { quotient(falseAlarm, nonSpeech) }

  /// 0.25 · `falseAlarmOfNonSpeechRatio` + 0.75 · `missRatio`, 0–1: the detection cost of NIST's
  /// OpenSAT evaluations. Where one kind of time is absent, nothing of it was got wrong. Nil where
  /// nothing is scored.
  public var cost: Double? {
    guard scored > 0 else { return nil }
    return 0.25 * (falseAlarmOfNonSpeechRatio ?? 0) + 0.75 * (missRatio ?? 0)
  }

  /// Adds another recording.
  public mutating func add(_ other: DetectionScore) {
    scored += other.scored
    reference += other.reference
    miss += other.miss
    falseAlarm += other.falseAlarm
    boundaries.add(other.boundaries)
  }
}

/// `part` ÷ `whole`, nil where the whole is nothing.
func quotient(_ part: Int, _ whole: Int) -> Double? {
  whole > 0 ? Double(part) / Double(whole) : nil
}

extension DetectionScore {
  /// Scores `hypothesis` within `scored` time, in whole milliseconds.
  ///
  /// Gaps of at most `bridgeSeconds` are filled on both sides first; collars are laid round the edges
  /// that are left in the reference.
  init(
    hypothesis: Timeline, reference: Timeline, within scored: Timeline, options: ScoreOptions
  ) {
    let own = hypothesis.bridging(gapsUpTo: options.bridge)
    let truth = reference.bridging(gapsUpTo: options.bridge)
    let region = scored.subtracting(truth.collars(options.collarPerSide))
    let speech = truth.intersection(region)
    self.scored = region.duration
    self.reference = speech.duration
    miss = speech.subtracting(own).duration
    falseAlarm = own.intersection(region).subtracting(truth).duration
    boundaries = BoundaryOffsets(hypothesis: own, reference: truth, within: scored)
  }
}

extension Timeline {
  /// The timeline with every gap of at most `milliseconds` filled; of none for 0.
  func bridging(gapsUpTo milliseconds: Int) -> Timeline {
    milliseconds > 0 ? bridging(gapsShorterThan: milliseconds + 1) : self
  }
}
