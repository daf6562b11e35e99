/// One numeral inside a word: a digit, a place value, or a sign between digits.
struct NumeralToken {
  enum Kind {
    case digit(UInt8, isWritten: Bool)
    /// A place value: 10, 100, 1000, 10,000, 100,000,000.
    case unit(Int)
    /// A sign or a joint between digits.
    case joint
    /// Digits in groups of three with commas between: a quantity, never a number to call.
    case grouped(Int?)
  }

  var kind: Kind
  var range: Range<Int>
  var certainty = ReadDigit.Certainty.certain

  /// All numerals from `start` on, up to the first scalar that belongs to none; joints at the end included.
  static func all(in word: [Unicode.Scalar], from start: Int, to end: Int) -> [NumeralToken] {
    var tokens: [NumeralToken] = []
    var index = start
    while index < end, let token = next(in: word, at: index, to: end, isFirst: tokens.isEmpty) {
      tokens.append(token)
      index = token.range.upperBound
    }
    return tokens
  }

  private static func next(
    in word: [Unicode.Scalar], at index: Int, to end: Int, isFirst: Bool
  ) -> NumeralToken? {
    let scalar = word[index]
    if PlainScalars.isDigit(scalar) {
      if let grouped = groupedNumber(in: word, at: index, to: end) { return grouped }
      let value = UInt8(scalar.value - 0x30)
      return NumeralToken(kind: .digit(value, isWritten: true), range: index..<(index + 1))
    }
    if let entries = NumberLexicon.koreanDigits[scalar] {
      for entry in entries where word.holds(entry.word, at: index) {
        let range = index..<(index + entry.word.count)
        guard range.upperBound <= end else { continue }
        return NumeralToken(kind: .digit(entry.value, isWritten: false), range: range)
      }
    }
    if let unit = NumberLexicon.units[scalar] {
      return NumeralToken(kind: .unit(unit), range: index..<(index + 1))
    }
    guard !isFirst else { return nil }
    if NumberLexicon.separators.contains(scalar) {
      return NumeralToken(kind: .joint, range: index..<(index + 1))
    }
    for joint in NumberLexicon.joints where word.holds(joint, at: index) {
      guard index + joint.count <= end else { continue }
      return NumeralToken(kind: .joint, range: index..<(index + joint.count))
    }
    return nil
  }

  /// `1,234,567` from `index` on.
  private static func groupedNumber(
    in word: [Unicode.Scalar], at index: Int, to end: Int
  ) -> NumeralToken? {
    if index > 0, PlainScalars.isDigit(word[index - 1]) { return nil }
    var lengths: [Int] = []
    var position = index
    var digits: [Unicode.Scalar] = []
    while true {
      let first = position
      while position < end, PlainScalars.isDigit(word[position]) {
        digits.append(word[position])
        position += 1
      }
      lengths.append(position - first)
      guard position + 1 < end, word[position] == ",", PlainScalars.isDigit(word[position + 1])
      else { break }
      position += 1
    }
    guard lengths.count > 1, (1...3).contains(lengths[0]),
      lengths.dropFirst().allSatisfy({ $0 == 3 })
    else { return nil }
    let value = digits.count > 15 ? nil : digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    return NumeralToken(kind: .grouped(value), range: index..<position)
  }

  // MARK: What several are together

  /// The tokens between joints, joints left out.
  static func stretches(of tokens: [NumeralToken]) -> [[NumeralToken]] {
    tokens.split { if case .joint = $0.kind { true } else { false } }.map(Array.init)
  }

  /// The digits among `tokens`.
  static func digits(of tokens: [NumeralToken]) -> [ReadDigit] {
    tokens.flatMap { token -> [ReadDigit] in
      switch token.kind {
      case .digit(let value, let isWritten):
        [ReadDigit(value, isWritten: isWritten, certainty: token.certainty)]
      case .grouped(let value):
        // Too large for a quantity that anybody names: as it is written.
        String(value ?? 0).utf8.map { ReadDigit($0 - 0x30, isWritten: true) }
      case .unit, .joint: []
      }
    }
  }

  /// The value of numerals with place values (천이백삼십, 3만 5천) or of digits alone; nil above
  /// 10^15. What is read as an ending is left out.
  static func value(of tokens: [NumeralToken]) -> Int? {
    var total = 0
    var section = 0
    var figure: Int?
    for token in tokens where token.certainty != .unlikely {
      switch token.kind {
      case .digit(let value, _): figure = (figure ?? 0) * 10 + Int(value)
      case .grouped(let value): figure = value
      case .unit(let unit) where unit < 10_000:
        section += (figure ?? 1) * unit
        figure = nil
      case .unit(let unit):
        let part = section + (figure ?? 0)
        total += max(1, part) * unit
        section = 0
        figure = nil
      case .joint: break
      }
      if max(total, section, figure ?? 0) > 1_000_000_000_000_000 { return nil }
    }
    return total + section + (figure ?? 0)
  }

  /// The day that 십이일 or 오일 is behind a month, or 12일 anywhere: the last 일 is then the counter.
  static func day(
    in tokens: [NumeralToken], tail: [Unicode.Scalar], after previous: Counter?
  ) -> (value: Int, count: Int)? {
    var tokens = tokens
    // 이십삼일이에요: the last 이 is the ending's.
    weigh(&tokens, tail: tail)
    while let last = tokens.last, last.certainty == .unlikely || isJoint(last) {
      tokens.removeLast()
    }
    guard tokens.count >= 2, case .digit(1, false)? = tokens.last?.kind,
      tail.isEmpty || NumberLexicon.endings.contains(tail),
      !tokens.contains(where: { if case .joint = $0.kind { true } else { false } })
    else { return nil }
    let rest = Array(tokens.dropLast())
    let isWritten = rest.allSatisfy { if case .digit(_, true) = $0.kind { true } else { false } }
    guard previous == .month || isWritten && rest.count <= 2, let value = value(of: rest),
      (1...31).contains(value)
    else { return nil }
    return (value, rest.count)
  }

  private static func isJoint(_ token: NumeralToken) -> Bool {
    if case .joint = token.kind { true } else { false }
  }

  /// Marks the digits that may be an ending: the 이 of 오육칠팔이요, the 구 of 오사구요.
  static func weigh(_ tokens: inout [NumeralToken], tail: [Unicode.Scalar]) {
    while case .joint? = tokens.last?.kind, tokens.count > 1 {
      // 이에요: what was taken for a joint belongs to the ending.
      guard tail.first == "요", case .digit(2, false) = tokens[tokens.count - 2].kind,
        tokens.count > 2
      else { return }
      tokens[tokens.count - 2].certainty = .unlikely
      tokens.removeLast()
      return
    }
    guard let last = tokens.last else { return }
    if tokens.count == 1 {
      weighAlone(&tokens[0], tail: tail)
      return
    }
    let index = tokens.count - 1
    switch last.kind {
    case .digit(2, false) where tail.isEmpty: tokens[index].certainty = .likely
    case .digit(2, false) where NumberLexicon.afterCopula.contains(tail):
      tokens[index].certainty = .unlikely
    case .digit(9, false) where tail == ["요"]:
      guard case .digit(let before, _) = tokens[index - 1].kind else { return }
      // 구요 follows a vowel; behind 일 삼 육 칠 팔 공 it is 이구요, so a bare 구 is the digit.
      if [2, 4, 5, 9].contains(before) { tokens[index].certainty = .unlikely }
      if before == 2, tokens.count > 2 { tokens[index - 1].certainty = .likely }
    default: break
    }
  }

  /// 이요, 이라고, 구요 as words of their own are endings, unless a number that is spelled goes on with them.
  private static func weighAlone(_ token: inout NumeralToken, tail: [Unicode.Scalar]) {
    guard case .digit(let value, false) = token.kind, value == 2 || value == 9 && tail == ["요"],
      NumberLexicon.afterCopula.contains(tail)
    else { return }
    token.certainty = .unlikely
  }
}
