internal import SpeechTimeline

// Negators.
extension ScriptMatch {
  /// Words behind the last one found that may still deny it: 가능하지 | 않습니다.
  private static let wordsBehind = 2
  /// As many where they speak of the sentence: 라고 말씀드리면 안 됩니다.
  private static let wordsBehindQuote = 4

  mutating func compareNegators(_ alignment: ScriptAlignment) {
    guard !range.isEmpty else { return }
    var said = [Int](repeating: 0, count: pattern.clauseCount)
    let words = denyingWords()
    let heard = speech.negators.filter { negator in
      words.contains(speech.wordOf[negator.lowerBound])
        && !isPartOfContent(negator, alignment)
    }
    for negator in heard { said[clause(of: negator.lowerBound, alignment)] += 1 }
    // A negator that was said as the script has it counts where the analysis of speech did not see it: run together
    // with other words it may not be one to see.
    for negator in pattern.negatorLetters {
      let places = negator.compactMap { row in
        alignment.rows.indices.first { alignment.rows[$0] == row && alignment.isSame[$0] }
      }.map { $0 + alignment.range.lowerBound }
      guard let first = places.first, let last = places.last, places.count == negator.count,
        !heard.contains(where: { $0.overlaps(first...last) })
      else { continue }
      said[pattern.clauses[negator.lowerBound]] += 1
    }
    negatorsAgree = said == pattern.negators
  }

  /// Whether what looks like a negator in speech is a piece of a word of the sentence: 안 in 안 내해 드리겠습니다.
  private func isPartOfContent(
    _ negator: ClosedRange<Int>, _ alignment: ScriptAlignment
  ) -> Bool {
    negator.allSatisfy { at in
      let offset = at - alignment.range.lowerBound
      guard alignment.rows.indices.contains(offset), alignment.isSame[offset] else { return false }
      let row = alignment.rows[offset]
      return pattern.weights[row] > ScriptPattern.contentWeight
        && !pattern.negatorLetters.contains { $0.contains(row) }
    }
  }

  /// The words found, with such before and behind them as may turn their meaning.
  private func denyingWords() -> ClosedRange<Int> {
    var first = speech.wordOf[range.lowerBound]
    var last = speech.wordOf[range.upperBound - 1]
    if first > 0, Self.denyAhead.contains(speech.words[first - 1].core) { first -= 1 }
    let longestGap = Int(configuration.passageGapSeconds * 1000)
    let next = last + 1 < speech.words.count ? speech.words[last + 1].core : ""
    let isQuoted = Self.isQuoted(before: next)
    for step in 0..<(isQuoted ? Self.wordsBehindQuote : Self.wordsBehind) {
      let word = speech.words[last]
      guard last + 1 < speech.words.count, word.mark != .full, word.mark != .question,
        !KoreanQuestions.closes(word.core) || (isQuoted && step == 0),
        speech.words[last + 1].span.start - word.span.end <= longestGap
      else { break }
      last += 1
    }
    return first...last
  }

  /// Clause of the pattern that a sound of speech is aligned with; of sounds outside, the nearest.
  private func clause(of place: Int, _ alignment: ScriptAlignment) -> Int {
    guard !alignment.range.isEmpty else { return 0 }
    let inside = min(max(place, alignment.range.lowerBound), alignment.range.upperBound - 1)
    return pattern.clauses[alignment.rows[inside - alignment.range.lowerBound]]
  }

  private static let denyAhead: Set<String> = ["안", "못", "not", "never", "don't", "no"]
}

// Numbers.
extension ScriptMatch {
  /// Whether a number was said as it is, in its place or, with its unit, at another.
  func isExact(_ number: Range<Int>, _ alignment: ScriptAlignment) -> Bool {
    guard !number.isEmpty else { return true }
    if alignment.letterCosts[number].allSatisfy({ $0 == 0 }),
      let offset = alignment.rows.firstIndex(of: number.lowerBound)
    {
      let first = alignment.range.lowerBound + offset
      guard !isContinued(at: first + number.count, behind: number) else { return false }
      // What stands before it in speech stands before it in the sentence.
      let isInPlace =
        offset > 0 && alignment.isSame[offset - 1]
        && alignment.rows[offset - 1] == number.lowerBound - 1
      return isInPlace || isWholeNumber(at: first, number)
    }
    let withUnit = number.lowerBound..<min(pattern.letters.count, number.upperBound + 2)
    guard range.count >= withUnit.count else { return false }
    return (range.lowerBound...(range.upperBound - withUnit.count)).contains { start in
      speech.letters[start..<(start + withUnit.count)] == pattern.letters[withUnit]
        && isWholeNumber(at: start, number)
    }
  }

  /// Whether a numeral that the sentence does not have follows: 칠 in 칠십.
  private func isContinued(at next: Int, behind number: Range<Int>) -> Bool {
    guard next < speech.letters.count else { return false }
    let asWritten = pattern.letters[number.upperBound...].prefix(2)
    if !asWritten.isEmpty, speech.letters[next...].starts(with: asWritten) { return false }
    let word = speech.wordOf[next]
    let inside = speech.wordOf[..<next].reversed().prefix { $0 == word }.count
    let numerals = SpokenLetters.of(SpokenNumerals.numerals(at: speech.words[word].spoken))
    return numerals.count > inside
  }

  /// Whether no other numeral stands before the number found: 칠 일 in 십칠 일.
  private func isWholeNumber(at first: Int, _ number: Range<Int>) -> Bool {
    let word = speech.wordOf[first]
    let inside = speech.wordOf[..<first].reversed().prefix { $0 == word }.count
    if inside > 0 {
      let before = speech.letters[(first - inside)..<first]
      let numerals = SpokenLetters.of(SpokenNumerals.numerals(at: speech.words[word].spoken))
      return !(numerals.count > inside && numerals.starts(with: before))
    }
    let isContinued = pattern.words.contains {
      $0.number.upperBound == number.lowerBound && !$0.number.isEmpty
    }
    return isContinued || word == 0 || !SpokenNumerals.isNumeral(speech.words[word - 1].spoken)
  }
}
