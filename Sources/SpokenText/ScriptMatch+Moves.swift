internal import SpeechTimeline

// A word or phrase that was said at another place.
extension ScriptMatch {
  /// Similarity from which what stands elsewhere is the same phrase.
  private static let leastMovedSimilarity: Float = 0.75
  /// What stands in its place at least so well is not sought elsewhere.
  private static let placedSimilarity: Float = 0.6

  /// Looks for sounds of the pattern that are not in their place nearby, among sounds of speech that are aligned with
  /// no others; where they are found, the cost of their place falls to what the difference and the move cost.
  mutating func move(
    _ rows: Range<Int>, _ alignment: inout ScriptAlignment, _ window: Range<Int>,
    _ taken: inout [Int: Int]
  ) {
    let contents = rows.filter { pattern.weights[$0] > ScriptPattern.contentWeight }
    guard let first = contents.first, let last = contents.last else { return }
    let weight = contents.reduce(0) { $0 + pattern.weights[$1] }
    let cost = contents.reduce(0) { $0 + alignment.letterCosts[$1] }
    guard cost > (1 - Self.placedSimilarity) * weight else { return }
    let clause = pattern.clauses.count(where: { $0 == pattern.clauses[first] })
    let start = max(window.lowerBound, alignment.range.lowerBound - clause)
    let end = min(window.upperBound, alignment.range.upperBound + clause)
    guard let found = place(of: first..<(last + 1), in: start..<end, taken) else { return }
    let share = (1 - found.similarity) + Float(configuration.reorderShare)
    guard share * weight < cost else { return }
    for row in rows {
      let isContent = pattern.weights[row] > ScriptPattern.contentWeight
      alignment.letterCosts[row] = isContent ? pattern.weights[row] * share : 0
    }
    refund(found.range, &alignment)
    for at in found.range { taken[at] = first + (at - found.range.lowerBound) }
    widen(to: found.range)
  }

  /// What was paid for sounds, with the particle behind them, as something said in addition is no longer due.
  private func refund(_ found: Range<Int>, _ alignment: inout ScriptAlignment) {
    let word = speech.wordOf[found.upperBound - 1]
    let particle = speech.wordOf[found.upperBound...].prefix { $0 == word }.count
    let whole = found.lowerBound..<(found.upperBound + particle)
    for at in whole.clamped(to: alignment.range) {
      let offset = at - alignment.range.lowerBound
      if alignment.isSame[offset] { continue }
      let row = alignment.rows[offset]
      let clause = pattern.clauses[row]
      alignment.insertionCosts[clause] = max(
        0, alignment.insertionCosts[clause] - pattern.insertions[row + 1])
    }
  }

  /// The best place of the pattern's sounds by those they share on a diagonal; nil below `leastMovedSimilarity`.
  private func place(
    of rows: Range<Int>, in near: Range<Int>, _ taken: [Int: Int]
  ) -> (range: Range<Int>, similarity: Float)? {
    guard near.count >= rows.count else { return nil }
    let confusion = Float(configuration.confusionShare)
    let weight = rows.reduce(0) { $0 + pattern.weights[$1] }
    let mostCost = (1 - Self.leastMovedSimilarity) * weight
    var best: (range: Range<Int>, cost: Float)?
    for start in near.lowerBound...(near.upperBound - rows.count) {
      var cost: Float = 0
      for (offset, row) in rows.enumerated() where cost <= mostCost {
        let isTaken = taken[start + offset].map { !rows.contains($0) } ?? false
        let heard = speech.letters[start + offset]
        let share = isTaken ? 1 : LetterConfusion.share(pattern.letters[row], heard, confusion)
        cost += share * pattern.weights[row]
      }
      if cost <= mostCost, cost < best?.cost ?? .infinity {
        best = (start..<(start + rows.count), cost)
      }
    }
    return best.map { ($0.range, 1 - $0.cost / weight) }
  }
}
