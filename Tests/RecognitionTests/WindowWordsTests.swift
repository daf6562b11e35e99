import Recognition
import SpeechTimeline
import Testing

@Suite("Words of a window")
struct WindowWordsTests {
  private static let speech = Timeline([TimeSpan(1000, 2000), TimeSpan(9000, 10_000)])
  /// Pieces [800, 2200) at 0 and [8800, 10200) at 1700.
  private static let window = RecognitionWindows(speech: speech, duration: 20_000).windows[0]

  private static func words(_ heard: RecognisedWindow) -> [[TranscriptWord]] {
    WindowWords(window: window, speech: speech).words(of: heard)
  }

  @Test("Words without times share the speech of their segment by syllables")
  func syllables() {
    let heard = RecognisedWindow(segments: [
      RecognisedSegment(TimeSpan(0, 1500), "네 안녕하세요."),
      RecognisedSegment(TimeSpan(1500, 3000), "네"),
    ])
    let words = Self.words(heard)
    #expect(words.map { $0.map(\.text) } == [["네", "안녕하세요."], ["네"]])
    #expect(words[0].map(\.span) == [TimeSpan(1000, 1167), TimeSpan(1167, 2000)])
    #expect(words[1].map(\.span) == [TimeSpan(9000, 10_000)])
    #expect(words.joined().allSatisfy { $0.isEstimated })
  }

  @Test("A word lies in one piece, even where its segment has two")
  func onePiece() {
    let heard = RecognisedWindow(segments: [RecognisedSegment(TimeSpan(0, 3100), "가 나다라마바 사")])
    let segments = Self.words(heard)
    let words = segments.flatMap(\.self)
    #expect(words.count == 3)
    #expect(segments.count == 2)
    for word in words {
      #expect(Self.speech.spans.contains { $0.intersection(word.span) == word.span })
    }
    #expect(zip(words, words.dropFirst()).allSatisfy { $0.span.start <= $1.span.start })
  }

  @Test("Words with times are led back to the recording")
  func timed() {
    let segment = RecognisedSegment(
      TimeSpan(0, 3100), "", confidence: 0.5,
      words: [
        RecognisedWord(TimeSpan(300, 600), "네"),
        RecognisedWord(TimeSpan(1400, 2300), "예", confidence: 0.9),
      ])
    let words = Self.words(RecognisedWindow(segments: [segment])).flatMap(\.self)
    #expect(words.map(\.span) == [TimeSpan(1100, 1400), TimeSpan(8800, 9400)])
    #expect(words.map(\.confidence) == [0.5, 0.9])
    #expect(!words.contains { $0.isEstimated })
  }

  @Test("What nobody can have said is left out")
  func guards() {
    let segments = [RecognisedSegment(TimeSpan(0, 1500), "구독과 좋아요")]
    func count(_ change: (inout RecognisedWindow) -> Void) -> Int {
      var heard = RecognisedWindow(segments: segments)
      change(&heard)
      return Self.words(heard).count
    }
    #expect(count { _ in } == 1)
    #expect(count { $0.noSpeechProbability = 0.59 } == 1)
    #expect(count { $0.noSpeechProbability = 0.61 } == 0)
    #expect(count { $0.averageLogProbability = -1.05 } == 1)
    #expect(count { $0.averageLogProbability = -1.15 } == 0)
    #expect(count { $0.compressionRatio = 2.3 } == 1)
    #expect(count { $0.compressionRatio = 2.5 } == 0)
    // 40 syllables in a second of speech.
    let fast = String(repeating: "가나다라 ", count: 10)
    #expect(count { $0.segments[0].text = fast } == 0)
    #expect(count { $0.segments[0].text = " … ♪ -" } == 0)
  }

  @Test("A configuration out of range is refused by field", arguments: ["ko-KR", "", "KO", "a\"b"])
  func language(text: String) {
    var configuration = RecognitionConfiguration()
    configuration.language = text
    #expect(throws: RecognitionError.self) { try configuration.validate() }
    configuration.language = "ko"
    #expect(throws: Never.self) { try configuration.validate() }
    configuration.windowSeconds = 31
    #expect(throws: RecognitionError.self) { try configuration.validate() }
    configuration.windowSeconds = .nan
    #expect(throws: RecognitionError.self) { try configuration.validate() }
  }
}
