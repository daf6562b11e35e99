internal import SpeechTimeline
internal import SpokenText

/// Finds the digits that answer a question for personal data, whatever they were heard as.
struct Answers {
  /// - Parameters:
  ///   - taken: pieces that are found already.
  ///   - settled: utterances in which a number that was found surely ends: what is asked for is said then.
  static func all(
    in windows: [QuestionWindow], _ utterances: [Utterance], _ numbers: SpokenNumbers,
    _ contexts: [UtteranceContext], _ answers: [AnswerNumbers],
    taken: Set<RawFinding.WordPiece>, settled: Set<Int>
  ) -> [RawFinding] {
    let reader = Answers(
      utterances: utterances, numbers: numbers, contexts: contexts, answers: answers,
      groups: groups(numbers, taken), settled: settled)
    var done: Set<Int> = []
    var findings: [RawFinding] = []
    for window in windows where window.kinds != [.email] {
      reader.read(window, &done, into: &findings)
    }
    return findings
  }

  private let utterances: [Utterance]
  private let numbers: SpokenNumbers
  private let contexts: [UtteranceContext]
  private let answers: [AnswerNumbers]
  private let groups: [Int: [(group: DigitGroup, length: Int)]]
  private let settled: Set<Int>

  /// What is known of a window's answer while its utterances are read.
  private struct State {
    var hasAnswer = false
    /// Whether an answer was found that is surely whole.
    var isSettled = false
    /// Numbers of place values that were answered: the asker reads them back.
    var said: Set<Int> = []
    /// Who has just named the number of an order, to say it next: 네 승인번호는.
    var announcers: Set<Int> = []
  }

  private func read(
    _ window: QuestionWindow, _ done: inout Set<Int>, into findings: inout [RawFinding]
  ) {
    var state = State()
    for index in window.utterances {
      let isAsker = utterances[index].speaker == window.asker
      if isImpersonal(index, &state) { continue }
      let holdsAnswer =
        answers[index].isAnswer || numbers.readings[index].contains(where: \.holdsDigits)
      if !isAsker || state.hasAnswer {
        let stretches = stretches(of: index, window, &state)
        let words = stretches.flatMap(\.words)
        let beside = Set(stretches.flatMap(\.allWords))
        let least = least(index, state)
        let found = (groups[index] ?? [])
          .filter { $0.length >= least || beside.contains($0.group.place.word) }.map(\.group)
        let dates = window.asksForDate && !isAsker ? Self.dateWords(numbers.readings[index]) : []
        if !(found.isEmpty && dates.isEmpty && words.isEmpty), done.insert(index).inserted {
          let digits = stretches.reduce(0) { $0 + $1.digits }
          findings.append(Self.finding(found, digits, others: dates + words, of: index))
        }
      }
      if !isAsker, holdsAnswer { state.hasAnswer = true }
      if settled.contains(index) { state.isSettled = true }
    }
  }

  /// Whether an utterance names the number of an order or the like, or goes on where that was named.
  private func isImpersonal(_ index: Int, _ state: inout State) -> Bool {
    let speaker = utterances[index].speaker
    let isAnnounced = state.announcers.remove(speaker) != nil
    let context = contexts[index]
    guard context.hits.contains(where: { $0.kind == .impersonal }) else { return isAnnounced }
    if context.asksImpersonally, !context.isQuestion,
      !numbers.readings[index].contains(where: \.holdsDigits)
    {
      state.announcers.insert(speaker)
    }
    return true
  }

  /// The digits in a row that are an answer. Nothing but digits is one, however few; among other words four
  /// in a row are, or three where what was asked for is named. After an answer that is sure only bare digits
  /// are, three at least.
  private func least(_ index: Int, _ state: State) -> Int {
    if answers[index].isBare { return state.isSettled ? 3 : 1 }
    if state.isSettled { return .max }
    return contexts[index].hits.contains { $0.kind.isPersonal } ? 3 : 4
  }

  /// Numbers of place values and English ones that are an answer: all of an utterance that is nothing else;
  /// among other words those beside another number; and what was answered, said again. After an answer that
  /// is sure none is: they are amounts then.
  private func stretches(
    of index: Int, _ window: QuestionWindow, _ state: inout State
  ) -> [AnswerNumbers.Stretch] {
    var found: [AnswerNumbers.Stretch] = []
    let isNamed = contexts[index].hits.contains { $0.kind.isPersonal }
    for stretch in answers[index].stretches {
      let isBare = answers[index].isBare
      let isDated = window.asksForDate && (isBare || isNamed)
      let isWhole =
        stretch.isDate
        ? isDated
        : isBare || stretch.allWords.count > 1 && stretch.digits >= (isNamed ? 3 : 4)
      if isWhole, !state.isSettled {
        found.append(stretch)
        state.said.formUnion(stretch.values.values.filter { $0 >= 100 })
        continue
      }
      let again = stretch.values.filter { state.said.contains($0.value) }.keys
      guard !again.isEmpty else { continue }
      found.append(
        AnswerNumbers.Stretch(words: again.sorted(), digits: stretch.digits, isDate: false))
    }
    return found
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

  /// - Parameters:
  ///   - count: digits of the numbers that no group holds.
  ///   - others: words of days and of numbers that no group holds.
  private static func finding(
    _ groups: [DigitGroup], _ count: Int, others: [Int], of utterance: Int
  ) -> RawFinding {
    let digits = groups.reduce(count) { $0 + $1.values.count }
    var words = Set(groups.map(\.place.word) + others)
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
