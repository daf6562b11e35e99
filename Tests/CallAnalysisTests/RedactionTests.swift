import Foundation
import PersonalData
import SpeechTimeline
import Testing
import Transcripts

@testable import CallAnalysis

@Suite struct RedactionMapTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let map = RedactionMap(
    input: .init(sizeBytes: 32_044, sha256: String(repeating: "a", count: 64)),
    output: .init(sizeBytes: 32_044, sha256: String(repeating: "b", count: 64)), sound: "tone",
    textApplied: true,
    stretches: [
      .init(span: TimeSpan(1250, 4001), types: [.mobilePhone, .answer]),
      .init(span: TimeSpan(9000, 9500), channels: [2], types: [.card]),
    ])

  @Test("What is written is read back, with times to the millisecond")
  func roundTrip() throws {
    let path = try folder.write(map.json, to: "a.redaction.json")
    #expect(try RedactionMap.read(path: path) == map)
    #expect(map.masked == Timeline([TimeSpan(1250, 4001), TimeSpan(9000, 9500)]))
    #expect(map.audioMasked == 3251)
    #expect(map.json.hasSuffix("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(map.json.utf8)) as? [String: Any]
    #expect(object?["audio_masked_s"] as? Double == 3.251)
  }

  @Test("Without audio nothing was masked in it")
  func textOnly() {
    var map = map
    map.output = nil
    #expect(map.audioMasked == 0)
  }

  @Test(
    "What is no map, or none that makes sense, is refused with the file's name",
    arguments: [
      "", "[]", "{}", "{\"schema\":\"sori.redaction\"}", "{\"schema\":\"other\",\"version\":1}",
      "VERSION", "BACKWARDS", "NEGATIVE", "HUGE", "CHANNEL",
    ])
  func refused(_ change: String) throws {
    var text = map.json
    switch change {
    case "VERSION": text.replace("\"version\":1", with: "\"version\":2")
    case "BACKWARDS": text.replace("\"end_s\":4.001", with: "\"end_s\":1")
    case "NEGATIVE": text.replace("\"start_s\":1.25", with: "\"start_s\":-1.25")
    case "HUGE": text.replace("\"end_s\":4.001", with: "\"end_s\":1e300")
    case "CHANNEL": text.replace("\"channels\":[2]", with: "\"channels\":[0]")
    default: text = change
    }
    let path = try folder.write(text, to: "a.redaction.json")
    let error = #expect(throws: AnalysisError.self) { try RedactionMap.read(path: path) }
    #expect(error?.code == .unreadable)
    #expect(error?.path == path)
  }

  @Test("A file that is not finished leaves nothing behind, and what was there stays")
  func wholeFile() throws {
    let path = try folder.write("before", to: "out.txt")
    do {
      let file = try WholeFile(path: path)
      try file.append(Array("half".utf8))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.txt"])
    try WholeFile.write("after", to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "after")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.txt"])
  }
}

@Suite struct MaskedStretchesTests {
  private func stretches(
    _ words: [MaskedStretches.Word], speech: [TimeSpan], onlyChannel: Bool = false
  ) -> [RedactionMap.Stretch] {
    MaskedStretches(
      onlyChannel: onlyChannel, speech: Timeline(speech), duration: 10_000
    ).stretches(words)
  }

  @Test(
    "A margin is added, and an edge inside speech moves to where that begins or ends, if it is near"
  )
  func edges() {
    let word = MaskedStretches.Word(span: TimeSpan(2000, 3000), type: .card)
    #expect(stretches([word], speech: []).map(\.span) == [TimeSpan(1850, 3150)])
    #expect(
      stretches([word], speech: [TimeSpan(1700, 3300)]).map(\.span) == [TimeSpan(1700, 3300)])
    #expect(
      stretches([word], speech: [TimeSpan(1000, 4000)]).map(\.span) == [TimeSpan(1850, 3150)])
    #expect(
      stretches([.init(span: TimeSpan(0, 9950), type: .card)], speech: []).map(\.span)
        == [TimeSpan(0, 10_000)])
  }

  @Test("Stretches that touch are one, with the kinds of both; behind the end there is none")
  func merging() {
    let words = [
      MaskedStretches.Word(span: TimeSpan(3000, 3200), type: .answer),
      .init(span: TimeSpan(2000, 2800), type: .card),
      .init(span: TimeSpan(5000, 5100), type: .card),
      .init(span: TimeSpan(20_000, 21_000), type: .card),
    ]
    let found = stretches(words, speech: [])
    #expect(found.map(\.span) == [TimeSpan(1850, 3350), TimeSpan(4850, 5250)])
    #expect(found.map(\.types) == [[.card, .answer], [.card]])
  }

  @Test("By channel, each keeps its own; words of no channel are masked on all")
  func channels() {
    let words = [
      MaskedStretches.Word(span: TimeSpan(2000, 2800), type: .card, channel: 2),
      .init(span: TimeSpan(2500, 3000), type: .card, channel: 1),
      .init(span: TimeSpan(7000, 7100), type: .card),
    ]
    let found = stretches(words, speech: [], onlyChannel: true)
    #expect(found.map(\.channels) == [[2], [1], nil])
    #expect(stretches(words, speech: []).map(\.channels) == [nil, nil])
  }
}

@Suite struct TranscriptMaskTests {
  @Test("Words that nobody was heard to say are masked too, and all others stay")
  func everyWord() throws {
    let texts = ["제", "번호는", "공일공", "공일이삼", "사오육칠이요", "네"]
    let words = texts.enumerated().map { index, text in
      TranscriptWord(text, TimeSpan(500 * index, 500 * index + 400), segment: 0, speaker: "A")
    }
    let transcript = Transcript(words: words, language: "ko")
    let silent = Conversation(
      duration: 5000, segmentation: .single, speakers: [Speaker(label: "speech")],
      speech: [Timeline()])
    let mask = TranscriptMask(
      transcript, in: silent, attribution: WordAttribution(), detector: try PersonalDataDetector())
    let masked = mask.masked(transcript)
    #expect(
      masked.words.map(\.text)
        == ["제", "번호는", "[mobile_phone]", "[mobile_phone]", "[mobile_phone]", "네"])
    #expect(masked.words.map(\.span) == words.map(\.span))
    #expect(mask.words(of: transcript).map(\.span) == words[2...4].map(\.span))
  }
}
