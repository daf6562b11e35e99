/// What may be tuned in reading figures off a call's words. Defaults of the script's part were chosen on the half of
/// the generated set that is meant for it (docs/TEXT.md).
public struct TextConfiguration: Hashable, Sendable, Codable {
  public var script = ScriptConfiguration()
  /// Words that a phrase of a sequence may be away from the one before, where the rule does not say, 0–1000.
  public var sequenceWords = 8
  /// Words within which all phrases of an `all_of` rule must be said, where the rule does not say, 1–1000.
  public var allOfWords = 20
  /// A word of the list of doubtful fillers (그, 저) is one where at least this silence follows, 0–10 s, or
  /// punctuation, or another filler.
  public var fillerPauseSeconds = 0.3

  public init() {}

  /// Checks every field.
  ///
  /// - Throws: `TextError` (`outOfRange`) naming the field, its value and the range.
  public func validate() throws(TextError) {
    try script.validate()
    try check(Double(sequenceWords), 0...1000, "text.sequenceWords")
    try check(Double(allOfWords), 1...1000, "text.allOfWords")
    try check(fillerPauseSeconds, 0...10, "text.fillerPauseSeconds")
  }
}

/// How a sentence of a script is found in what was said, and from when it counts as said.
///
///     similarity = 1 - cost of the cheapest alignment / weight of the sentence
public struct ScriptConfiguration: Hashable, Sendable, Codable {
  /// Similarity from which a sentence may be `said`, 0–1. Larger = more goes to review.
  public var saidSimilarity = 0.8
  /// Similarity below which it is `missing`, 0–1.
  public var reviewSimilarity = 0.6
  /// Every clause of a sentence that is said has at least this similarity by itself, 0–1.
  public var clauseSimilarity = 0.6
  /// Every word that carries meaning has at least this, 0–1: one that is gone, or is another, is not said.
  public var wordSimilarity = 0.4
  /// Share of the words that carry meaning, 0–1, that must be so alike for a review, unless a clause is whole.
  public var reviewWordShare = 0.6
  /// Weight of a sound in particles, endings and auxiliaries, 0–1, where one in a content word has 1.
  public var functionWeight = 0.2
  /// Weight of a sound in nouns that cannot stand alone (수, 것), 0–1.
  public var dependentWeight = 0.5
  /// Cost of a sound that was said and is not in the sentence, 0–1.
  public var insertionCost = 0.18
  /// The same where the sentence leaves a place open, `{name}`, 0–1.
  public var slotInsertionCost = 0.02
  /// Cost of a sound heard as one that is easily taken for it (ㅐ for ㅔ, ㄱ for ㅋ), as a share of its weight, 0–1.
  public var confusionShare = 0.5
  /// Cost of a word that is said at another place of its clause, as a share of its weight, 0–1.
  public var reorderShare = 0.1
  /// What a speaker says with more than this between, in seconds, 0–60, is not one sentence.
  public var passageGapSeconds = 8.0
  /// Share of the call, 0–1, that counts as its start and its end for sentences that belong there.
  public var edgeShare = 0.25
  /// The same in seconds at least, 0–600: in a short call, the whole of it.
  public var edgeSeconds = 60.0

  public init() {}

  func validate() throws(TextError) {
    try check(saidSimilarity, 0...1, "text.script.saidSimilarity")
    try check(reviewSimilarity, 0...saidSimilarity, "text.script.reviewSimilarity")
    try check(clauseSimilarity, 0...1, "text.script.clauseSimilarity")
    try check(wordSimilarity, 0...1, "text.script.wordSimilarity")
    try check(reviewWordShare, 0...1, "text.script.reviewWordShare")
    try check(functionWeight, 0...1, "text.script.functionWeight")
    try check(dependentWeight, 0...1, "text.script.dependentWeight")
    try check(insertionCost, 0...1, "text.script.insertionCost")
    try check(slotInsertionCost, 0...1, "text.script.slotInsertionCost")
    try check(confusionShare, 0...1, "text.script.confusionShare")
    try check(reorderShare, 0...1, "text.script.reorderShare")
    try check(passageGapSeconds, 0...60, "text.script.passageGapSeconds")
    try check(edgeShare, 0...1, "text.script.edgeShare")
    try check(edgeSeconds, 0...600, "text.script.edgeSeconds")
  }
}

/// Throws unless `value` lies in `range`.
private func check(
  _ value: Double, _ range: ClosedRange<Double>, _ field: String
) throws(TextError) {
  guard range.contains(value) else {
    throw TextError(
      .outOfRange,
      "\(field) is \(value), allowed: \(range.lowerBound) to \(range.upperBound)")
  }
}
