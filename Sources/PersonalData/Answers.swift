internal import SpeechTimeline
internal import SpokenText

/// Finds the digits that answer a question for personal data, whatever they were heard as.
struct Answers {
  /// - Parameters:
  ///   - taken: pieces that are found already.
  ///   - settled: utterances in which a number that was found surely ends: what is asked for is said then.
  static func all(
    in windows: [QuestionWindow], _ utterances: [Utterance], _ numbers: SpokenNumbers,
    _ contexts: [UtteranceContext], taken: Set<RawFinding.WordPiece>, settled: Set<Int>
  ) -> [RawFinding] {
    let byUtterance = groups(numbers, taken)
    var done: Set<Int> = []
    var findings: [RawFinding] = []
    for window in windows where window.kinds != [.email] {
      var hasAnswer = false
      var isSettled = false
      for index in window.utterances {
        let isAsker = utterances[index].speaker == window.asker
        let readings = numbers.readings[index]
        if contexts[index].hits.contains(where: { $0.kind == .impersonal }) { continue }
        defer {
          if !isAsker, readings.contains(where: \.holdsDigits) { hasAnswer = true }
          if settled.contains(index) { isSettled = true }
        }
        if isAsker, !hasAnswer { continue }
        // Nothing but digits is an answer, however few; among other words four in a row are, or three where
        // what was asked for is named. After an answer that is sure only bare digits are, three at least.
        let isNamed = contexts[index].hits.contains { $0.kind.isPersonal }
        let least = isBare(readings) ? (isSettled ? 3 : 1) : isSettled ? .max : isNamed ? 3 : 4
        let found = (byUtterance[index] ?? []).filter { $0.length >= least }.map(\.group)
        let dates = window.asksForDate && !isAsker ? dateWords(readings) : []
        guard !found.isEmpty || !dates.isEmpty, done.insert(index).inserted else { continue }
        findings.append(finding(found, dates: dates, of: index))
      }
    }
    return findings
  }

  /// The groups that are not found yet, by utterance, each with the digits of its run in that utterance.
  private static func groups(
    _ numbers: SpokenNumbers, _ taken: Set<RawFinding.WordPiece>
  ) -> [Int: [(group: DigitGroup, length: Int)]] {
    var found: [Int: [(group: DigitGroup, length: Int)]] = [:]
    for run in numbers.runs {
      var lengths: [Int: Int] = [:]
      for group in run.groups { lengths[group.place.utterance, default: 0] += group.values.count }
      for group in run.groups where !taken.contains(.init(group)) {
        found[group.place.utterance, default: []]
          .append((group, lengths[group.place.utterance] ?? 0))
      }
    }
    return found
  }

  /// Whether an utterance is nothing but numbers and what may stand between their digits.
  private static func isBare(_ readings: [WordReading]) -> Bool {
    readings.allSatisfy { $0.role != .text && !$0.beginsWithText && !$0.endsWithText }
  }

  /// Words of days, months and years in an utterance that holds nothing else: 이칠년 공오월이요.
  private static func dateWords(_ readings: [WordReading]) -> [Int] {
    guard isBare(readings) else { return [] }
    return readings.indices.filter { word in
      readings[word].items.contains { item in
        guard case .quantity(_, let counter) = item.item else { return false }
        return counter != .other
      }
    }
  }

  private static func finding(
    _ groups: [DigitGroup], dates: [Int], of utterance: Int
  ) -> RawFinding {
    let digits = groups.reduce(0) { $0 + $1.values.count }
    var words = Set(groups.map(\.place.word) + dates)
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
