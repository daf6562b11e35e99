internal import SpeechTimeline

/// How well a pattern fits one place of the speech, part by part.
struct ScriptMatch {
  /// Sounds of speech it was found in, widened to moved words.
  private(set) var range: Range<Int>
  /// 0 to 1.
  private(set) var similarity: Float = 0
  /// Of each clause, 0 to 1.
  private(set) var clauseSimilarities: [Float] = []
  /// Of the content of each word, 0 to 1.
  private(set) var wordSimilarities: [Float] = []
  /// Whether as many negators were said as the sentence has, clause by clause.
  private(set) var negatorsAgree = true
  /// Whether every number was said as the sentence has it.
  private(set) var numbersAgree = true
  /// Whether a word's contrary was said instead of it.
  private(set) var contradicts = false

  /// Words of the pattern.
  var words: [ScriptPattern.Word] { pattern.words }

  private let pattern: ScriptPattern
  private let speech: SpeechLetters
  private let configuration: ScriptConfiguration

  /// Aligns a pattern inside `window` of the speech, all of one passage.
  init(
    _ pattern: ScriptPattern, _ speech: SpeechLetters, _ window: Range<Int>,
    _ configuration: ScriptConfiguration, scratch: inout ScriptAlignmentScratch
  ) {
    self.pattern = pattern
    self.speech = speech
    self.configuration = configuration
    var alignment = ScriptAlignment(
      pattern, in: speech.letters[window], confusionShare: Float(configuration.confusionShare),
      scratch: &scratch)
    range = alignment.range
    weigh(&alignment, window)
    numbersAgree = pattern.words.allSatisfy { isExact($0.number, alignment) }
    compareNegators(alignment)
    let said = range.isEmpty ? [] : Array(Set(range.map { speech.wordOf[$0] })).sorted()
    contradicts = Opposites.contradict(
      pattern.opposites, Opposites.found(in: said.map { speech.words[$0].spoken }))
  }

  private mutating func weigh(_ alignment: inout ScriptAlignment, _ window: Range<Int>) {
    var clauseCosts = alignment.insertionCosts
    var clauseWeights = [Float](repeating: 0, count: pattern.clauseCount)
    var taken = Set<Int>()
    for (offset, isSame) in alignment.isSame.enumerated() where isSame {
      if pattern.weights[alignment.rows[offset]] > ScriptPattern.contentWeight {
        taken.insert(alignment.range.lowerBound + offset)
      }
    }
    var words = pattern.words.map { word in contentCost(word, alignment) }
    for (index, word) in pattern.words.enumerated() {
      moved(word, cost: &words[index], &alignment, window, &taken)
      wordSimilarities.append(
        word.contentWeight > 0 ? max(0, 1 - words[index] / word.contentWeight) : 1)
    }
    for row in pattern.letters.indices {
      clauseWeights[pattern.clauses[row]] += pattern.weights[row]
      clauseCosts[pattern.clauses[row]] += alignment.letterCosts[row]
    }
    clauseSimilarities = zip(clauseCosts, clauseWeights).map { $1 > 0 ? max(0, 1 - $0 / $1) : 1 }
    let cost = clauseCosts.reduce(0, +)
    similarity = pattern.weight > 0 ? max(0, 1 - cost / pattern.weight) : 0
  }

  private func contentCost(_ word: ScriptPattern.Word, _ alignment: ScriptAlignment) -> Float {
    word.letters.reduce(0) { sum, row in
      pattern.weights[row] > ScriptPattern.contentWeight ? sum + alignment.letterCosts[row] : sum
    }
  }
}

// A word that was said at another place.
extension ScriptMatch {
  /// Similarity from which a word that stands elsewhere is the same word.
  private static let leastMovedSimilarity: Float = 0.75
  /// Words that stand in their place at least so well are not sought elsewhere.
  private static let placedSimilarity: Float = 0.6

  /// Looks for a telling word that is not in its place nearby, among sounds that no other word has taken; where it
  /// is found the cost of its place falls to what the difference and the move cost.
  private mutating func moved(
    _ word: ScriptPattern.Word, cost: inout Float, _ alignment: inout ScriptAlignment,
    _ window: Range<Int>, _ taken: inout Set<Int>
  ) {
    guard word.isTelling, cost > (1 - Self.placedSimilarity) * word.contentWeight else { return }
    let content = word.letters.filter { pattern.weights[$0] > ScriptPattern.contentWeight }.map {
      pattern.letters[$0]
    }
    let clause = pattern.clauses.count(where: { $0 == word.clause })
    let near =
      max(
        window.lowerBound, alignment.range.lowerBound - clause)..<min(
        window.upperBound, alignment.range.upperBound + clause)
    guard let found = place(of: content, in: near, taken) else { return }
    let share = (1 - found.similarity) + Float(configuration.reorderShare)
    let newCost = share * word.contentWeight
    guard newCost < cost else { return }
    for row in word.letters where pattern.weights[row] > ScriptPattern.contentWeight {
      alignment.letterCosts[row] = pattern.weights[row] * share
    }
    // What was paid for the word as something said in addition is no longer due.
    let inside = found.range.clamped(to: alignment.range)
    for at in inside where !alignment.isSame[at - alignment.range.lowerBound] {
      let row = alignment.rows[at - alignment.range.lowerBound]
      let clause = pattern.clauses[row]
      alignment.insertionCosts[clause] = max(
        0, alignment.insertionCosts[clause] - pattern.insertions[row + 1])
    }
    cost = newCost
    taken.formUnion(found.range)
    range =
      min(
        range.lowerBound, found.range.lowerBound)..<max(
        range.upperBound, found.range.upperBound)
  }

  /// The best place of a word's content by the sounds they share on a diagonal; nil below `leastMovedSimilarity`.
  private func place(
    of content: [UInt8], in near: Range<Int>, _ taken: Set<Int>
  ) -> (range: Range<Int>, similarity: Float)? {
    guard near.count >= content.count else { return nil }
    var best: (range: Range<Int>, similarity: Float)?
    for start in near.lowerBound...(near.upperBound - content.count) {
      var cost: Float = 0
      for offset in content.indices {
        let at = start + offset
        cost +=
          taken.contains(at)
          ? 1
          : LetterConfusion.share(
            content[offset], speech.letters[at], Float(configuration.confusionShare))
      }
      let similarity = 1 - cost / Float(content.count)
      if similarity >= Self.leastMovedSimilarity, similarity > best?.similarity ?? 0 {
        best = (start..<(start + content.count), similarity)
      }
    }
    return best
  }
}

// Negators.
extension ScriptMatch {
  /// Words behind the last one found that may still deny it: 가능하지 | 않습니다.
  private static let wordsBehind = 2

  private mutating func compareNegators(_ alignment: ScriptAlignment) {
    guard !range.isEmpty else { return }
    var said = [Int](repeating: 0, count: pattern.clauseCount)
    let words = denyingWords()
    for word in words where speech.negators[word] > 0 {
      said[clause(ofWord: word, alignment)] += speech.negators[word]
    }
    negatorsAgree =
      said.reduce(0, +) == pattern.negators.reduce(0, +)
      && zip(said, pattern.negators).allSatisfy { ($0 == 0) == ($1 == 0) }
  }

  /// The words found, with such before and behind them as may turn their meaning.
  private func denyingWords() -> ClosedRange<Int> {
    var first = speech.wordOf[range.lowerBound]
    var last = speech.wordOf[range.upperBound - 1]
    if first > 0, Self.denyAhead.contains(speech.words[first - 1].core) { first -= 1 }
    for _ in 0..<Self.wordsBehind {
      let word = speech.words[last]
      guard last + 1 < speech.words.count, word.mark != .full, word.mark != .question,
        !KoreanQuestions.closes(word.core),
        speech.words[last + 1].span.start - word.span.end
          <= Int(configuration.passageGapSeconds * 1000)
      else { break }
      last += 1
    }
    return first...last
  }

  /// Clause of the pattern that a word of speech is aligned with; of words outside, the nearest.
  private func clause(ofWord word: Int, _ alignment: ScriptAlignment) -> Int {
    guard !alignment.range.isEmpty else { return 0 }
    let letters = alignment.range.filter { speech.wordOf[$0] == word }
    guard let first = letters.first else {
      return word < speech.wordOf[alignment.range.lowerBound] ? 0 : pattern.clauseCount - 1
    }
    let rows = alignment.rows[first - alignment.range.lowerBound]
    return pattern.clauses[rows]
  }

  private static let denyAhead: Set<String> = ["안", "못", "not", "never", "don't", "no"]
}

// Numbers.
extension ScriptMatch {
  /// Whether the sounds of a number were all said, and none of another number before them: 칠 일 in 십칠 일.
  private func isExact(_ number: Range<Int>, _ alignment: ScriptAlignment) -> Bool {
    guard !number.isEmpty else { return true }
    guard alignment.letterCosts[number].allSatisfy({ $0 == 0 }) else { return false }
    guard let offset = alignment.rows.firstIndex(of: number.lowerBound) else { return false }
    let first = alignment.range.lowerBound + offset
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
