/// The cheapest way to find a pattern in a stretch of speech, sound by sound, the stretch's rest left over at both
/// ends.
///
///     speech   … 네 [ 이 통화는 품질 향상을 위하여 녹음이 됩니다 ] 감사합니다 …
///     pattern       [ 이 통화는 품질 향상을 위해   녹음됩니다  ]
///
/// Cost: a sound of the pattern that was not said, its weight; one that was said as another, its weight, or
/// `confusionShare` of it where the two are easily taken for each other; a sound said in addition, the insertion cost at
/// that place. The first of several cheapest ways ends earliest.
struct ScriptAlignment {
  /// Sounds of speech that the pattern was found in: from the first to the last that is aligned.
  private(set) var range = 0..<0
  /// Cost of each sound of the pattern.
  var letterCosts: [Float]
  /// Cost of what was said in addition, by clause.
  var insertionCosts: [Float]
  /// For each sound of the range, the sound of the pattern it is aligned with, or the last before it.
  private(set) var rows: [Int] = []
  /// For each sound of the range, whether it is the same as that of the pattern.
  private(set) var isSame: [Bool] = []

  /// - Parameter scratch: reused between alignments.
  init(
    _ pattern: ScriptPattern, in speech: ArraySlice<UInt8>, confusionShare: Float,
    scratch: inout ScriptAlignmentScratch
  ) {
    letterCosts = pattern.weights
    insertionCosts = [Float](repeating: 0, count: pattern.clauseCount)
    let end = scratch.fill(pattern, speech, confusionShare: confusionShare)
    trace(pattern, speech, from: end, confusionShare: confusionShare, scratch)
  }

  private mutating func trace(
    _ pattern: ScriptPattern, _ speech: ArraySlice<UInt8>, from end: Int, confusionShare: Float,
    _ scratch: borrowing ScriptAlignmentScratch
  ) {
    var (row, column) = (pattern.letters.count, end)
    var reversedRows: [Int] = []
    var reversedSame: [Bool] = []
    while row > 0 {
      switch scratch.step(row, column) {
      case .pair:
        let heard = speech[speech.startIndex + column - 1]
        let share = LetterConfusion.share(pattern.letters[row - 1], heard, confusionShare)
        letterCosts[row - 1] *= share
        (row, column) = (row - 1, column - 1)
        reversedRows.append(row)
        reversedSame.append(share == 0)
      case .deletion: row -= 1
      case .insertion:
        column -= 1
        insertionCosts[pattern.clauses[row - 1]] += pattern.insertions[row]
        reversedRows.append(row - 1)
        reversedSame.append(false)
      }
    }
    let start = speech.startIndex + column
    range = start..<(start + reversedRows.count)
    rows = reversedRows.reversed()
    isSame = reversedSame.reversed()
  }
}

/// The table of an alignment, kept between alignments.
struct ScriptAlignmentScratch: ~Copyable {
  enum Step: UInt8 { case pair, deletion, insertion }

  private var steps: [UInt8] = []
  private var costs: [Float] = []
  private var columns = 0

  init() {}

  func step(_ row: Int, _ column: Int) -> Step {
    Step(rawValue: steps[row * columns + column]) ?? .deletion
  }

  /// Fills the table; returns how many sounds of the speech come before the cheapest end.
  mutating func fill(
    _ pattern: ScriptPattern, _ speech: ArraySlice<UInt8>, confusionShare: Float
  ) -> Int {
    let (rows, count) = (pattern.letters.count, speech.count)
    columns = count + 1
    if steps.count < (rows + 1) * columns {
      steps = [UInt8](repeating: 0, count: (rows + 1) * columns)
    }
    if costs.count < columns { costs = [Float](repeating: 0, count: columns) }
    for column in 0..<columns { costs[column] = 0 }
    speech.withUnsafeBufferPointer { heard in
      steps.withUnsafeMutableBufferPointer { steps in
        costs.withUnsafeMutableBufferPointer { costs in
          for row in 1...max(1, rows) where row <= rows {
            Self.fillRow(
              heard, letter: pattern.letters[row - 1], weight: pattern.weights[row - 1],
              insertion: pattern.insertions[row], confusionShare, costs: costs,
              steps: UnsafeMutableBufferPointer(rebasing: steps[(row * (count + 1))...]))
          }
        }
      }
    }
    var best = 0
    for column in 1..<max(columns, 1) where costs[column] < costs[best] { best = column }
    return best
  }

  /// One sound of the pattern against all of the speech: `costs` holds the row before, then this one.
  private static func fillRow(
    _ heard: UnsafeBufferPointer<UInt8>, letter: UInt8, weight: Float, insertion: Float,
    _ confusionShare: Float, costs: UnsafeMutableBufferPointer<Float>,
    steps: UnsafeMutableBufferPointer<UInt8>
  ) {
    var diagonal = costs[0]
    costs[0] += weight
    steps[0] = Step.deletion.rawValue
    for column in 0..<heard.count {
      let share = LetterConfusion.share(letter, heard[column], confusionShare)
      var best = diagonal + share * weight
      var step = Step.pair
      diagonal = costs[column + 1]
      let deletion = diagonal + weight
      if deletion < best { (best, step) = (deletion, .deletion) }
      let inserted = costs[column] + insertion
      if inserted < best { (best, step) = (inserted, .insertion) }
      costs[column + 1] = best
      steps[column + 1] = step.rawValue
    }
  }
}

/// Which sounds are easily taken for each other, by people and recognisers, on the telephone above all.
enum LetterConfusion {
  /// 0 for the same sound, `confusionShare` for a confusable one, else 1.
  @inline(__always)
  static func share(_ one: UInt8, _ other: UInt8, _ confusionShare: Float) -> Float {
    if one == other { return 0 }
    let group = groups[Int(one & 127)]
    return group != 0 && group == groups[Int(other & 127)] ? confusionShare : 1
  }

  /// Group of each letter; 0: none. Plain, tense and aspirated consonants of one place; nasals and ㄹ; vowels that
  /// have fallen together (ㅐㅔㅒㅖ, ㅙㅚㅞ) or nearly (ㅓㅗ, ㅡㅜ).
  private static let groups: [UInt8] = {
    var groups = [UInt8](repeating: 0, count: 128)
    let alike: [[UInt8]] = [
      [1, 2, 16], [4, 5, 17], [8, 9, 18], [10, 11], [13, 14, 15], [3, 6, 7, 12],
      [21, 25, 23, 27], [30, 31, 35], [24, 28], [38, 33],
    ]
    for (number, letters) in alike.enumerated() {
      for letter in letters { groups[Int(letter)] = UInt8(number + 1) }
    }
    return groups
  }()
}
