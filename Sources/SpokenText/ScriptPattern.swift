internal import SpeechTimeline

/// One way to say a sentence of a script, as sounds with the weights that its alignment needs.
struct ScriptPattern {
  /// A word of the sentence.
  struct Word {
    /// Its sounds among the pattern's.
    var letters: Range<Int>
    /// Clause it stands in.
    var clause: Int
    /// Sum of the weights of its content.
    var contentWeight: Float
    /// Sounds of it that are a number, which must be heard exactly; empty where it is none.
    var number: Range<Int>
    /// Whether its content is long enough to be missed: shorter words sound like anything.
    var isTelling: Bool
  }

  var letters: [UInt8] = []
  /// Cost of each sound where it was not said.
  var weights: [Float] = []
  /// Cost of a sound that was said in addition, behind each sound of the sentence; the first before all.
  var insertions: [Float]
  /// Clause of each sound.
  var clauses: [Int] = []
  var words: [Word] = []
  /// Sounds of the phrases of more than one word: up to a particle or an ending, inside a clause.
  var phrases: [Range<Int>] = []
  /// Negators of each clause.
  var negators: [Int]
  /// The sounds of each negator.
  var negatorLetters: [Range<Int>] = []
  /// Sum of the weights.
  var weight: Float = 0
  /// Of which pairs of opposites the sentence holds which: `Opposites`.
  var opposites: Set<Int> = []

  var clauseCount: Int { negators.count }

  init(_ text: String, _ configuration: ScriptConfiguration, _ analyzer: any MorphemeAnalyzer) {
    insertions = [Float(configuration.insertionCost)]
    negators = [0]
    let pieces = ScriptPiece.pieces(of: text)
    let spoken = pieces.map(\.word.spoken)
    let numberCounts = SpokenNumerals.letterCounts(spoken, written: pieces.map(\.word.core))
    var clause = ClauseState()
    for (index, morphemes) in analyzer.morphemes(of: spoken).enumerated() {
      let piece = pieces[index]
      if clause.begins(at: piece.word.core) { openClause(&clause) }
      if piece.followsSlot { insertions[letters.count] = Float(configuration.slotInsertionCost) }
      append(morphemes, clause, numberCount: numberCounts[index], configuration)
      clause.take(morphemes)
      let next = index + 1 < pieces.count ? spoken[index + 1] : nil
      let isEnd = piece.word.mark != .none || WordEndings.endsClause(spoken[index], before: next)
      if isEnd && clause.isFull && next != nil { openClause(&clause) }
      if piece.precedesSlot { insertions[letters.count] = Float(configuration.slotInsertionCost) }
    }
    weight = weights.reduce(0, +)
    findPhrases()
    opposites = Opposites.found(in: spoken.flatMap(\.utf8))
  }

  private mutating func findPhrases() {
    var start = 0
    for (index, word) in words.enumerated() {
      let endsWithFunction = weights[word.letters.upperBound - 1] < Self.contentWeight
      let endsClause = index + 1 == words.count || words[index + 1].clause != word.clause
      guard endsWithFunction || endsClause else { continue }
      if index > start {
        phrases.append(words[start].letters.lowerBound..<word.letters.upperBound)
      }
      start = index + 1
    }
  }

  private mutating func openClause(_ clause: inout ClauseState) {
    clause = ClauseState(index: clause.index + 1)
    negators.append(0)
  }

  private mutating func append(
    _ morphemes: [Morpheme], _ clause: ClauseState, numberCount: Int,
    _ configuration: ScriptConfiguration
  ) {
    let start = letters.count
    for morpheme in morphemes {
      let weight = Float(configuration.weight(of: morpheme.kind))
      letters += morpheme.letters
      weights += [Float](repeating: weight, count: morpheme.letters.count)
      if morpheme.isNegator {
        negators[clause.index] += 1
        negatorLetters.append((letters.count - morpheme.letters.count)..<letters.count)
      }
    }
    guard letters.count > start else { return }
    let number = start..<min(letters.count, start + numberCount)
    for at in number { weights[at] = 1 }
    insertions += [Float](
      repeating: Float(configuration.insertionCost), count: letters.count - start)
    clauses += [Int](repeating: clause.index, count: letters.count - start)
    let contents = weights[start...].filter { $0 > Self.contentWeight }
    words.append(
      Word(
        letters: start..<letters.count, clause: clause.index,
        contentWeight: contents.reduce(0, +), number: number,
        isTelling: contents.count >= Self.tellingLetters))
  }

  /// Sounds of more than this weight carry meaning.
  static let contentWeight: Float = 0.5
  /// Content of fewer sounds than two syllables usually have is not missed by itself.
  private static let tellingLetters = 4
}

extension ScriptConfiguration {
  /// Weight of a sound in a morpheme of that kind.
  func weight(of kind: Morpheme.Kind) -> Double {
    switch kind {
    case .content: 1
    case .dependent: dependentWeight
    case .function: functionWeight
    case .interjection: 0
    }
  }
}

/// The clause that is being read.
private struct ClauseState {
  /// Content words that make a clause: fewer do not stand for themselves.
  private static let leastContents = 2

  var index = 0
  private var contents = 0

  init(index: Int = 0) { self.index = index }

  var isFull: Bool { contents >= Self.leastContents }

  mutating func take(_ morphemes: [Morpheme]) {
    if morphemes.contains(where: { $0.kind == .content && $0.letters.count > 2 }) { contents += 1 }
  }

  func begins(at word: String) -> Bool { isFull && EnglishWords.clauseOpeners.contains(word) }
}

/// A word of a script's sentence, and whether an open place stands before or behind it.
private struct ScriptPiece {
  var word: HeardWord
  var followsSlot = false
  var precedesSlot = false

  /// The words outside braces.
  static func pieces(of text: String) -> [ScriptPiece] {
    var pieces: [ScriptPiece] = []
    var isSlotBefore = false
    for (index, part) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
      var outside = part
      if index > 0 {
        if !pieces.isEmpty { pieces[pieces.count - 1].precedesSlot = true }
        isSlotBefore = true
        outside = part.drop { $0 != "}" }.dropFirst()
      }
      let written = outside.split(whereSeparator: \.isWhitespace).map {
        TranscriptWord(String($0), TimeSpan(0, 0), segment: 0)
      }
      guard !written.isEmpty else { continue }
      for word in HeardWord.words(of: Utterance(speaker: 0, words: written), index: 0) {
        pieces.append(ScriptPiece(word: word, followsSlot: isSlotBefore))
        isSlotBefore = false
      }
    }
    return pieces
  }
}
