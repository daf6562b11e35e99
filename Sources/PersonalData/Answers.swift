internal import SpeechTimeline
internal import SpokenText

/// Finds the digits that answer a question for personal data, whatever they were heard as.
struct Answers {
  /// - Parameter taken: pieces that are found already.
  static func all(
    in windows: [QuestionWindow], _ utterances: [Utterance], _ numbers: SpokenNumbers,
    _ contexts: [UtteranceContext], taken: Set<RawFinding.WordPiece>
  ) -> [RawFinding] {
    var byUtterance: [Int: [DigitGroup]] = [:]
    for run in numbers.runs {
      for group in run.groups where !taken.contains(.init(group)) {
        byUtterance[group.place.utterance, default: []].append(group)
      }
    }
    var done: Set<Int> = []
    var findings: [RawFinding] = []
    for window in windows {
      var hasAnswer = false
      for index in window.utterances {
        let isAsker = utterances[index].speaker == window.asker
        let groups = byUtterance[index] ?? []
        let digits = groups.reduce(0) { $0 + $1.values.count }
        let isAnswer =
          isAsker
          ? hasAnswer && digits >= 2
          : digits >= 3 || digits > 0 && (hasAnswer || isBare(numbers.readings[index]))
        if contexts[index].hits.contains(where: { $0.kind == .impersonal }) { continue }
        if !isAsker, numbers.readings[index].contains(where: { $0.role == .numeral }) {
          hasAnswer = true
        }
        guard isAnswer, done.insert(index).inserted else { continue }
        findings.append(finding(groups, digits: digits, of: index, numbers))
      }
    }
    return findings
  }

  /// Whether an utterance is nothing but numbers and what may stand between their digits.
  private static func isBare(_ readings: [WordReading]) -> Bool {
    readings.allSatisfy { $0.role != .text }
  }

  private static func finding(
    _ groups: [DigitGroup], digits: Int, of utterance: Int, _ numbers: SpokenNumbers
  ) -> RawFinding {
    var words = Set(groups.map(\.place.word))
    // A word or two between digits is a digit that was heard as something else: 공일공 이리 삼사.
    if let first = words.min(), let last = words.max() {
      var gap: [Int] = []
      for word in first...last {
        if words.contains(word) {
          if gap.count <= 2 { words.formUnion(gap) }
          gap = []
        } else {
          gap.append(word)
        }
      }
    }
    return RawFinding(
      type: .answer, confidence: digits >= 3 ? 0.7 : 0.5,
      words: words.sorted().map { WordPlace(utterance: utterance, word: $0) },
      digits: groups.flatMap(\.values), pieces: groups.map(RawFinding.WordPiece.init))
  }
}
