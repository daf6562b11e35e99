/// Voices of about the same pitch, and how much of them is found.
public struct PitchGroup: Hashable, Sendable {
  /// Which voices.
  public enum Name: String, Hashable, Sendable, CaseIterable {
    /// A third of the voices each, by median pitch.
    case low, middle, high
    /// Voices too much of which is without one.
    case unknown
  }

  public let name: Name
  /// Lowest and highest median pitch, Hz; nil without voices or for those without a pitch.
  public let pitchHz: ClosedRange<Double>?
  /// How many.
  public let voices: Int
  /// Their speech in the reference, milliseconds.
  public let reference: Int
  /// … that is not found, milliseconds.
  public let miss: Int
  /// Speech found where they do not speak, milliseconds; nil where some of it may be another's.
  public let falseAlarm: Int?

  /// 1 − `miss` ÷ `reference`, 0–1; nil without reference speech.
  public var recall: Double? { quotient(reference - miss, reference) }
  /// `miss` ÷ `reference`, 0–1; nil without reference speech.
  public var missRatio: Double? { quotient(miss, reference) }
  /// (`miss` + `falseAlarm`) ÷ `reference`; nil without reference speech or where `falseAlarm` is.
  public var errorRatio: Double? { falseAlarm.flatMap { quotient(miss + $0, reference) } }

  /// The voices added up.
  init(_ name: Name, _ members: [VoiceScore]) {
    self.name = name
    let pitches = members.compactMap(\.pitchHz)
    pitchHz = pitches.min().flatMap { lowest in pitches.max().map { lowest...$0 } }
    voices = members.count
    reference = members.reduce(0) { $0 + $1.reference }
    miss = members.reduce(0) { $0 + $1.miss }
    falseAlarm =
      members.allSatisfy { $0.falseAlarm != nil }
      ? members.reduce(0) { $0 + ($1.falseAlarm ?? 0) } : nil
  }

  /// The terciles of the voices' pitches, then the voices without one.
  ///
  ///     pitch  ┃ low ┃ middle ┃ high ┃      each a third of the voices, to within one
  ///
  /// Voices without reference speech in the scored time are left out. Equal pitches go by name of
  /// recording and speaker, so that nothing hangs on the order of files.
  static func groups(_ voices: [VoiceScore]) -> [PitchGroup] {
    let heard = voices.filter { $0.reference > 0 }
    let ranked = heard.filter { $0.pitchHz != nil }.sorted {
      ($0.pitchHz ?? 0, $0.recording, $0.speaker) < ($1.pitchHz ?? 0, $1.recording, $1.speaker)
    }
    let thirds = [Name.low, .middle, .high].enumerated().map { index, name in
      let members = ranked.indices.filter { $0 * 3 / ranked.count == index }.map { ranked[$0] }
      return PitchGroup(name, members)
    }
    return thirds + [PitchGroup(.unknown, heard.filter { $0.pitchHz == nil })]
  }

  /// Largest recall of a tercile less the smallest, 0–1; nil unless all three have speech.
  static func recallSpread(_ groups: [PitchGroup]) -> Double? {
    let recalls = groups.filter { $0.name != .unknown }.compactMap(\.recall)
    guard recalls.count == 3, let largest = recalls.max(), let smallest = recalls.min() else {
      return nil
    }
    return largest - smallest
  }
}
