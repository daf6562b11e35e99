import SpeechTimeline
import Testing

@testable import Transcripts

/// The rules for times that all formats share.
@Suite struct PlacementTests {
  private func place(
    _ words: [RawWord], start: Int? = nil, end: Int? = nil, text: String? = nil
  ) throws -> (words: [TranscriptWord], notes: ImportNotes) {
    var raw = RawTranscript(.sori)
    raw.segments = [RawSegment(at: "here", start: start, end: end, text: text, words: words)]
    let (transcript, notes) = try WordPlacer.place(raw, limits: ImportLimits())
    return (transcript.words, notes)
  }

  @Test("Words without times share their segment by syllables")
  func shares() throws {
    let (words, notes) = try place([], start: 1000, end: 2000, text: "네 안녕하세요 plan 12")
    // 1 + 5 + 4/3 + 2 syllables: 3, 15, 4 and 6 thirds of 28.
    #expect(
      words.map(\.span)
        == [TimeSpan(1000, 1107), TimeSpan(1107, 1642), TimeSpan(1642, 1785), TimeSpan(1785, 2000)])
    #expect(words.allSatisfy { $0.isEstimated })
    #expect(notes.sharedWords == 4)
  }

  @Test("Words without times among words with times get what lies between")
  func interpolation() throws {
    let (words, notes) = try place([
      RawWord("가", 100, 200), RawWord("나"), RawWord("다"), RawWord("라", 600, 700),
    ])
    #expect(
      words.map(\.span)
        == [TimeSpan(100, 200), TimeSpan(200, 400), TimeSpan(400, 600), TimeSpan(600, 700)])
    #expect(words.map(\.isEstimated) == [false, true, true, false])
    #expect(notes.interpolatedWords == 2)
  }

  @Test("At the ends of a segment they get what its times, or slow speech, allow")
  func ends() throws {
    var words = try place([RawWord("가"), RawWord("나", 500, 600), RawWord("다라")]).words
    #expect(words.map(\.span) == [TimeSpan(250, 500), TimeSpan(500, 600), TimeSpan(600, 1100)])
    words = try place(
      [RawWord("가"), RawWord("나", 500, 600), RawWord("다라")], start: 400, end: 700
    ).words
    #expect(words.map(\.span) == [TimeSpan(400, 500), TimeSpan(500, 600), TimeSpan(600, 700)])
  }

  @Test("A word with half a time gets the other half from its neighbours")
  func halves() throws {
    let words = try place([
      RawWord("가", 100, nil), RawWord("나", 200, 300), RawWord("다", nil, 500),
      RawWord("라", 500, nil),
    ]).words
    #expect(
      words.map(\.span)
        == [TimeSpan(100, 200), TimeSpan(200, 300), TimeSpan(300, 500), TimeSpan(500, 750)])
    #expect(words.map(\.isEstimated) == [true, false, true, true])
  }

  @Test("A word without length gets room up to the next one, or none where there is none")
  func lengthening() throws {
    let (words, notes) = try place([
      RawWord("가", 100, 100), RawWord("나", 100, 100), RawWord("다", 150, 150),
      RawWord("라", 900, 950),
    ])
    #expect(
      words.map(\.span)
        == [TimeSpan(100, 100), TimeSpan(100, 150), TimeSpan(150, 400), TimeSpan(900, 950)])
    #expect(words.map(\.isEstimated) == [false, true, true, false])
    #expect(notes.lengthenedWords == 2)
  }

  @Test("A word that no one speaks so long keeps its times and is marked")
  func stretching() throws {
    let (words, notes) = try place([RawWord("네", 0, 1250), RawWord("네", 1250, 2501)])
    #expect(words.map(\.isEstimated) == [false, true])
    #expect(words[1].span == TimeSpan(1250, 2501))
    #expect(notes.stretchedWords == 1)
  }

  @Test("Half a second backwards is put right, more is an error")
  func disorder() throws {
    let (words, notes) = try place([RawWord("가", 1000, 1200), RawWord("나", 500, 1300)])
    #expect(words.map(\.span) == [TimeSpan(1000, 1200), TimeSpan(1000, 1300)])
    #expect(words.map(\.isEstimated) == [false, true])
    #expect(notes.movedWords == 1)
    let error = #expect(throws: TranscriptError.self) {
      try self.place([RawWord("가", 1000, 1200), RawWord("나", 499, 1300)])
    }
    #expect(error?.code == .disordered)
    #expect(error?.place == "here")
  }

  @Test("Words may overlap")
  func overlap() throws {
    let words = try place([RawWord("가", 0, 900), RawWord("나", 500, 800)]).words
    #expect(words.map(\.span) == [TimeSpan(0, 900), TimeSpan(500, 800)])
    #expect(words.allSatisfy { !$0.isEstimated })
  }

  @Test("Punctuation joins the word before it, and the one behind it at a segment's start")
  func punctuation() throws {
    let (words, notes) = try place([
      RawWord("\"", joinsPrevious: true), RawWord("네", 100, 200), RawWord("."), RawWord("\""),
      RawWord("예", 300, 400), RawWord("?"),
    ])
    #expect(words.map(\.text) == ["\"네.\"", "예?"])
    #expect(words.map(\.span) == [TimeSpan(100, 200), TimeSpan(300, 400)])
    #expect(words.allSatisfy { !$0.isEstimated })
    #expect(notes.joinedPieces == 4)
  }

  @Test("Punctuation alone is no segment")
  func punctuationAlone() throws {
    #expect(try place([RawWord("?", joinsPrevious: true)], start: 0, end: 1).words.isEmpty)
  }

  @Test("A word with white space is several, which share its time")
  func severalInOne() throws {
    let words = try place([RawWord("네 고객님", 0, 400, confidence: 0.5)]).words
    #expect(words.map(\.text) == ["네", "고객님"])
    #expect(words.map(\.span) == [TimeSpan(0, 100), TimeSpan(100, 400)])
    #expect(words.allSatisfy { $0.isEstimated && $0.confidence == 0.5 })
  }

  @Test("Confidences that are none are left out")
  func confidences() throws {
    let values = [0, 1, 1.0005, 1.5, -0.1, .nan, .infinity]
    let (words, notes) = try place(
      values.enumerated().map { RawWord("가", $0 * 100, $0 * 100 + 50, confidence: $1) })
    #expect(words.map(\.confidence) == [0, 1, 1, nil, nil, nil, nil])
    #expect(notes.droppedConfidences == 4)
  }

  @Test("Edited text stands at the times of the words that were heard")
  func alignment() throws {
    let heard = [
      RawWord("번호는", 0, 500), RawWord("공일공", 500, 1100), RawWord("일이삼사", 1100, 2000),
      RawWord("입니다", 2000, 2500),
    ]
    let words = try place(heard, text: "번호는, 010-1234 입니다.").words
    #expect(words.map(\.text) == ["번호는,", "010-1234", "입니다."])
    #expect(words.map(\.span) == [TimeSpan(0, 500), TimeSpan(500, 2000), TimeSpan(2000, 2500)])
    #expect(words.map(\.isEstimated) == [false, true, false])
    // As many words in between: one each.
    let same = try place(heard, text: "번호는 010 1234 입니다").words
    #expect(same.map(\.span.start) == [0, 500, 1100, 2000])
    #expect(same.allSatisfy { !$0.isEstimated })
    // A word more than was heard.
    let more = try place([heard[0], heard[3]], text: "번호는 또 입니다").words
    #expect(more.map(\.span) == [TimeSpan(0, 500), TimeSpan(500, 2000), TimeSpan(2000, 2500)])
  }

  @Test("Segments come in order of time, those that start together as in the file")
  func order() throws {
    var raw = RawTranscript(.sori)
    raw.segments = [
      RawSegment(at: "0", speaker: "b", words: [RawWord("나", 500, 600)]),
      RawSegment(at: "1", speaker: "a", words: [RawWord("가", 100, 200)]),
      RawSegment(at: "2", speaker: "c", words: [RawWord("다", 500, 550)]),
      RawSegment(at: "3", speaker: "d"),
    ]
    let (transcript, notes) = try WordPlacer.place(raw, limits: ImportLimits())
    #expect(transcript.words.map(\.speaker) == ["a", "b", "c"])
    #expect(transcript.words.map(\.segment) == [0, 1, 2])
    #expect(notes.reorderedSegments == 1)
    #expect(notes.skippedParts == 1)
  }

  @Test("Words of formats without segments part at speakers and at a second of silence")
  func building() {
    var builder = SegmentBuilder()
    builder.add(RawWord("가", 0, 100), speaker: "a", channel: nil, at: "0")
    builder.add(RawWord("나", 1099, 1200), speaker: "a", channel: nil, at: "1")
    builder.add(RawWord("다", 2200, 2300), speaker: "a", channel: nil, at: "2")
    builder.add(RawWord(".", joinsPrevious: true), speaker: "b", channel: nil, at: "3")
    builder.add(RawWord("라", 2300, 2400), speaker: "b", channel: nil, at: "4")
    #expect(builder.segments.map { $0.words.map(\.text) } == [["가", "나"], ["다", "."], ["라"]])
  }
}
