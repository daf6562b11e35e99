/// Voice vectors divided into groups, each around the direction of its sum: k-means on the sphere
/// (I. S. Dhillon, D. S. Modha, Machine Learning 42, 2001).
struct SphericalKMeans {
  /// Directions of the groups: `groups × width`, row-major, each of length 1.
  let centroids: [Float]
  /// The group of each vector.
  let groups: [Int]
  /// Sum over the vectors of the cosine with their own centroid: larger = tighter groups.
  let objective: Double

  /// Number of groups.
  var groupCount: Int { centroids.count / VoiceVectors.width }

  /// - Parameters:
  ///   - centroids: where to start; a group that loses all its vectors keeps its direction.
  ///   - mostRounds: after so many it is left as it stands; it seldom takes ten.
  init(_ vectors: VoiceVectors, startingAt centroids: [Float], mostRounds: Int = 30) {
    var centroids = centroids
    var nearest = Self.nearest(vectors, centroids)
    for _ in 0..<mostRounds {
      let members = Self.members(nearest.groups, centroids.count / VoiceVectors.width)
      for (group, rows) in members.enumerated() where !rows.isEmpty {
        let start = group * VoiceVectors.width
        centroids.replaceSubrange(
          start..<start + VoiceVectors.width, with: vectors.centroid(of: rows))
      }
      let next = Self.nearest(vectors, centroids)
      let isSettled = next.groups == nearest.groups
      nearest = next
      if isSettled { break }
    }
    self.centroids = centroids
    groups = nearest.groups
    objective = nearest.objective
  }

  /// The vectors of each group, ascending.
  var members: [[Int]] { Self.members(groups, groupCount) }

  /// The direction of one group, `width` values.
  func centroid(_ group: Int) -> [Float] {
    Array(centroids[group * VoiceVectors.width..<(group + 1) * VoiceVectors.width])
  }

  private static func members(_ groups: [Int], _ count: Int) -> [[Int]] {
    var members = [[Int]](repeating: [], count: count)
    for (row, group) in groups.enumerated() { members[group].append(row) }
    return members
  }

  private static func nearest(
    _ vectors: VoiceVectors, _ centroids: [Float]
  ) -> (groups: [Int], objective: Double) {
    let count = centroids.count / VoiceVectors.width
    let cosines = vectors.cosines(with: centroids)
    var groups: [Int] = []
    var objective = 0.0
    for row in 0..<vectors.count {
      var best = 0
      for group in 1..<max(count, 1)
      where cosines[row * count + group] > cosines[row * count + best] {
        best = group
      }
      groups.append(best)
      objective += Double(cosines[row * count + best])
    }
    return (groups, objective)
  }
}
