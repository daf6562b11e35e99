/// Finds where in a row of sounds each pattern might be, so that only there it is aligned: where most of its content
/// comes up three sounds at a time.
struct ScriptPrefilter {
  /// Windows that are aligned for each pattern at most.
  static let mostWindows = 3
  /// Share of a pattern's triples that must come up in a window. Unrelated talk of one call centre has up to a
  /// quarter; a paraphrase a third and more.
  private static let leastShare: Float = 0.12
  /// Remainders of triples that are told apart at first sight.
  private static let sightCount = 1 << 16

  /// Of each triple of sounds, the patterns it is in: `entries[starts[key]..<starts[key + 1]]`.
  private var entries: [Int: [Int]] = [:]
  /// Which triples may occur, by their remainder: a quick no for most.
  private var occurs: [Bool]
  private let lengths: [Int]
  private let tripleCounts: [Int]

  init(_ patterns: [ScriptPattern]) {
    var counts: [Int] = []
    occurs = patterns.isEmpty ? [] : [Bool](repeating: false, count: Self.sightCount)
    for (number, pattern) in patterns.enumerated() {
      var keys: Set<Int> = []
      for at in pattern.letters.indices.dropLast(2) {
        // Two of three sounds carry meaning: endings are everywhere.
        guard pattern.weights[at...at + 2].count(where: { $0 > 0.5 }) >= 2 else { continue }
        keys.insert(Self.key(pattern.letters, at))
      }
      for key in keys.sorted() {
        entries[key, default: []].append(number)
        occurs[key % Self.sightCount] = true
      }
      counts.append(keys.count)
    }
    lengths = patterns.map(\.letters.count)
    tripleCounts = counts
  }

  /// For each pattern, ranges of sounds to align it in, the most promising first.
  func windows(in letters: [UInt8]) -> [[Range<Int>]] {
    guard letters.count >= 3 else {
      return lengths.map { _ in letters.isEmpty ? [] : [0..<letters.count] }
    }
    var sums = lengths.map { [Int32](repeating: 0, count: letters.count / Self.bucket($0) + 1) }
    for at in letters.indices.dropLast(2) {
      let key = Self.key(letters, at)
      guard occurs[key % Self.sightCount], let patterns = entries[key] else { continue }
      for pattern in patterns { sums[pattern][at / Self.bucket(lengths[pattern])] += 1 }
    }
    return lengths.indices.map { best(sums[$0], pattern: $0, count: letters.count) }
  }

  /// Sounds that are counted together: half of the pattern.
  private static func bucket(_ length: Int) -> Int { max(16, length / 2) }

  private static func key(_ letters: [UInt8], _ at: Int) -> Int {
    (Int(letters[at]) * 127 + Int(letters[at + 1])) * 127 + Int(letters[at + 2])
  }

  private func best(_ sums: [Int32], pattern: Int, count: Int) -> [Range<Int>] {
    let bucket = Self.bucket(lengths[pattern])
    // A pattern covers three buckets where it begins inside one, four with what is said in between.
    let width = 4
    var score = sums.prefix(width).reduce(0, +)
    var scores: [(score: Int32, start: Int)] = [(score, 0)]
    for start in sums.indices.dropFirst() {
      score += (start + width - 1 < sums.count ? sums[start + width - 1] : 0) - sums[start - 1]
      scores.append((score, start))
    }
    let least = max(1, Float(tripleCounts[pattern]) * Self.leastShare)
    scores = scores.filter { Float($0.score) >= least }
    scores.sort { ($1.score, $0.start) < ($0.score, $1.start) }
    var chosen: [Int] = []
    for candidate in scores where !chosen.contains(where: { abs($0 - candidate.start) < width - 1 })
    {
      chosen.append(candidate.start)
      if chosen.count == Self.mostWindows { break }
    }
    return chosen.map { start in
      max(0, (start - 1) * bucket)..<min(count, (start + width + 1) * bucket)
    }
  }
}
