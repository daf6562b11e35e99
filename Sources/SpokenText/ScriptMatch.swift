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
  var negatorsAgree = true
  /// Whether every number was said as the sentence has it.
  private(set) var numbersAgree = true
  /// Whether a word's contrary was said instead of it.
  private(set) var contradicts = false

  /// Words of the pattern.
  var words: [ScriptPattern.Word] { pattern.words }

  let pattern: ScriptPattern
  let speech: SpeechLetters
  let configuration: ScriptConfiguration

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
    contradicts = !pattern.opposites.isEmpty && Opposites.contradict(pattern.opposites, saidText)
  }

  /// The words it was found in, run together.
  private var saidText: [UInt8] {
    guard !range.isEmpty else { return [] }
    let said = speech.wordOf[range.lowerBound]...speech.wordOf[range.upperBound - 1]
    return said.flatMap { speech.words[$0].spoken.utf8 }
  }

  private mutating func weigh(_ alignment: inout ScriptAlignment, _ window: Range<Int>) {
    var taken: [Int: Int] = [:]
    for (offset, isSame) in alignment.isSame.enumerated() where isSame {
      if pattern.weights[alignment.rows[offset]] > ScriptPattern.contentWeight {
        taken[alignment.range.lowerBound + offset] = alignment.rows[offset]
      }
    }
    // Whole phrases first, then what is left of their words.
    for phrase in pattern.phrases { move(phrase, &alignment, window, &taken) }
    for word in pattern.words where word.isTelling {
      move(word.letters, &alignment, window, &taken)
    }
    wordSimilarities = pattern.words.map { word in
      let cost = contentCost(word.letters, alignment)
      return word.contentWeight > 0 ? max(0, 1 - cost / word.contentWeight) : 1
    }
    var clauseCosts = alignment.insertionCosts
    var clauseWeights = [Float](repeating: 0, count: pattern.clauseCount)
    for row in pattern.letters.indices {
      clauseWeights[pattern.clauses[row]] += pattern.weights[row]
      clauseCosts[pattern.clauses[row]] += alignment.letterCosts[row]
    }
    clauseSimilarities = zip(clauseCosts, clauseWeights).map { $1 > 0 ? max(0, 1 - $0 / $1) : 1 }
    let cost = clauseCosts.reduce(0, +)
    similarity = pattern.weight > 0 ? max(0, 1 - cost / pattern.weight) : 0
  }

  private func contentCost(_ rows: Range<Int>, _ alignment: ScriptAlignment) -> Float {
    rows.reduce(0) { sum, row in
      pattern.weights[row] > ScriptPattern.contentWeight ? sum + alignment.letterCosts[row] : sum
    }
  }

  /// Takes a moved word's place in.
  mutating func widen(to place: Range<Int>) {
    range = min(range.lowerBound, place.lowerBound)..<max(range.upperBound, place.upperBound)
  }
}
