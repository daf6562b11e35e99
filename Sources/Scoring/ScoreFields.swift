/// One number of a score, under the name that machines read.
struct ScoreField: Sendable {
  /// Unit as suffix: `_s`, `_ms`, `_ratio`, `_count`.
  let name: String
  /// The number in that unit, or nil where it cannot be given.
  let value: @Sendable (Score) -> Double?

  init(_ name: String, _ value: @escaping @Sendable (Score) -> Double?) {
    self.name = name
    self.value = value
  }

  /// Of speech against no speech.
  static let detection: [ScoreField] = [
    ScoreField("scored_s") { seconds($0.detection.scored) },
    ScoreField("reference_s") { seconds($0.detection.reference) },
    ScoreField("miss_s") { seconds($0.detection.miss) },
    ScoreField("false_alarm_s") { seconds($0.detection.falseAlarm) },
    ScoreField("error_ratio") { $0.detection.errorRatio },
    ScoreField("miss_ratio") { $0.detection.missRatio },
    ScoreField("false_alarm_ratio") { $0.detection.falseAlarmRatio },
    ScoreField("false_alarm_of_non_speech_ratio") { $0.detection.falseAlarmOfNonSpeechRatio },
    ScoreField("cost") { $0.detection.cost },
    ScoreField("start_median_ms") { $0.detection.boundaries.startMedian },
    ScoreField("end_median_ms") { $0.detection.boundaries.endMedian },
    ScoreField("start_median_size_ms") { $0.detection.boundaries.startMedianSize },
    ScoreField("end_median_size_ms") { $0.detection.boundaries.endMedianSize },
    ScoreField("boundary_hit_ratio") { $0.detection.boundaries.hitRatio },
  ]

  /// Of who speaks when.
  static let diarization: [ScoreField] = [
    ScoreField("reference_s") { seconds($0.diarization?.reference) },
    ScoreField("miss_s") { seconds($0.diarization?.miss) },
    ScoreField("false_alarm_s") { seconds($0.diarization?.falseAlarm) },
    ScoreField("confusion_s") { seconds($0.diarization?.confusion) },
    ScoreField("der_ratio") { $0.diarization?.errorRatio },
    ScoreField("jer_ratio") { $0.diarization?.jaccardErrorRatio },
    ScoreField("purity_ratio") { $0.diarization?.purity },
    ScoreField("coverage_ratio") { $0.diarization?.coverage },
    ScoreField("reference_speaker_count") { $0.diarization.map { Double($0.referenceSpeakers) } },
    ScoreField("hypothesis_speaker_count") { $0.diarization.map { Double($0.hypothesisSpeakers) } },
    ScoreField("right_speaker_count_ratio") {
      $0.diarization.flatMap { quotient($0.recordingsWithRightCount, $0.recordings) }
    },
  ]

  private static func seconds(_ milliseconds: Int?) -> Double? {
    milliseconds.map { Double($0) / 1000 }
  }
}

/// `value` with at most `places` decimals, halves away from zero, without trailing zeros.
///
/// - Precondition: finite and below 10^12 in magnitude.
package func decimal(_ value: Double, places: Int) -> String {
  var text = fixed(value, places: places)
  if places > 0 {
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
  }
  return text
}

/// `value` with exactly `places` decimals, halves away from zero.
///
/// - Precondition: finite and below 10^12 in magnitude.
package func fixed(_ value: Double, places: Int) -> String {
  precondition(value.isFinite && abs(value) < 1e12, "\(value) is not a number that can be written")
  var power = 1.0
  for _ in 0..<places { power *= 10 }
  let scaled = Int((value * power).rounded())
  var digits = String(scaled.magnitude)
  digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  let whole = digits.dropLast(places)
  let sign = scaled < 0 ? "-" : ""
  return places == 0 ? sign + whole : "\(sign)\(whole).\(digits.suffix(places))"
}
