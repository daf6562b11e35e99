import Testing

@testable import Diarization

struct VoiceVectorsTests {
  /// Rows of units of the sizes given.
  private func vectors(_ sizes: [Int]) -> VoiceVectors {
    let units = sizes.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    return VoiceVectors(
      values: [Float](repeating: 0, count: units.count * VoiceVectors.width), units: units)
  }

  @Test(
    "What is looked at of many units is whole, evenly spread and never more than is asked for",
    arguments: [100, 101, 250, 499])
  func thinned(_ most: Int) {
    var numbers = RandomNumbers(state: UInt64(most))
    let random = (0..<300).map { _ in 1 + Int(numbers.next() % 4) }
    let all = vectors(random)
    let kept = all.thinned(toAtMost: most)
    #expect(kept.count <= most && kept.count > most * 4 / 5)
    for (unit, size) in random.enumerated() {
      let count = kept.units.count { $0 == unit }
      #expect(count == 0 || count == size)
    }
    let early = kept.units.count { $0 < 150 }
    #expect(abs(2 * early - kept.count) < most / 4)
  }

  @Test("Nor where every second unit is a large one", arguments: [100, 300, 375, 500, 749])
  func alternating(_ most: Int) {
    for large in 0...1 {
      let kept = vectors((0..<300).map { $0 % 2 == large ? 4 : 1 }).thinned(toAtMost: most)
      #expect(kept.count <= most && kept.count > most / 4)
    }
  }

  @Test("Of no more than is asked for all is kept")
  func all() {
    let few = vectors([3, 1, 4])
    #expect(few.thinned(toAtMost: 8).units == few.units)
    #expect(vectors([]).thinned(toAtMost: 100).count == 0)
  }
}
