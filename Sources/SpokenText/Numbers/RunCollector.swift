internal import SpeechTimeline

/// Joins the digits of words into runs.
struct RunCollector {
  private let utterances: [Utterance]
  private let words: [[[Unicode.Scalar]]]
  private let readings: [[WordReading]]
  private let order: [Int]
  private let configuration: NumberReaderConfiguration

  /// Nobody says more groups in one go; longer runs are cut.
  private static let mostGroups = 128

  private var done: [DigitRun] = []
  private var open: DigitRun?
  /// End of the last digit's word, milliseconds.
  private var lastEnd = 0
  private var letter: (scalar: Unicode.Scalar, place: WordPlace)?
  private var isCorrected = false
  private var repetition = 1

  init(
    _ utterances: [Utterance], _ words: [[[Unicode.Scalar]]], _ readings: [[WordReading]],
    _ order: [Int],
    _ configuration: NumberReaderConfiguration
  ) {
    self.utterances = utterances
    self.words = words
    self.readings = readings
    self.order = order
    self.configuration = configuration
  }

  /// The runs of one speaker's words; for nil of everyone's, as though one person said them, what one
  /// says over again of the other's digits left out.
  mutating func runs(of speaker: Int?) -> [DigitRun] {
    done = []
    close()
    for index in order {
      let utterance = utterances[index]
      if let speaker, utterance.speaker != speaker {
        if !isAside(index) { close() }
        continue
      }
      if !goesOn(index) { close() }
      for word in utterance.words.indices { take(index, word, joining: speaker == nil) }
    }
    close()
    return done
  }

  /// Whether what another says leaves a number open: few words, none of which asks for something else.
  private func isAside(_ index: Int) -> Bool {
    let text = readings[index].indices.filter { readings[index][$0].role == .text }
    guard text.count <= configuration.longestAside else { return false }
    return !text.contains { word in
      NumberLexicon.otherNames.contains { words[index][word].starts(with: $0) }
    }
  }

  /// Whether an utterance can go on with a number: it begins with three digits or more, or is nothing but
  /// digits. 이사 가요 is no part of a number that was said before it.
  private func goesOn(_ index: Int) -> Bool {
    var digits = 0
    for reading in readings[index] {
      if reading.role == .text || reading.beginsWithText { return digits == 0 || digits >= 3 }
      for entry in reading.items {
        if case .digits(let found) = entry.item { digits += found.count(where: \.counts) }
      }
      if reading.endsWithText { return digits >= 3 }
    }
    return true
  }

  private mutating func close() {
    if let open { done.append(open) }
    open = nil
    letter = nil
    isCorrected = false
    repetition = 1
  }

  private mutating func take(_ utterance: Int, _ word: Int, joining: Bool) {
    let reading = readings[utterance][word]
    switch reading.role {
    case .text: close()
    case .filler: break
    case .correction: isCorrected = open != nil
    case .repetition(let count): repetition = count
    case .numeral:
      let span = utterances[utterance].words[word].span
      if span.start - lastEnd > configuration.longestGapMilliseconds { close() }
      if reading.beginsWithText || reading.isOrdinal && open?.count ?? 0 < 3 { close() }
      for entry in reading.items {
        take(
          entry.item, entry.numeralRange, WordPlace(utterance: utterance, word: word),
          joining: joining)
      }
      lastEnd = span.end
      if reading.endsWithText || reading.isOrdinal { close() }
    }
  }

  private mutating func take(
    _ item: NumberItem, _ range: Range<Int>, _ place: WordPlace, joining: Bool
  ) {
    switch item {
    case .letter(let found): letter = (found, place)
    case .quantity, .number: close()
    case .digits(let digits):
      var group = DigitGroup(
        digits: digits, place: place, range: range,
        speaker: utterances[place.utterance].speaker, letter: letter?.scalar,
        letterPlace: letter?.place)
      if repetition > 1, let digit = digits.first {
        group.digits = Array(repeating: digit, count: repetition)
      }
      group.corrects = isCorrected
      letter = nil
      isCorrected = false
      repetition = 1
      append(group, joining: joining)
    }
  }

  private mutating func append(_ group: DigitGroup, joining: Bool) {
    guard var run = open, let last = run.groups.last else {
      open = DigitRun(groups: [group])
      return
    }
    open = nil
    if joining, group.speaker != last.speaker,
      run.values.suffix(group.values.count) == group.values[...]
    {
      run.echoes.append(group)
    } else {
      run.groups.append(group)
    }
    open = run
    if run.groups.count + run.echoes.count >= Self.mostGroups { close() }
  }
}
