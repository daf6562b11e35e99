import Testing

@testable import Diarization

struct AverageLinkTests {
  private func vectors(_ count: Int, seed: UInt64) -> VoiceVectors {
    var numbers = RandomNumbers(state: seed)
    var values: [Float] = []
    for _ in 0..<count {
      values += VoiceVectors.normalized((0..<VoiceVectors.width).map { _ in numbers.nextSigned() })
    }
    return VoiceVectors(values: values, units: Array(0..<count))
  }

  /// Joins by definition: of all pairs of groups the one with the highest mean cosine, each time.
  private func naive(_ vectors: VoiceVectors, groups count: Int) -> Set<Set<Int>> {
    let cosines = vectors.cosines(with: vectors.values)
    var groups = (0..<vectors.count).map { [$0] }
    while groups.count > count {
      var best = (first: 0, second: 1, mean: -Double.infinity)
      for first in groups.indices {
        for second in groups.indices where second > first {
          var sum = 0.0
          for left in groups[first] {
            for right in groups[second] { sum += Double(cosines[left * vectors.count + right]) }
          }
          let mean = sum / Double(groups[first].count * groups[second].count)
          if mean > best.mean { best = (first, second, mean) }
        }
      }
      groups[best.first] += groups[best.second]
      groups.remove(at: best.second)
    }
    return Set(groups.map { Set($0) })
  }

  @Test(
    "The tree cut anywhere has the groups that joining the closest pair each time gives",
    arguments: [2, 3, 9, 24])
  func definition(_ count: Int) {
    let vectors = vectors(count, seed: UInt64(count))
    let tree = AverageLink(vectors)
    #expect(tree.joins.count == count - 1)
    for groups in 1...count {
      let found = tree.groups(groups, ofAtLeast: 1)
      #expect(Set((found ?? []).map { Set($0) }) == naive(vectors, groups: groups))
    }
  }

  @Test("Nothing and one vector are trees without joins")
  func small() {
    #expect(AverageLink(VoiceVectors()).joins.isEmpty)
    #expect(AverageLink(VoiceVectors()).groups(1, ofAtLeast: 1) == nil)
    #expect(AverageLink(vectors(1, seed: 1)).groups(1, ofAtLeast: 1) == [[0]])
    #expect(AverageLink(vectors(1, seed: 1)).groups(2, ofAtLeast: 1) == nil)
  }

  @Test("Groups that are too small are passed over for large ones lower in the tree")
  func leastSize() throws {
    var voices = SyntheticVoices(seed: 3)
    voices.unitScatter = 0.4
    let call = voices.call(voices.turns([10, 10]))
    var values = call.unitEmbeddings
    var outlier = [Float](repeating: 0, count: VoiceVectors.width)
    outlier[7] = 1
    values += outlier
    let count = values.count / VoiceVectors.width
    let tree = AverageLink(VoiceVectors(values: values, units: Array(0..<count)))
    #expect(try #require(tree.groups(2, ofAtLeast: 1)).map(\.count).min() == 1)
    let groups = try #require(tree.groups(2, ofAtLeast: 5))
    #expect(groups.allSatisfy { !$0.contains(count - 1) })
    #expect(groups.map(\.count).reduce(0, +) == count - 1)
    #expect(tree.groups(2, ofAtLeast: count) == nil)
  }

  @Test("Vectors that are all the same are joined all the same, in the same way each time")
  func ties() {
    let one = vectors(1, seed: 5)
    let same = VoiceVectors(
      values: Array(repeating: one.values, count: 6).flatMap { $0 }, units: Array(0..<6))
    let first = AverageLink(same).groups(2, ofAtLeast: 1)
    #expect(first != nil)
    #expect(AverageLink(same).groups(2, ofAtLeast: 1) == first)
  }

  @Test(
    "Hundreds of vectors that differ by no more than rounding are one tree",
    .timeLimit(.minutes(1)),
    arguments: [0, 1e-7, 1e-6] as [Float])
  func nearTies(_ difference: Float) {
    let kinds = vectors(3, seed: 8)
    var numbers = RandomNumbers(state: 9)
    let values = (0..<400).flatMap { row in
      kinds.values[(row % 3) * VoiceVectors.width..<(row % 3 + 1) * VoiceVectors.width]
        .map { $0 + difference * numbers.nextSigned() }
    }
    let tree = AverageLink(VoiceVectors(values: values, units: Array(0..<400)))
    #expect(tree.joins.count == 399)
    #expect(tree.groups(1, ofAtLeast: 1) == [Array(0..<400)])
    let groups = tree.groups(3, ofAtLeast: 1) ?? []
    #expect(groups.map { Set($0.map { $0 % 3 }).count } == [1, 1, 1])
  }

  @Test("Vectors that are no numbers make a tree of no meaning", .timeLimit(.minutes(1)))
  func damaged() {
    var values = vectors(20, seed: 4).values
    for row in [0, 7, 19] { values[row * VoiceVectors.width] = .nan }
    let tree = AverageLink(VoiceVectors(values: values, units: Array(0..<20)))
    #expect(tree.groups(1, ofAtLeast: 1) == [Array(0..<20)])
  }
}
