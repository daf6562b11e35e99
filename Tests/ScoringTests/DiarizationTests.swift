import SpeechTimeline
import Testing

@testable import Scoring

@Suite struct DiarizationTests {
  @Test("Missed, false and confused speakers, by hand")
  func byHand() throws {
    let score = try score(
      drawn(
        "11111111--1111----------",
        "--------------2222222222"),
      against: drawn(
        "AAAAAAAAAAAA------------",
        "----------BBBBBBBB------"))
    // 1 is A (1.0 s shared), 2 is B (0.4 s): missed 0.2 s of A and 0.2 s of the two at once,
    // 0.2 s of B are called 1, and 2 goes on for 0.6 s.
    let speakers = try #require(score.diarization)
    #expect(speakers.reference == 2000)
    #expect(speakers.miss == 400)
    #expect(speakers.falseAlarm == 600)
    #expect(speakers.confusion == 200)
    #expect(speakers.errorRatio == 0.6)
    // A: 1.0 of 1.4 s; B: 0.4 of 1.4 s.
    let jaccard = try #require(speakers.jaccardErrorRatio)
    #expect(abs(jaccard - ((1 - 10.0 / 14) + (1 - 4.0 / 14)) / 2) < 1e-12)
    #expect(speakers.purity == (10.0 + 4) / (12 + 10))
    #expect(speakers.coverage == (10.0 + 4) / 20)
  }

  @Test("Two at once and one found: one is missed, and which one does not matter")
  func overlap() throws {
    let truth = drawn("AAAA", "BBBB")
    let speakers = try #require(try score(drawn("1111"), against: truth).diarization)
    #expect(speakers.miss == 400)
    #expect(speakers.confusion == 0)
    #expect(speakers.referenceSpeakers == 2)
    #expect(speakers.hypothesisSpeakers == 1)
    #expect(speakers.recordingsWithRightCount == 0)
    let alone = try score(
      drawn("1111"), against: truth, options: options { $0.scoresOverlap = false })
    #expect(alone.diarization?.reference == 0)
    #expect(alone.diarization?.errorRatio == nil)
    #expect(alone.diarization?.referenceSpeakers == 0)
  }

  @Test("Collars lie round every speaker's edges, inside another's speech too")
  func collar() throws {
    let truth = drawn("AAAAAAAAAAAAAAAAAAAA", "--------BBBB--------")
    let scored = try score(
      SpeakerLabels(), against: truth, options: options { $0.collarPerSideSeconds = 0.1 })
    // A: 2.0 s less 0.1 at each end and 0.2 round each edge of B; B: 0.4 less 0.1 at each end.
    #expect(scored.diarization?.reference == 1400 + 200)
  }

  @Test("A perfect hypothesis under other names has no error", arguments: 0..<20)
  func perfect(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    let truth = randomLabels(["a", "b", "c", "d"], duration: 30_000, using: &generator)
    guard !truth.isEmpty else { return }
    let renamed = truth.renamed(["a": "4", "b": "1", "c": "x", "d": "2"])
    let speakers = try #require(
      try score(renamed, against: truth, duration: 30_000).diarization)
    #expect(speakers.errorRatio == 0)
    #expect(speakers.jaccardErrorRatio == 0)
    #expect(speakers.purity ?? 1 >= 1)
    #expect(speakers.recordingsWithRightCount == 1)
  }

  @Test("Other names and another time change nothing", arguments: 0..<20)
  func invariance(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    let truth = randomLabels(["a", "b", "c"], duration: 30_000, using: &generator)
    let own = randomLabels(["1", "2", "3", "4"], duration: 30_000, using: &generator)
    let collared = options { $0.collarPerSideSeconds = 0.25 }
    let map = Timeline([TimeSpan(1000, 12_000), TimeSpan(15_000, 29_000)])
    let plain = try score(own, against: truth, map: map, duration: 30_000, options: collared)
    let renamed = try score(
      own.renamed(["1": "3", "3": "1", "2": "z"]), against: truth.renamed(["a": "c", "c": "a"]),
      map: map, duration: 30_000, options: collared)
    #expect(renamed.detection == plain.detection)
    #expect(renamed.diarization?.errorRatio == plain.diarization?.errorRatio)
    #expect(renamed.diarization?.purity == plain.diarization?.purity)
    let later = try score(
      own.shifted(by: 7777), against: truth.shifted(by: 7777), map: map.shifted(by: 7777),
      duration: 40_000, options: collared)
    #expect(later == plain)
  }

  @Test("Parts sum: what is scored in two halves is scored in the whole", arguments: 0..<20)
  func partition(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    let truth = randomLabels(["a"], duration: 20_000, using: &generator)
    let own = randomLabels(["a"], duration: 20_000, using: &generator)
    var sum = DiarizationScore()
    for half in [TimeSpan(0, 9876), TimeSpan(9876, 20_000)] {
      let part = try score(own, against: truth, map: Timeline([half]), duration: 20_000)
      sum.add(try #require(part.diarization))
    }
    let whole = try #require(try score(own, against: truth, duration: 20_000).diarization)
    #expect(sum.reference == whole.reference)
    #expect(sum.miss == whole.miss)
    #expect(sum.falseAlarm == whole.falseAlarm)
    #expect(sum.recordings == 2)
  }

  @Test("Too many speakers are refused, not trapped on")
  func tooMany() {
    let many = SpeakerLabels((0..<64).map { ("s\($0)", TimeSpan($0 * 10, $0 * 10 + 5)) })
    #expect(throws: LabelError.self) { try score(many, against: drawn("A")) }
  }
}

@Suite struct AssignmentTests {
  /// The best sum over all pairings, by trying them all.
  private func best(_ weights: [[Int]], from row: Int = 0, without taken: Set<Int> = []) -> Int {
    guard row < weights.count else { return 0 }
    var most = best(weights, from: row + 1, without: taken)
    for column in weights[row].indices where !taken.contains(column) {
      let rest = best(weights, from: row + 1, without: taken.union([column]))
      most = max(most, weights[row][column] + rest)
    }
    return most
  }

  @Test("As good as the best of all pairings", arguments: 0..<200)
  func bruteForce(seed: UInt64) {
    var generator = SplitMix(state: seed)
    let rows = Int.random(in: 0...6, using: &generator)
    let columns = Int.random(in: 0...6, using: &generator)
    let highest = [1, 3, 1000][Int.random(in: 0...2, using: &generator)]
    let weights = (0..<rows).map { _ in
      (0..<columns).map { _ in Int.random(in: 0...highest, using: &generator) }
    }
    let pairs = optimalAssignment(weights)
    let used = pairs.compactMap(\.self)
    #expect(pairs.count == rows)
    #expect(Set(used).count == used.count)
    #expect(
      pairs.enumerated().reduce(0) {
        $0 + ($1.element.map { [row = $1.offset] in weights[row][$0] } ?? 0)
      }
        == best(weights))
  }

  @Test("The greedy choice is not taken where another gives more")
  func notGreedy() {
    #expect(optimalAssignment([[10, 9], [9, 1]]) == [1, 0])
    #expect(optimalAssignment([[0, 0], [0, 5]]) == [nil, 1])
    #expect(optimalAssignment([[5], [6], [7]]) == [nil, nil, 0])
  }
}
