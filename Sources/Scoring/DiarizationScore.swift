internal import SpeechTimeline

/// Who speaks when, whatever the speakers are called. Times are milliseconds; those of several
/// recordings add up, and every ratio is of the sums.
public struct DiarizationScore: Hashable, Sendable {
  /// Speech in the reference; time in which two speak counts twice.
  public var reference = 0
  /// Speakers in the reference that the hypothesis lacks.
  public var miss = 0
  /// Speakers in the hypothesis that the reference lacks.
  public var falseAlarm = 0
  /// Speakers taken for another.
  public var confusion = 0
  /// Sum over the reference's speakers of 1 − intersection ÷ union with the speaker mapped to each.
  public var jaccardError = 0.0
  /// Speakers in the reference's scored time.
  public var referenceSpeakers = 0
  /// Speakers in the hypothesis's scored time.
  public var hypothesisSpeakers = 0
  /// Recordings in which both numbers are the same.
  public var recordingsWithRightCount = 0
  /// Recordings added up.
  public var recordings = 0
  /// Speech in the hypothesis, by speaker.
  public var hypothesis = 0
  /// Of that, what each of its speakers shares with the one reference speaker it shares most with.
  public var pure = 0
  /// Of the reference, what each of its speakers shares with the one of the hypothesis.
  public var covered = 0

  public init() {}

  /// (`miss` + `falseAlarm` + `confusion`) ÷ `reference`: the diarization error rate; nil without
  /// reference speech. Above 1 where false alarms outweigh all speech.
  public var errorRatio: Double? { quotient(miss + falseAlarm + confusion, reference) }
  /// Mean over all reference speakers of all recordings, 0–1: the Jaccard error rate of DIHARD (Ryant
  /// et al. 2019); nil without.
  public var jaccardErrorRatio: Double? {
    referenceSpeakers > 0 ? jaccardError / Double(referenceSpeakers) : nil
  }
  /// `pure` ÷ `hypothesis`, 0–1; nil without hypothesis speech.
  public var purity: Double? { quotient(pure, hypothesis) }
  /// `covered` ÷ `reference`, 0–1; nil without reference speech.
  public var coverage: Double? { quotient(covered, reference) }

  /// Adds another recording.
  public mutating func add(_ other: DiarizationScore) {
    reference += other.reference
    miss += other.miss
    falseAlarm += other.falseAlarm
    confusion += other.confusion
    jaccardError += other.jaccardError
    referenceSpeakers += other.referenceSpeakers
    hypothesisSpeakers += other.hypothesisSpeakers
    recordingsWithRightCount += other.recordingsWithRightCount
    recordings += other.recordings
    hypothesis += other.hypothesis
    pure += other.pure
    covered += other.covered
  }
}

extension DiarizationScore {
  /// Scores `comparison`, the hypothesis's speakers mapped so that the least is confused.
  ///
  ///     reference   A [=======)         B    [======)
  ///     hypothesis  1    [=========)              2 [=====)
  ///                   |m |    |fa  |         |m  |  |fa|     1 is A, 2 is B
  ///
  /// While n speakers speak in the reference and h in the hypothesis, c of them mapped to each other:
  /// max(0, n − h) are missed, max(0, h − n) are false alarms and min(n, h) − c are confused.
  init(_ comparison: SpeakerComparison) {
    recordings = 1
    for segment in comparison.sweep {
      let length = segment.span.duration
      let spoken = (segment.active & comparison.referenceBits).nonzeroBitCount
      let heard = segment.count - spoken
      let right = comparison.mapping.enumerated().count { speaker, own in
        guard let own else { return false }
        return segment.isActive(speaker) && segment.isActive(comparison.referenceCount + own)
      }
      reference += spoken * length
      hypothesis += heard * length
      miss += max(0, spoken - heard) * length
      falseAlarm += max(0, heard - spoken) * length
      confusion += (min(spoken, heard) - right) * length
    }
    let shared = comparison.shared
    let ownTotals = comparison.hypothesis.map(\.duration)
    for (speaker, timeline) in comparison.reference.enumerated() where !timeline.isEmpty {
      referenceSpeakers += 1
      covered += shared[speaker].max() ?? 0
      guard let own = comparison.mapping[speaker] else {
        jaccardError += 1
        continue
      }
      let common = shared[speaker][own]
      let either = timeline.duration + ownTotals[own] - common
      jaccardError += 1 - Double(common) / Double(either)
    }
    for (own, total) in ownTotals.enumerated() where total > 0 {
      hypothesisSpeakers += 1
      pure += shared.map { $0[own] }.max() ?? 0
    }
    recordingsWithRightCount = referenceSpeakers == hypothesisSpeakers ? 1 : 0
  }
}

/// The speakers of two sides within the scored time, and which of them are the same.
struct SpeakerComparison {
  /// Speech of each reference speaker within the scored time.
  let reference: [Timeline]
  /// The same of the hypothesis.
  let hypothesis: [Timeline]
  /// Who speaks when on both sides: reference speakers first.
  let sweep: [SweepSegment]
  /// Milliseconds that each reference speaker (row) shares with each of the hypothesis (column).
  let shared: [[Int]]
  /// Of each reference speaker, the speaker of the hypothesis that is the same: the mapping that shares
  /// the most time in all.
  let mapping: [Int?]

  var referenceCount: Int { reference.count }
  var referenceBits: UInt64 { (1 << UInt64(referenceCount)) - 1 }

  /// Scored time is `scored` without the collars round every edge of every reference speaker and, where
  /// overlap is not scored, without time in which two and more of them speak.
  ///
  /// - Throws: `LabelError` (`unscorable`) for more than 63 labels on both sides together.
  init(
    hypothesis own: LabelFile, reference truth: LabelFile, within scored: Timeline,
    options: ScoreOptions
  ) throws(LabelError) {
    let count = own.labels.labels.count + truth.labels.labels.count
    guard count < 64 else {
      throw LabelError(
        .unscorable, path: own.path, "\(count) speakers in hypothesis and reference, at most 63")
    }
    var left = Timeline(
      truth.labels.speech.flatMap { $0.collars(options.collarPerSide).spans })
    if !options.scoresOverlap, let extent = truth.labels.anyone.extent {
      let several = boundarySweep(truth.labels.speech, in: extent).filter { $0.count > 1 }
      left = left.union(Timeline(several.map(\.span)))
    }
    let region = scored.subtracting(left)
    let reference = truth.labels.speech.map { $0.intersection(region) }
    let hypothesis = own.labels.speech.map { $0.intersection(region) }
    let sides = reference + hypothesis
    sweep = region.extent.map { boundarySweep(sides, in: $0) } ?? []
    shared = reference.map { speaker in hypothesis.map { speaker.intersection($0).duration } }
    mapping = optimalAssignment(shared)
    self.reference = reference
    self.hypothesis = hypothesis
  }
}
