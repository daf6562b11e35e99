/// The best division of voice vectors into two, and what it is worth on vectors it has not seen.
///
/// A division can always be found. That of one voice follows what was said or how the line sounded, and
/// tells nothing of other speech by the same voice; that of two voices does. So half of the speech is
/// divided and the gain is measured on the other half:
///
///     gain of x = max(x·c₁, x·c₂) - x·unit(c₁ + c₂)
///
/// averaged over the vectors nearer to c₁ and over those nearer to c₂, then over the two: a voice that
/// says little counts as much as one that says a lot.
struct TwoVoices {
  /// The two directions, row-major.
  let centroids: [Float]
  /// The rows nearer to the first and to the second, ascending; those of the second may be none where all
  /// vectors are the same.
  let parts: [[Int]]

  /// Where a search for two voices begins.
  struct Starts: Hashable {
    /// Cuts of the average-link tree: the smaller side holds at least this share of the vectors.
    let shares: [Double]
    /// Whether the two sides of the principal axis are a start too.
    let usesPrincipalAxis: Bool
  }

  /// The best of several starts.
  ///
  /// - Returns: nil for fewer than two vectors, and where no start has vectors on either side.
  init?(_ vectors: VoiceVectors, starts: Starts) {
    guard vectors.count > 1 else { return nil }
    let tree = AverageLink(vectors)
    var candidates: [[[Int]]] = starts.shares.compactMap { share in
      let least = max(1, Int((share * Double(vectors.count)).rounded(.up)))
      return tree.groups(2, ofAtLeast: least)
    }
    if starts.usesPrincipalAxis { candidates.append(vectors.sidesOfPrincipalAxis()) }
    var best: SphericalKMeans?
    for sides in candidates where sides.allSatisfy({ !$0.isEmpty }) {
      let start = sides.flatMap { vectors.centroid(of: $0) }
      let division = SphericalKMeans(vectors, startingAt: start)
      if division.objective > (best?.objective ?? -.infinity) + Self.leastDifference {
        best = division
      }
    }
    guard let best else { return nil }
    centroids = best.centroids
    parts = best.members
  }

  /// Objectives that differ by less than this are the same but for rounding.
  private static let leastDifference = 1e-6

  /// What the division is worth on other vectors: the mean gain of each side's vectors, averaged over both
  /// sides; a side without vectors gains nothing. 0 for no vectors.
  func gain(on vectors: VoiceVectors) -> Double {
    let width = VoiceVectors.width
    let between = VoiceVectors.normalized((0..<width).map { centroids[$0] + centroids[width + $0] })
    let cosines = vectors.cosines(with: centroids + between)
    var sums = [0.0, 0.0]
    var counts = [0, 0]
    for row in 0..<vectors.count {
      let first = cosines[row * 3]
      let second = cosines[row * 3 + 1]
      let side = second > first ? 1 : 0
      sums[side] += Double(max(first, second) - cosines[row * 3 + 2])
      counts[side] += 1
    }
    return (0...1).reduce(0) { $0 + (counts[$1] > 0 ? sums[$1] / Double(counts[$1]) : 0) } / 2
  }
}

/// What dividing a set of voice vectors gains on speech that took no part in the division.
struct HeldOutGain: Hashable {
  /// Over all halves. Near or below 0 for one voice, 0.03 and more for two.
  var mean = 0.0
  /// Standard deviation over the halves: large where the halves do not agree what the voices are.
  var deviation = 0.0

  /// The mean lessened by so many deviations.
  func lowered(byDeviations count: Double) -> Double { mean - count * deviation }

  init() {}

  /// - Parameter splits: ways to halve the units of speech; each is used in both directions.
  init(of vectors: VoiceVectors, splits: Int, starts: TwoVoices.Starts) {
    var gains: [Double] = []
    for split in 0..<splits {
      let sides = UnitSplit.halves(vectors.units, split: split)
      let halves = sides.map { vectors.selecting($0) }
      for (fitted, other) in [(0, 1), (1, 0)] {
        guard halves[other].count > 1,
          let division = TwoVoices(halves[fitted], starts: starts)
        else { continue }
        gains.append(division.gain(on: halves[other]))
      }
    }
    guard gains.count > 1 else { return }
    let mean = gains.reduce(0, +) / Double(gains.count)
    self.mean = mean
    deviation =
      (gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gains.count)).squareRoot()
  }
}

/// Halves of the speech of a call. Of two neighbouring units one goes to each half, by lot, so that both
/// halves hear the whole call; the lot is the same each time.
enum UnitSplit {
  /// Rows of the first and of the second half, ascending.
  ///
  /// - Parameters:
  ///   - units: of each row, ascending.
  ///   - split: number of the way, from 0.
  static func halves(_ units: [Int], split: Int) -> [[Int]] {
    var halves: [[Int]] = [[], []]
    var position = -1
    var previous: Int?
    for (row, unit) in units.enumerated() {
      if unit != previous { position += 1 }
      previous = unit
      halves[(position & 1) ^ lot(split: split, pair: position / 2)].append(row)
    }
    return halves
  }

  /// 0 or 1; always 0 for the first split. The mixing function is that of SplitMix64 (G. Steele et al.,
  /// OOPSLA 2014).
  private static func lot(split: Int, pair: Int) -> Int {
    guard split > 0 else { return 0 }
    var state = UInt64(split) &* 0x100_0000_01B3 &+ UInt64(pair) &+ 0x9E37_79B9_7F4A_7C15
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((state ^ (state >> 31)) & 1)
  }
}

extension VoiceVectors {
  /// Rows on either side of the mean along the direction in which the vectors differ most, ascending.
  ///
  /// The direction is found by power iteration from the vector furthest from the mean. Which direction it
  /// ends in where two matter alike does not: it is a start among others.
  fileprivate func sidesOfPrincipalAxis() -> [[Int]] {
    let mean = sum(of: Array(0..<count)).map { $0 / Float(count) }
    var centred = values
    var furthest = (row: 0, distance: Float(-1))
    for row in 0..<count {
      var distance: Float = 0
      for dimension in 0..<Self.width {
        let value = centred[row * Self.width + dimension] - mean[dimension]
        centred[row * Self.width + dimension] = value
        distance += value * value
      }
      if distance > furthest.distance { furthest = (row, distance) }
    }
    let differences = VoiceVectors(values: centred, units: units)
    var axis = Self.normalized(
      Array(centred[furthest.row * Self.width..<(furthest.row + 1) * Self.width]))
    var projections = differences.cosines(with: axis)
    for _ in 0..<Self.powerRounds {
      axis = Self.normalized(differences.sum(weightedBy: projections))
      projections = differences.cosines(with: axis)
    }
    var sides: [[Int]] = [[], []]
    for (row, projection) in projections.enumerated() {
      sides[projection > 0 ? 0 : 1].append(row)
    }
    return sides
  }

  /// Enough to part two voices; more only turns the axis among directions that matter alike.
  private static var powerRounds: Int { 12 }

  /// The sum of all rows, each times its weight.
  private func sum(weightedBy weights: [Float]) -> [Float] {
    var sum = [Float](repeating: 0, count: Self.width)
    for row in 0..<count {
      let weight = weights[row]
      for dimension in 0..<Self.width {
        sum[dimension] += weight * values[row * Self.width + dimension]
      }
    }
    return sum
  }
}
