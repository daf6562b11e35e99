internal import SpeechTimeline

/// How much of one voice is found: of one reference speaker of one recording. Times are milliseconds.
public struct VoiceScore: Hashable, Sendable {
  /// Name of the recording.
  public let recording: String
  /// The reference's label.
  public let speaker: String
  /// Median pitch, Hz; nil where too little of the voice has one.
  public let pitchHz: Double?
  /// The voice's speech in the reference.
  public let reference: Int
  /// … that is not found.
  public let miss: Int
  /// Speech found where the voice does not speak; nil where it may be another's.
  public let falseAlarm: Int?

  /// 1 − `miss` ÷ `reference`, 0–1; nil without reference speech.
  public var recall: Double? { quotient(reference - miss, reference) }
}

extension VoiceScore {
  /// Scores every speaker of the reference, in order of label.
  ///
  /// Where both sides name agent and customer, each is held against the speech found of that party.
  /// Where the reference has one speaker, it is held against all speech that is found, and elsewhere
  /// too, but then false alarms are nobody's: who spoke is not asked here, only whether speech was
  /// found. Gaps are bridged and collars laid round edges as for all speech.
  static func voices(
    name: String, hypothesis: SpeakerLabels, reference: SpeakerLabels, within scored: Timeline,
    pitchHz: [String: Double], options: ScoreOptions
  ) -> [VoiceScore] {
    let areParties = reference.isCall && hypothesis.isCall
    return reference.labels.map { label in
      let detection = DetectionScore(
        hypothesis: areParties ? hypothesis[label] : hypothesis.anyone, reference: reference[label],
        within: scored, options: options)
      let isOwn = areParties || reference.labels.count == 1
      return VoiceScore(
        recording: name, speaker: label, pitchHz: pitchHz[label], reference: detection.reference,
        miss: detection.miss, falseAlarm: isOwn ? detection.falseAlarm : nil)
    }
  }
}
