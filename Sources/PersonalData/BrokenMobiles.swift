internal import SpeechTimeline
internal import SpokenText

/// Finds numbers of mobile telephones with ordinary words between their groups: 공일공 그게 칠삼사일에 그 뭐냐
/// 구공오팔이요.
struct BrokenMobiles {
  /// Words that may stand between two groups, hesitations not counted, and their longest, scalars.
  private static let mostWords = 2
  private static let longestWord = 3

  /// Each of three runs at most, in one utterance; none of whose digits are in `taken`.
  static func all(
    in numbers: SpokenNumbers, taken: Set<RawFinding.WordPiece>
  ) -> [RawFinding] {
    let runs = numbers.runs
    var findings: [RawFinding] = []
    var next = 0
    while next < runs.count {
      let start = next
      next += 1
      guard let length = length(of: runs[start...].prefix(3), numbers, taken) else { continue }
      next = start + length
      let groups = runs[start..<next].flatMap(\.groups)
      findings.append(
        RawFinding(
          type: .mobilePhone, confidence: 0.6,
          words: Array(Set(groups.map(\.place))).sorted(), digits: groups.flatMap(\.values),
          pieces: groups.map(RawFinding.WordPiece.init)))
    }
    return findings
  }

  /// How many of `runs` are one number; nil where none is.
  private static func length(
    of runs: ArraySlice<DigitRun>, _ numbers: SpokenNumbers, _ taken: Set<RawFinding.WordPiece>
  ) -> Int? {
    guard let first = runs.first, first.values.starts(with: [0, 1]), isFree(first, taken) else {
      return nil
    }
    var digits = first.values
    var last = first
    for (offset, run) in runs.dropFirst().enumerated() {
      guard isFree(run, taken), isNear(last, run, numbers) else { return nil }
      digits += run.values
      if isMobile(digits) { return offset + 2 }
      last = run
    }
    return nil
  }

  private static func isFree(_ run: DigitRun, _ taken: Set<RawFinding.WordPiece>) -> Bool {
    !run.groups.contains { taken.contains(.init($0)) }
  }

  /// Whether a word or two that are short, and no number, are all that lies between the runs.
  private static func isNear(_ run: DigitRun, _ next: DigitRun, _ numbers: SpokenNumbers) -> Bool {
    guard let last = run.groups.last?.place, let first = next.groups.first?.place,
      last.utterance == first.utterance, last.word < first.word,
      first.word - last.word <= 2 * mostWords + 1
    else { return false }
    var words = 0
    for word in (last.word + 1)..<first.word {
      switch numbers.readings[last.utterance][word].role {
      case .text:
        words += 1
        guard numbers.words[last.utterance][word].count <= longestWord else { return false }
      case .filler: break
      case .numeral, .correction, .repetition: return false
      }
    }
    return words <= mostWords
  }

  /// 010 and eight digits; 011, 016 to 019 and seven or eight.
  private static func isMobile(_ digits: [UInt8]) -> Bool {
    guard digits.count >= 3, digits[0] == 0, digits[1] == 1 else { return false }
    switch digits[2] {
    case 0: return digits.count == 11
    case 1, 6...9: return digits.count == 11 || digits.count == 10
    default: return false
    }
  }
}
