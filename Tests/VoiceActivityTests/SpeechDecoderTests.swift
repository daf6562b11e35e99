import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("Spans out of scores") struct SpeechDecoderTests {
  /// Nothing but the path: edges stay where it puts them.
  private static func pathAlone(switchPenalty: Float) -> SpeechConfiguration {
    var configuration = SpeechConfiguration()
    configuration.switchPenalty = switchPenalty
    configuration.growthBeforeSeconds = 0
    configuration.growthAfterSeconds = 0
    configuration.trimSeconds = 0
    configuration.bridgeSeconds = 0
    configuration.leastSeconds = 0
    return configuration
  }

  /// Loud everywhere.
  private static func loud(_ count: Int) -> SpeechDecoder.Surroundings {
    SpeechDecoder.Surroundings(
      levelDB: [Float](repeating: -20, count: count),
      floorDB: [Float](repeating: -60, count: count),
      excluded: [Bool](repeating: false, count: count), voiceDB: -20)
  }

  private static func mask(_ spans: [Range<Int>], count: Int) -> [Bool] {
    (0..<count).map { frame in spans.contains { $0.contains(frame) } }
  }

  /// What a path is worth: the log odds of its speech, less a price for each change.
  private static func worth(_ path: [Bool], _ logOdds: [Float], price: Float) -> Float {
    let changes = zip(path, path.dropFirst()).count { $0 != $1 }
    let odds = zip(path, logOdds).reduce(Float(0)) { $1.0 ? $0 + $1.1 : $0 }
    return odds - price * Float(changes)
  }

  /// The worth of the best of all sequences of two states.
  private static func best(_ logOdds: [Float], price: Float) -> Float {
    (0..<(1 << logOdds.count)).map { bits in
      worth(logOdds.indices.map { bits >> $0 & 1 == 1 }, logOdds, price: price)
    }.max() ?? 0
  }

  @Test(
    "No sequence of speech and pause is worth more than the path", arguments: 0...11,
    [Float(0), 1, 2.5, 8])
  func viterbi(count: Int, price: Float) {
    let decoder = SpeechDecoder(Self.pathAlone(switchPenalty: price))
    var random = RepeatableRandom(seed: UInt64(count) + 1)
    for _ in 0..<5 {
      // Halves: sums are exact, and paths of equal worth occur.
      let logOdds = (0..<count).map { _ in (random.sample() * 12).rounded() / 2 }
      let path = Self.mask(decoder.spans(logOdds, Self.loud(count)), count: count)
      #expect(Self.worth(path, logOdds, price: price) == Self.best(logOdds, price: price))
    }
  }

  @Test("An hour is decoded like its first minute: nothing drifts")
  func longRecording() {
    let minute = (0..<6000).map { frame -> Float in frame / 150 % 3 == 1 ? 1.7 : -2.3 }
    let hour = (0..<60).flatMap { _ in minute }
    let decoder = SpeechDecoder(Self.pathAlone(switchPenalty: 8))
    let first = decoder.spans(minute, Self.loud(minute.count))
    #expect(first.count == 13)
    let expected = (0..<60).flatMap { number in
      first.map { $0.lowerBound + number * 6000..<$0.upperBound + number * 6000 }
    }
    #expect(decoder.spans(hour, Self.loud(hour.count)) == expected)
  }

  @Test("Music lessens the log odds of speech where it is likely, and adds nothing where it is not")
  func music() {
    var configuration = SpeechConfiguration()
    configuration.musicPenalty = 0.5
    configuration.bias = 1
    let scores = FrameScores(outputs: [2, 6, 0, 0, 2, -6, 0, 0])
    #expect(SpeechDecoder(configuration).logOdds(scores, isMusic: [false, false]) == [0, 3])
  }

  // MARK: Edges

  /// Frames of 10 ms: a word that scores from 8 to 12, and is heard from `heard`.
  private static func word(
    heard: Range<Int>, logOdds around: Float = -3
  ) -> (logOdds: [Float], surroundings: SpeechDecoder.Surroundings) {
    var surroundings = loud(24)
    for frame in 0..<24 where !heard.contains(frame) { surroundings.levelDB[frame] = -60 }
    return ((0..<24).map { (8..<12).contains($0) ? 20 : around }, surroundings)
  }

  private static func edges(growth: Double = 0, trim: Double = 0) -> SpeechConfiguration {
    var configuration = pathAlone(switchPenalty: 8)
    configuration.growthBeforeSeconds = growth
    configuration.growthAfterSeconds = growth
    configuration.growthLogOdds = -4
    configuration.edgeOverFloorDB = 10
    configuration.edgeRangeDB = 30
    configuration.trimSeconds = trim
    configuration.trimOverFloorDB = 1
    return configuration
  }

  @Test("A span grows over what is heard of the word, no further than it may")
  func growth() {
    let (logOdds, surroundings) = Self.word(heard: 5..<14)
    func spans(_ growth: Double) -> [Range<Int>] {
      SpeechDecoder(Self.edges(growth: growth)).spans(logOdds, surroundings)
    }
    #expect(spans(0) == [8..<12])
    #expect(spans(0.01) == [7..<13])
    #expect(spans(0.03) == [5..<14])
    #expect(spans(0.2) == [5..<14])
  }

  @Test("It grows over nothing that is unlikely, too near the floor or too far below the voice")
  func noGrowth() {
    let (unlikely, surroundings) = Self.word(heard: 5..<14, logOdds: -4)
    let decoder = SpeechDecoder(Self.edges(growth: 0.1))
    #expect(decoder.spans(unlikely, surroundings) == [8..<12])
    var (logOdds, noisy) = Self.word(heard: 5..<14)
    noisy.floorDB = [Float](repeating: -30, count: 24)
    #expect(decoder.spans(logOdds, noisy) == [8..<12])
    noisy.floorDB[7] = -31
    #expect(decoder.spans(logOdds, noisy) == [7..<12])
    var weak: SpeechDecoder.Surroundings
    (logOdds, weak) = Self.word(heard: 5..<14)
    weak.voiceDB = 10
    #expect(decoder.spans(logOdds, weak) == [8..<12])
  }

  @Test("Growth ends at the recording's own ends")
  func growthAtEnds() {
    let logOdds: [Float] = [-3, 20, 20, 20, -3]
    let decoder = SpeechDecoder(Self.edges(growth: 0.5))
    #expect(decoder.spans(logOdds, Self.loud(5)) == [0..<5])
  }

  @Test("Silent frames at the edges are trimmed, no more than may be")
  func trimming() {
    let (logOdds, surroundings) = Self.word(heard: 10..<11)
    func spans(_ trim: Double) -> [Range<Int>] {
      SpeechDecoder(Self.edges(trim: trim)).spans(logOdds, surroundings)
    }
    #expect(spans(0) == [8..<12])
    #expect(spans(0.01) == [9..<11])
    #expect(spans(0.15) == [10..<11])
  }

  @Test("A span in which nothing is heard goes away")
  func nothingHeard() {
    let (logOdds, surroundings) = Self.word(heard: 0..<0)
    #expect(SpeechDecoder(Self.edges(trim: 0.15)).spans(logOdds, surroundings).isEmpty)
  }

  // MARK: Gaps, short spans, what is excluded

  /// Speech where a letter stands: `"..##..##.."`.
  private static func spans(
    _ drawing: String, excluded: Range<Int> = 0..<0, bridge: Double = 0, least: Double = 0
  ) -> [Range<Int>] {
    var configuration = pathAlone(switchPenalty: 0)
    configuration.bridgeSeconds = bridge
    configuration.leastSeconds = least
    let logOdds = drawing.map { $0 == "#" ? Float(5) : -5 }
    var surroundings = loud(logOdds.count)
    for frame in excluded { surroundings.excluded[frame] = true }
    return SpeechDecoder(configuration).spans(logOdds, surroundings)
  }

  @Test("Gaps shorter than the bridge are closed, no others")
  func bridging() {
    let drawing = "..##..##...##"
    #expect(Self.spans(drawing) == [2..<4, 6..<8, 11..<13])
    #expect(Self.spans(drawing, bridge: 0.02) == [2..<4, 6..<8, 11..<13])
    #expect(Self.spans(drawing, bridge: 0.03) == [2..<8, 11..<13])
    #expect(Self.spans(drawing, bridge: 0.04) == [2..<13])
  }

  @Test("What is excluded is never speech, and no gap is closed across it")
  func exclusion() {
    #expect(Self.spans("########", excluded: 3..<5, bridge: 0.5) == [0..<3, 5..<8])
    #expect(Self.spans("###..###", excluded: 4..<5, bridge: 0.5) == [0..<3, 5..<8])
  }

  @Test("Shorter spans than the least are dropped, after gaps were closed")
  func shortSpans() {
    #expect(Self.spans("#..##..###", least: 0.03) == [7..<10])
    #expect(Self.spans("#.#.......", bridge: 0.02, least: 0.03) == [0..<3])
  }

  @Test("No frames, no spans")
  func none() {
    #expect(SpeechDecoder(SpeechConfiguration()).spans([], Self.loud(0)).isEmpty)
  }
}
