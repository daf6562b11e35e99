/// Which groups of voice vectors were joined in which order by average linkage: the two groups whose
/// members have the highest mean cosine first, until all are one.
///
/// Found by following nearest neighbours in chains, which for average linkage gives the same joins as
/// looking for the closest pair each time (F. Murtagh, The Computer Journal 26(4), 1983), in time and
/// memory that grow with the square of the number of vectors. Cosines that differ by no more than rounding
/// may lead a chain back to a group in it: the two are closest to one another but for that, and joined.
struct AverageLink {
  /// Two groups that were joined, each named by one of its vectors.
  struct Join {
    let first: Int
    let second: Int
    /// Mean cosine between the members of one and the other.
    let cosine: Float
  }

  /// Number of vectors.
  let count: Int
  /// The highest mean cosine first; `count - 1` of them, none for no vectors.
  let joins: [Join]

  init(_ vectors: VoiceVectors) {
    count = vectors.count
    var matrix = NeighbourMatrix(vectors)
    var joins: [Join] = []
    var chain: [Int] = []
    while joins.count < count - 1 {
      if chain.isEmpty { chain.append(matrix.firstActive) }
      let last = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : nil
      let nearest = matrix.nearest(to: last, preferring: previous)
      if let place = chain.lastIndex(of: nearest) {
        chain.removeSubrange(place...)
        let (first, second) = (min(last, nearest), max(last, nearest))
        joins.append(Join(first: first, second: second, cosine: matrix.cosine(first, second)))
        matrix.join(first, second)
      } else {
        chain.append(nearest)
      }
    }
    // A stable order, so that equal cosines keep the order in which they were found.
    self.joins = joins.enumerated().sorted {
      ($1.element.cosine, $0.offset) < ($0.element.cosine, $1.offset)
    }.map(\.element)
  }

  /// The last state before all was joined in which at least `groups` groups had `least` members or more:
  /// of these the largest `groups`, largest first, members ascending. Smaller groups are left out.
  ///
  /// - Returns: nil where no state had so many.
  func groups(_ groups: Int, ofAtLeast least: Int) -> [[Int]]? {
    var forest = Forest(count)
    var large = least <= 1 ? count : 0
    var joinCount = large >= groups ? 0 : nil
    for (index, join) in joins.enumerated() {
      large -= forest.size(join.first) >= least ? 1 : 0
      large -= forest.size(join.second) >= least ? 1 : 0
      forest.join(join.first, join.second)
      large += forest.size(join.first) >= least ? 1 : 0
      if large >= groups { joinCount = index + 1 }
    }
    guard let joinCount else { return nil }
    forest = Forest(count)
    for join in joins[..<joinCount] { forest.join(join.first, join.second) }
    let largest = forest.members().sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    return Array(largest.prefix(groups))
  }
}

/// Cosines between groups while they are joined.
private struct NeighbourMatrix {
  private let count: Int
  /// `count × count`, symmetric to the bit; minus infinity with itself and with groups that are no more.
  private var cosines: [Float]
  private var sizes: [Float]
  private var isActive: [Bool]

  init(_ vectors: VoiceVectors) {
    count = vectors.count
    cosines = vectors.cosines(with: vectors.values)
    sizes = [Float](repeating: 1, count: count)
    isActive = [Bool](repeating: true, count: count)
    for row in 0..<count {
      cosines[row * count + row] = -.infinity
      // The product adds in another order below the diagonal.
      for column in 0..<row { cosines[row * count + column] = cosines[column * count + row] }
    }
  }

  /// The group with the lowest number.
  var firstActive: Int {
    guard let first = isActive.firstIndex(of: true) else {
      preconditionFailure("AverageLink: no group is left of \(count)")
    }
    return first
  }

  func cosine(_ first: Int, _ second: Int) -> Float { cosines[first * count + second] }

  /// The group closest to `group`, another one in any case; among equals `preferred`, then the lowest number.
  ///
  /// - Precondition: there is another group.
  func nearest(to group: Int, preferring preferred: Int?) -> Int {
    let row = group * count
    let another = isActive.indices.first { isActive[$0] && $0 != group }
    guard var nearest = preferred ?? another else {
      preconditionFailure("AverageLink: no group but \(group) is left of \(count)")
    }
    for other in 0..<count where cosines[row + other] > cosines[row + nearest] { nearest = other }
    return nearest
  }

  /// Makes one group of two, which bears the number of the first.
  mutating func join(_ first: Int, _ second: Int) {
    let total = sizes[first] + sizes[second]
    let (left, right) = (sizes[first] / total, sizes[second] / total)
    for other in 0..<count where isActive[other] && other != first && other != second {
      let mean =
        left * cosines[first * count + other] + right * cosines[second * count + other]
      cosines[first * count + other] = mean
      cosines[other * count + first] = mean
      cosines[other * count + second] = -.infinity
    }
    cosines[first * count + second] = -.infinity
    sizes[first] = total
    isActive[second] = false
  }
}

/// Sets of numbers that are joined (R. E. Tarjan, Journal of the ACM 22(2), 1975).
private struct Forest {
  private var parents: [Int]
  private var sizes: [Int]

  init(_ count: Int) {
    parents = Array(0..<count)
    sizes = [Int](repeating: 1, count: count)
  }

  private mutating func root(_ index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  mutating func size(_ index: Int) -> Int { sizes[root(index)] }

  mutating func join(_ first: Int, _ second: Int) {
    let (first, second) = (root(first), root(second))
    guard first != second else { return }
    parents[second] = first
    sizes[first] += sizes[second]
  }

  /// The sets, each ascending, in order of their first member.
  mutating func members() -> [[Int]] {
    var positions: [Int: Int] = [:]
    var sets: [[Int]] = []
    for index in parents.indices {
      let root = root(index)
      if let position = positions[root] {
        sets[position].append(index)
      } else {
        positions[root] = sets.count
        sets.append([index])
      }
    }
    return sets
  }
}
