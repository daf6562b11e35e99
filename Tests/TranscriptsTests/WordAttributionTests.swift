import SpeechTimeline
import Testing

@testable import Transcripts

@Suite("Words find their speakers")
struct WordAttributionTests {
  /// Agent 0–2 s, 4–6 s; customer 2.5–4 s, 8–9 s.
  private let agent = Timeline([TimeSpan(0, 2000), TimeSpan(4000, 6000)])
  private let customer = Timeline([TimeSpan(2500, 4000), TimeSpan(8000, 9000)])

  private func conversation(_ segmentation: Segmentation = .diarized) -> Conversation {
    let channels = segmentation == .channel ? [1, 2] : [nil, nil]
    return Conversation(
      duration: 10_000, segmentation: segmentation,
      speakers: [
        Speaker(label: "agent", role: .agent, channel: channels[0]),
        Speaker(label: "customer", role: .customer, channel: channels[1]),
      ], speech: [agent, customer])
  }

  private func word(
    _ text: String, _ start: Int, _ end: Int, segment: Int = 0, speaker: String? = nil,
    channel: Int? = nil
  ) -> TranscriptWord {
    TranscriptWord(
      text, TimeSpan(start, end), segment: segment, speaker: speaker, channel: channel)
  }

  @Test("A segment over two speakers' turns falls in two")
  func segmentIsSplit() {
    let transcript = Transcript(words: [
      word("안녕하세요", 1200, 1900), word("네", 2600, 2900), word("안녕하세요", 3000, 3800),
    ])
    let result = WordAttribution().attribute(transcript, to: conversation())
    #expect(result.utterances.map(\.speaker) == [0, 1])
    #expect(result.utterances.map(\.text) == ["안녕하세요", "네 안녕하세요"])
    #expect(result.utterances.map(\.role) == [.agent, .customer])
    #expect(result.checks.outsideCount == 0)
  }

  @Test("A channel decides against time")
  func channelDecides() {
    let transcript = Transcript(words: [word("네", 2600, 2900, channel: 1)])
    let result = WordAttribution().attribute(transcript, to: conversation(.channel))
    #expect(result.utterances.isEmpty)
    #expect(result.outside.map(\.text) == ["네"])
    #expect(result.checks.outsideCount == 1)
  }

  @Test("Swapped channels put nearly every word outside speech")
  func swappedChannels() {
    let words = [(0, 1), (500, 1), (1000, 1), (2600, 2), (3200, 2), (8200, 2)].map {
      word("말", $0.0, $0.0 + 400, channel: 3 - $0.1)
    }
    let checks = WordAttribution().attribute(Transcript(words: words), to: conversation(.channel))
      .checks
    #expect(checks.outsideCount == checks.wordCount)
  }

  @Test(
    "Words in nobody's speech are left out, and the tolerance is kept",
    arguments: [
      (6050, 6300, true), (6300, 6600, false), (2050, 2350, true), (7000, 7400, false),
    ])
  func outside(start: Int, end: Int, isHeard: Bool) {
    let result = WordAttribution().attribute(
      Transcript(words: [word("감사합니다", start, end)]), to: conversation())
    #expect(result.utterances.isEmpty != isHeard)
  }

  @Test("A word stretched over the pause behind it is heard")
  func stretchedWord() {
    let result = WordAttribution().attribute(
      Transcript(words: [word("네", 5600, 7900)]), to: conversation())
    #expect(result.utterances.map(\.speaker) == [0])
  }

  @Test("A word of no length belongs where it stands", arguments: [(1000, true), (7000, false)])
  func emptyWord(time: Int, isHeard: Bool) {
    let result = WordAttribution().attribute(
      Transcript(words: [word("네", time, time)]), to: conversation())
    #expect(result.utterances.isEmpty != isHeard)
  }

  @Test("Names tell nothing but what time confirms: they may be the other way round")
  func namesAreMatched() {
    let words = [(0, "B"), (500, "B"), (1000, "A"), (2700, "A"), (3300, "A"), (8300, "A")].map {
      word("말", $0.0, $0.0 + 400, speaker: $0.1)
    }
    let result = WordAttribution().attribute(Transcript(words: words), to: conversation())
    #expect(result.checks.labelledCount == 6)
    #expect(result.checks.agreeingCount == 5)
    #expect(result.utterances.map(\.speaker) == [0, 1])
  }

  @Test("Where both speak, the transcript's name decides")
  func overlapIsNamed() {
    let both = Conversation(
      duration: 5000, segmentation: .diarized,
      speakers: [Speaker(label: "agent"), Speaker(label: "customer")],
      speech: [Timeline([TimeSpan(0, 3000)]), Timeline([TimeSpan(2000, 5000)])])
    let words = [
      word("a", 0, 900, speaker: "x"), word("b", 2100, 2900, segment: 1, speaker: "y"),
      word("c", 2100, 2900, segment: 2, speaker: "x"),
      word("d", 3200, 4900, segment: 3, speaker: "y"),
    ]
    let result = WordAttribution().attribute(Transcript(words: words), to: both)
    #expect(result.utterances.map(\.text) == ["a", "b", "c", "d"])
    #expect(result.utterances.map(\.speaker) == [0, 1, 0, 1])
  }

  @Test(
    "Where both speak and nobody is named, a short word is whose speech is as short, on any channel",
    arguments: [false, true])
  func overlapIsUnnamed(isSwapped: Bool) {
    let long = Timeline([TimeSpan(0, 9000)])
    let short = Timeline([TimeSpan(4000, 4600)])
    let both = Conversation(
      duration: 10_000, segmentation: .diarized,
      speakers: [Speaker(label: "agent"), Speaker(label: "customer")],
      speech: isSwapped ? [short, long] : [long, short])
    let words = [
      word("긴", 100, 4000), word("말", 4050, 4500), word("끝", 5000, 8900),
      word("네", 4050, 4550, segment: 1),
    ]
    let result = WordAttribution().attribute(Transcript(words: words), to: both)
    let who = isSwapped ? [1, 0] : [0, 1]
    #expect(result.utterances.map(\.text) == ["긴 말 끝", "네"])
    #expect(result.utterances.map(\.speaker) == who)
  }

  @Test("Words in masked time are neither heard nor outside")
  func maskedWords() {
    let masked = conversation().masking(Timeline([TimeSpan(6500, 7500)]))
    let checks = WordAttribution().attribute(
      Transcript(words: [word("[card]", 6600, 7400), word("네", 100, 500)]), to: masked
    ).checks
    #expect(checks.wordCount == 1)
    #expect(checks.outsideCount == 0)
  }

  @Test("Speech far from any word of its speaker is counted")
  func wordlessSpeech() {
    let checks = WordAttribution().attribute(
      Transcript(words: [word("네", 0, 1000), word("네", 2500, 3500)]), to: conversation()
    ).checks
    #expect(checks.speechDuration == 6500)
    // Agent: 1.5–2 s and 4–6 s; customer: 8–9 s.
    #expect(checks.wordlessDuration == 500 + 2000 + 1000)
  }

  @Test("No words leave all speech without words, and no times to hold against it")
  func nothingSaid() {
    let result = WordAttribution().attribute(Transcript(), to: conversation())
    #expect(result.utterances.isEmpty)
    #expect(result.checks.wordlessDuration == result.checks.speechDuration)
    #expect(result.checks.offset == nil)
    #expect(result.checks.drift == nil)
  }

  /// Speech of 1.1–2.3 s between pauses of 0.4–1.6 s, and four words in each stretch.
  private func longCall(late offset: Int, growing drift: Int = 0) -> (Conversation, Transcript) {
    var time = 500
    var spans: [TimeSpan] = []
    var words: [TranscriptWord] = []
    var state: UInt64 = 7
    func next(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int(state >> 33) % range.count
    }
    for segment in 0..<200 {
      let length = next(1100...2300)
      spans.append(TimeSpan(time, time + length))
      let late = offset + drift * segment / 199
      for part in 0..<4 {
        let start = max(0, time + part * length / 4 + late)
        words.append(
          TranscriptWord("말", TimeSpan(start, start + length / 4), segment: segment))
      }
      time += length + next(400...1600)
    }
    let conversation = Conversation(
      duration: time, segmentation: .single, speakers: [Speaker(label: "speech")],
      speech: [Timeline(spans)])
    return (conversation, Transcript(words: words))
  }

  @Test("An offset of all words is found", arguments: [-3000, -250, 0, 70, 1230, 7000])
  func offsetIsFound(offset: Int) throws {
    let (conversation, transcript) = longCall(late: offset)
    let checks = WordAttribution().attribute(transcript, to: conversation).checks
    #expect(abs(try #require(checks.offset) - offset) <= 20)
    #expect(abs(try #require(checks.drift)) <= 20)
  }

  @Test("Times that run away show as drift")
  func driftIsFound() throws {
    let (conversation, transcript) = longCall(late: 0, growing: 2000)
    let checks = WordAttribution().attribute(transcript, to: conversation).checks
    #expect(abs(try #require(checks.drift) - 1000) <= 300)
  }

  @Test("Words of another call have no offset")
  func otherCall() {
    let (conversation, _) = longCall(late: 0)
    let words = (0..<200).map { index in
      let start = 370 * index * (index % 7 + 3) % 400_000
      return word("말", start, start + 300)
    }
    let checks = WordAttribution().attribute(Transcript(words: words), to: conversation).checks
    #expect(checks.offset == nil)
  }

  @Test("Every word is given out once, whatever the call")
  func nothingIsLost() {
    let (conversation, transcript) = longCall(late: 400)
    let result = WordAttribution().attribute(transcript, to: conversation)
    let given = result.utterances.reduce(0) { $0 + $1.words.count }
    #expect(given + result.outside.count == transcript.words.count)
    #expect(result.checks.outsideCount == result.outside.count)
  }
}
