public import SpeechTimeline

/// Personal data in a call, as counts and places, and what is known of consent and masking.
public struct PrivacyFigures: Hashable, Sendable {
  /// Places where personal data is said, by kind, all kinds; nil without a transcript.
  public var personalDataCounts: [PersonalDataType: Int]?
  /// Digits said one by one by anybody; nil without a transcript.
  public var spokenDigitCount: Int?
  /// Whether the notice that the call is recorded is said; nil without a transcript, or where the rules have
  /// no sentence for it, or where a person should look.
  public var noticeIsDetected: Bool?
  /// When, milliseconds.
  public var noticeStart: Int?
  /// What the manifest says, and what was masked before.
  public var facts = PrivacyFacts()

  public init() {}

  /// All places; nil without a transcript.
  public var personalDataCount: Int? { personalDataCounts?.values.reduce(0, +) }
}

/// Personal data in the words of a call.
func privacyFigures(_ words: CallWords?, _ facts: PrivacyFacts) -> PrivacyFigures {
  var figures = PrivacyFigures()
  figures.facts = facts
  guard let words else { return figures }
  figures.personalDataCounts = words.personalData.map { findings in
    var counts = Dictionary(uniqueKeysWithValues: PersonalDataType.allCases.map { ($0, 0) })
    for finding in findings { counts[finding.type, default: 0] += 1 }
    return counts
  }
  figures.spokenDigitCount = words.spokenDigitCount
  let notice = words.text.flatMap { ScriptFigures.part(.recordingNotice, of: $0.script) }
  switch notice?.verdict {
  case .said: figures.noticeIsDetected = true
  case .missing: figures.noticeIsDetected = false
  case .review, nil: figures.noticeIsDetected = nil
  }
  figures.noticeStart = notice?.verdict == .said ? notice?.start : nil
  return figures
}
