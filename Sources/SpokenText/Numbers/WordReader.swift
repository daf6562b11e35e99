/// Reads one word: which of its scalars are digits, quantities, letters.
struct WordReader {
  private typealias Token = NumeralToken

  private let word: [Unicode.Scalar]
  /// Behind the last scalar that is no closing punctuation.
  private let end: Int
  private var reading = WordReading()

  /// - Parameters:
  ///   - word: as `PlainScalars` has it.
  ///   - previous: the quantity before this word where there is one, which tells 십이일 (the 12th) from
  ///     a number.
  static func read(_ word: [Unicode.Scalar], after previous: Counter? = nil) -> WordReading {
    let edges = trimmed(word)
    guard !edges.isEmpty else { return WordReading() }
    let first = Int(word[edges.lowerBound].value)
    guard
      first < 0x10000 && NumberLexicon.mayBegin[first] || word.contains(where: PlainScalars.isDigit)
    else { return WordReading() }
    let bare = Array(word[edges])
    if NumberLexicon.corrections.contains(bare) { return WordReading(role: .correction) }
    if let count = NumberLexicon.englishRepeats[bare] {
      return WordReading(role: .repetition(count))
    }
    if let digit = NumberLexicon.englishDigits[bare] {
      let item = NumberItem.digits([ReadDigit(digit, isWritten: false)])
      return WordReading(
        role: .numeral, items: [PlacedItem(item: item, range: edges, numeralRange: edges)])
    }
    if let first = bare.first, first == "생", NumberLexicon.endings.contains(bare) {
      return WordReading(role: .filler, tellsBirth: true)
    }
    if isFiller(bare) { return WordReading(role: .filler) }
    var reader = WordReader(word: word, end: edges.upperBound)
    reader.scan(from: edges.lowerBound, after: previous)
    return reader.reading
  }

  /// June and October lose a sound: 유월, 시월.
  private static let irregularMonths: [(name: [Unicode.Scalar], value: Int)] = [
    (["유", "월"], 6), (["시", "월"], 10),
  ]

  private init(word: [Unicode.Scalar], end: Int) {
    self.word = word
    self.end = end
  }

  private static func trimmed(_ word: [Unicode.Scalar]) -> Range<Int> {
    let isPunctuation: (Unicode.Scalar) -> Bool = {
      $0.value < 0x30 || (0x3A...0x40).contains($0.value) || (0x5B...0x60).contains($0.value)
        || (0x7B...0xBF).contains($0.value) || (0x2010...0x2027).contains($0.value)
        || (0x3001...0x3011).contains($0.value)
    }
    guard let first = word.firstIndex(where: { !isPunctuation($0) }),
      let last = word.lastIndex(where: { !isPunctuation($0) })
    else { return 0..<0 }
    return first..<(last + 1)
  }

  /// Whether `word` joins what is said before and after it: a joint, an assent, a part's name, an ending.
  private static func isFiller(_ word: [Unicode.Scalar]) -> Bool {
    if NumberLexicon.fillers.contains(word) { return true }
    if word.last == "요", NumberLexicon.fillers.contains(word.dropLast()) { return true }
    // An ending on its own: 5678 입니다. 이요 and 구요 may be digits.
    if word.count > 1, word[0] != "이", word[0] != "구", NumberLexicon.endings.contains(word) {
      return true
    }
    return NumberLexicon.parts.contains {
      word.holds($0, at: 0) && NumberLexicon.endings.contains(Array(word[$0.count...]))
    }
  }

  // MARK: The walk over the word

  private mutating func scan(from start: Int, after previous: Counter?) {
    var index = firstNumeral(from: start)
    var previous = previous
    while index < end {
      if let month = Self.irregularMonths.first(where: { word.holds($0.name, at: index) }) {
        append(.quantity(value: month.value, counter: .month), index..<(index + month.name.count))
        previous = .month
        index += month.name.count
        continue
      }
      if let letter = letter(at: index) {
        append(.letter(letter.value), index..<(index + letter.length))
        index += letter.length
        continue
      }
      let tokens = NumeralToken.all(in: word, from: index, to: nextLetter(after: index))
      guard let last = tokens.last else { break }
      let next = close(tokens, last.range.upperBound, &previous)
      guard let next else { break }
      index = next
    }
    if reading.items.isEmpty { reading = WordReading() }
  }

  /// Where numbers begin: at `start`, or at the first Arabic digit behind other text.
  private mutating func firstNumeral(from start: Int) -> Int {
    if letter(at: start) != nil { return start }
    if Self.irregularMonths.contains(where: { word.holds($0.name, at: start) }) { return start }
    if !NumeralToken.all(in: word, from: start, to: end).isEmpty { return start }
    let found = word[start..<end].firstIndex(where: PlainScalars.isDigit) ?? end
    reading.beginsWithText = true
    return found
  }

  /// Where the second letter of a newer passport's number stands (엠일이삼에이사오육칠): behind three digits
  /// that follow a letter; else the word's end.
  private func nextLetter(after index: Int) -> Int {
    guard case .letter? = reading.items.last?.item else { return end }
    let tokens = NumeralToken.all(in: word, from: index, to: end)
    guard tokens.count > 3 else { return end }
    let edge = tokens[2].range.upperBound
    let isLetter = letter(at: edge) != nil && !PlainScalars.isLatin(word[edge])
    return isLetter ? edge : end
  }

  /// A Latin letter or a Korean letter name right before a digit.
  private func letter(at index: Int) -> (value: Unicode.Scalar, length: Int)? {
    guard index < end else { return nil }
    if PlainScalars.isLatin(word[index]) {
      let isSingle =
        (index == 0 || !PlainScalars.isLatin(word[index - 1]))
        && (index + 1 == end || PlainScalars.isDigit(word[index + 1]))
      return isSingle ? (word[index], 1) : nil
    }
    guard PlainScalars.isHangul(word[index]) else { return nil }
    for entry in NumberLexicon.letterNames where word.holds(entry.name, at: index) {
      let behind = index + entry.name.count
      let tokens = NumeralToken.all(in: word, from: behind, to: end)
      let digits = tokens.count { if case .digit = $0.kind { true } else { false } }
      guard behind == end || digits >= 3 else { continue }
      return (entry.letter, entry.name.count)
    }
    return nil
  }

  /// Takes `tokens`, which end at `edge`, with what follows there; returns where to go on, nil for nowhere.
  private mutating func close(
    _ tokens: [NumeralToken], _ edge: Int, _ previous: inout Counter?
  ) -> Int? {
    var tokens = tokens
    let tail = Array(word[edge..<end])
    if let time = clockTime(from: edge) {
      append(.quantity(value: nil, counter: .other), tokens[0].range.lowerBound..<time)
      return time < end ? time : nil
    }
    if let day = NumeralToken.day(in: tokens, tail: tail, after: previous) {
      append(
        .quantity(value: day.value, counter: .day), tokens[0].range.lowerBound..<edge,
        numeral: tokens[0].range.lowerBound..<tokens[day.count - 1].range.upperBound)
      previous = .day
      return finish(tail, at: edge)
    }
    if let found = Counter.found(in: word, at: edge), found.length <= end - edge,
      isCounted(tokens, tail: tail)
    {
      let stretches = NumeralToken.stretches(of: tokens)
      for stretch in stretches.dropLast() { append(stretch: stretch) }
      if let counted = stretches.last {
        append(
          .quantity(value: NumeralToken.value(of: counted), counter: found.counter),
          counted[0].range.lowerBound..<(edge + found.length),
          numeral: counted[0].range.lowerBound..<counted[counted.count - 1].range.upperBound)
      }
      previous = found.counter
      return edge + found.length == end ? nil : finishOrGoOn(edge + found.length)
    }
    NumeralToken.weigh(&tokens, tail: tail)
    guard accepts(tokens, tail: tail) else { return nil }
    reading.isOrdinal = tail.first == "번" && !isLongNumeral(tokens)
    for stretch in NumeralToken.stretches(of: tokens) { append(stretch: stretch) }
    return finish(tail, at: edge)
  }

  /// Behind 12:30, whose colon stands at `edge`; nil where there is none.
  private func clockTime(from edge: Int) -> Int? {
    guard edge + 1 < end, word[edge] == ":", PlainScalars.isDigit(word[edge + 1]) else {
      return nil
    }
    var index = edge
    while index < end, word[index] == ":" || PlainScalars.isDigit(word[index]) { index += 1 }
    return index
  }

  private mutating func finishOrGoOn(_ index: Int) -> Int? {
    if !NumeralToken.all(in: word, from: index, to: end).isEmpty { return index }
    return finish(Array(word[index..<end]), at: index)
  }

  private mutating func finish(_ tail: [Unicode.Scalar], at edge: Int) -> Int? {
    reading.tellsBirth = tail.first == "생" || tail.starts(with: ["년", "생"])
    if edge < end, letter(at: edge) != nil { return edge }
    if tail.isEmpty || NumberLexicon.endings.contains(tail) { return nil }
    reading.endsWithText = true
    return word[edge..<end].firstIndex(where: PlainScalars.isDigit)
  }

  private func isCounted(_ tokens: [NumeralToken], tail: [Unicode.Scalar]) -> Bool {
    if NumberLexicon.endings.contains(tail), tail != ["도"] { return tail.first == "시" }
    return true
  }

  /// Whether tokens before `tail` are numbers: written digits always, said ones where the tail is an
  /// ending or where they are three at least. 사실은, 이사했어요, 구미에서 are none.
  private func accepts(_ tokens: [NumeralToken], tail: [Unicode.Scalar]) -> Bool {
    if tail.isEmpty || NumberLexicon.endings.contains(tail) { return true }
    let digits = tokens.count { if case .digit = $0.kind { true } else { false } }
    let isWritten = tokens.contains { if case .digit(_, true) = $0.kind { true } else { false } }
    return isWritten || digits >= 3
  }

  private func isLongNumeral(_ tokens: [NumeralToken]) -> Bool {
    tokens.count { if case .digit = $0.kind { true } else { false } } >= 3
  }

  private mutating func append(stretch: [NumeralToken]) {
    let range = stretch[0].range.lowerBound..<stretch[stretch.count - 1].range.upperBound
    if stretch.contains(where: { if case .unit = $0.kind { true } else { false } }) {
      append(.number(value: NumeralToken.value(of: stretch)), range)
    } else {
      // What is read as an ending is no part of the numeral.
      let end = stretch.last { $0.certainty != .unlikely }?.range.upperBound ?? range.upperBound
      append(
        .digits(NumeralToken.digits(of: stretch)), range, numeral: range.lowerBound..<end)
    }
  }

  private mutating func append(
    _ item: NumberItem, _ range: Range<Int>, numeral: Range<Int>? = nil
  ) {
    reading.items.append(PlacedItem(item: item, range: range, numeralRange: numeral ?? range))
    reading.role = .numeral
  }
}
