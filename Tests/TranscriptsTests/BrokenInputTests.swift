import SpeechTimeline
import Testing

@testable import Transcripts

/// What is wrong with a transcript has a name, and its message a place; never what was said.
@Suite struct BrokenInputTests {
  struct Broken: CustomTestStringConvertible {
    let what: String
    let text: String
    let code: TranscriptError.Code
    let place: String?
    var testDescription: String { what }

    init(_ what: String, _ text: String, _ code: TranscriptError.Code, at place: String?) {
      self.what = what
      self.text = text
      self.code = code
      self.place = place
    }
  }

  private static func whisper(_ segment: String) -> String {
    "{\"segments\":[{\"seek\":0,\"text\":\"비밀\",\(segment)}],\"language\":\"ko\"}"
  }

  static let json: [Broken] = [
    Broken("an object cut off", "{\"segments\":[{\"seek\":0,", .malformed, at: "line 1"),
    Broken("a string cut off", "{\n\"text\": \"비밀", .malformed, at: "line 2"),
    Broken("a list without commas", "[1 2]", .malformed, at: "line 1"),
    Broken("a number with a leading zero", "[01]", .malformed, at: "line 1"),
    Broken("an object of nothing known", "{\"비밀\": 1}", .unknownFormat, at: nil),
    Broken(
      "segments in no known unit", "{\"segments\":[{\"start\":0,\"end\":9,\"text\":\"a\"}]}",
      .unknownFormat, at: nil),
    Broken("two values that are no results of Vosk", "{\"a\":1}{\"a\":1}", .unknownFormat, at: nil),
    Broken(
      "a negative start", whisper("\"start\":-1.0,\"end\":1"), .impossibleTime,
      at: "segments[0].start"),
    Broken(
      "a start that is no number", whisper("\"start\":NaN,\"end\":1"), .impossibleTime,
      at: "segments[0].start"),
    Broken(
      "an end in no finite time", whisper("\"start\":0,\"end\":Infinity"), .impossibleTime,
      at: "segments[0].end"),
    Broken(
      "an end before its start", whisper("\"start\":2,\"end\":1"), .impossibleTime,
      at: "segments[0]"),
    Broken(
      "a time after a day", whisper("\"start\":0,\"end\":86401"), .impossibleTime,
      at: "segments[0].end"),
    Broken(
      "a time that is a list", whisper("\"start\":[],\"end\":1"), .malformed,
      at: "segments[0].start"),
    Broken(
      "a time that is text", whisper("\"start\":\"비밀\",\"end\":1"), .malformed,
      at: "segments[0].start"),
    Broken("a segment without any time", whisper("\"id\":1"), .malformed, at: "segments[0]"),
    Broken(
      "words that run backwards",
      whisper(
        "\"start\":0,\"end\":9,\"words\":[{\"word\":\" a\",\"start\":5,\"end\":6},{\"word\":\" b\",\"start\":1,\"end\":2}]"
      ), .disordered, at: "segments[0]"),
    Broken(
      "a word without text", whisper("\"start\":0,\"end\":9,\"words\":[{\"start\":5,\"end\":6}]"),
      .malformed, at: "segments[0].words[0]"),
    Broken(
      "an item of Amazon's without a word",
      "{\"results\":{\"transcripts\":[],\"items\":[{\"start_time\":\"0\"}]}}", .malformed,
      at: "results.items[0]"),
    Broken(
      "a channel of Amazon's without a number",
      "{\"results\":{\"transcripts\":[],\"channel_labels\":{\"channels\":[{\"channel_label\":\"left\",\"items\":[]}]}}}",
      .malformed, at: "results.channel_labels.channels[0].channel_label"),
    Broken(
      "an Amazon call with its end first",
      "{\"Transcript\":[{\"BeginOffsetMillis\":9,\"EndOffsetMillis\":3,\"Content\":\"비밀\"}]}",
      .impossibleTime, at: "Transcript[0]"),
    Broken(
      "a Post Call Analytics segment of text times",
      "{\"SpeechSegments\":[{\"SegmentStartTime\":\"x\"}]}", .malformed,
      at: "SpeechSegments[0].SegmentStartTime"),
    Broken(
      "a Google time without its s",
      "{\"results\":[{\"alternatives\":[{\"words\":[{\"word\":\"비밀\",\"startTime\":\"1.5\"}]}]}]}",
      .malformed, at: "results[0].alternatives[0].words[0].startTime"),
    Broken(
      "a Google time below zero",
      "{\"results\":[{\"alternatives\":[{\"words\":[{\"word\":\"비밀\",\"startOffset\":\"-3s\"}]}]}]}",
      .impossibleTime, at: "results[0].alternatives[0].words[0].startOffset"),
    Broken(
      "an Azure duration below zero",
      "{\"phrases\":[{\"text\":\"비밀\",\"offsetMilliseconds\":5,\"durationMilliseconds\":-5}]}",
      .impossibleTime, at: "phrases[0].durationMilliseconds"),
    Broken(
      "an Azure channel below zero",
      "{\"phrases\":[{\"channel\":-1,\"text\":\"비밀\",\"offsetMilliseconds\":5}]}", .malformed,
      at: "phrases[0].channel"),
    Broken(
      "an Azure duration in no form",
      "{\"recognizedPhrases\":[{\"offset\":\"5 s\",\"nBest\":[{\"display\":\"비밀\"}]}]}", .malformed,
      at: "recognizedPhrases[0].offset"),
    Broken(
      "a word of CLOVA's of two parts",
      "{\"segments\":[{\"start\":0,\"end\":5,\"textEdited\":\"비밀\",\"words\":[[0,1]]}]}",
      .malformed, at: "segments[0].words[0]"),
    Broken(
      "an utterance of RTZR's without text",
      "{\"results\":{\"utterances\":[{\"start_at\":0,\"duration\":9}]}}", .malformed,
      at: "results.utterances[0]"),
    Broken(
      "an RTZR utterance beyond a day",
      "{\"results\":{\"utterances\":[{\"start_at\":86400000,\"duration\":9,\"msg\":\"비밀\"}]}}",
      .impossibleTime, at: "results.utterances[0]"),
    Broken(
      "Vosk's text without words", "{\"text\":\"\"}{\"alternatives\":[{\"text\":\"비밀\"}]}",
      .malformed, at: "result 2"),
    Broken(
      "whisper.cpp without offsets", "{\"transcription\":[{\"text\":\"비밀\"}]}", .malformed,
      at: "transcription[0]"),
    Broken(
      "a vCon without a transcript",
      "{\"vcon\":\"0.4.0\",\"analysis\":[{\"type\":\"summary\",\"vendor\":\"x\",\"body\":\"비밀\"}]}",
      .noTranscript, at: nil),
    Broken(
      "a vCon in a vCon",
      "{\"type\":\"transcript\",\"vendor\":\"x\",\"body\":{\"vcon\":\"0.4.0\"}}", .unknownFormat,
      at: nil),
    Broken(
      "a vCon of base64url that is none",
      "{\"type\":\"transcript\",\"vendor\":\"x\",\"encoding\":\"base64url\",\"body\":\"비밀\"}",
      .malformed, at: nil),
    Broken(
      "sori's JSON of another version",
      "{\"schema\":\"sori.transcript\",\"schema_version\":\"2.0.0\",\"segments\":[]}", .malformed,
      at: "schema_version"),
    Broken(
      "sori's JSON with a segment without words", own("\"words\":[]"), .malformed, at: "segments[0]"
    ),
    Broken(
      "sori's JSON with two words in one",
      own("\"words\":[{\"text\":\"비 밀\",\"start_s\":0,\"end_s\":1}]"), .malformed,
      at: "segments[0].words[0]"),
    Broken(
      "sori's JSON with words backwards",
      own(
        "\"words\":[{\"text\":\"a\",\"start_s\":1,\"end_s\":1},{\"text\":\"b\",\"start_s\":0.9,\"end_s\":1}]"
      ), .disordered, at: "segments[0]"),
    Broken(
      "sori's JSON with a confidence of 2",
      own("\"words\":[{\"text\":\"a\",\"start_s\":1,\"end_s\":1,\"confidence\":2}]"), .malformed,
      at: "segments[0].words[0].confidence"),
    Broken(
      "sori's JSON with a channel of 0",
      own("\"channel\":0,\"words\":[{\"text\":\"a\",\"start_s\":1,\"end_s\":1}]"), .malformed,
      at: "segments[0].channel"),
  ]

  private static func own(_ segment: String) -> String {
    "{\"schema\":\"sori.transcript\",\"schema_version\":\"1.0.0\",\"segments\":[{\(segment)}]}"
  }

  private static let praat = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n"

  static let text: [Broken] = [
    Broken("an empty file", "", .unknownFormat, at: nil),
    Broken("white space alone", " \r\n\t\n", .unknownFormat, at: nil),
    Broken("prose", "비밀 이야기\n한 줄 더\n", .unknownFormat, at: nil),
    Broken("RTTM", "SPEAKER call 1 0.0 1.0 <NA> <NA> a <NA> <NA>\n", .unknownFormat, at: nil),
    Broken(
      "WebVTT with its end first", "WEBVTT\n\n00:02.000 --> 00:01.000\n비밀\n", .impossibleTime,
      at: "line 3"),
    Broken(
      "WebVTT with 61 seconds", "WEBVTT\n\n00:61.000 --> 01:02.000\n비밀\n", .malformed, at: "line 3"),
    Broken(
      "WebVTT below zero", "WEBVTT\n\n-00:01.000 --> 00:02.000\n비밀\n", .impossibleTime, at: "line 3"
    ),
    Broken(
      "WebVTT beyond a day", "WEBVTT\n\n25:00:00.000 --> 25:00:01.000\n비밀\n", .impossibleTime,
      at: "line 3"),
    Broken("WebVTT with half a time", "WEBVTT\n\n00:01.000 --> \n비밀\n", .malformed, at: "line 3"),
    Broken(
      "WebVTT with stamps backwards",
      "WEBVTT\n\n00:00.000 --> 00:09.000\n가 <00:08.000>나 <00:02.000>다\n", .disordered, at: "line 3"),
    Broken(
      "SubRip with its end first", "1\n00:00:02,000 --> 00:00:01,000\n비밀\n", .impossibleTime,
      at: "line 2"),
    Broken("SubRip with a time of words", "1\n00:00:02,000 --> 00:0비밀\n", .malformed, at: "line 2"),
    Broken("CTM with a negative length", "call 1 0.5 -0.1 비밀\n", .impossibleTime, at: "line 1"),
    Broken(
      "CTM with a start of NaN", "call 1 0.5 0.1 가\ncall 1 nan 0.1 비밀\n", .impossibleTime,
      at: "line 2"),
    Broken("CTM with too few fields", "call 1 0.5 0.1 가\ncall 1 비밀\n", .malformed, at: "line 2"),
    Broken(
      "CTM of two recordings", "call 1 0.5 0.1 가\nother 1 0.5 0.1 비밀\n", .severalRecordings,
      at: "line 2"),
    Broken("CTM on channel X", "call 1 0.5 0.1 가\ncall X 0.5 0.1 비밀\n", .malformed, at: "line 2"),
    Broken("CTM backwards", "call 1 5.0 0.1 가\ncall 1 4.0 0.1 비밀\n", .disordered, at: "line 1"),
    Broken(
      "a TextGrid cut off", praat + "0\n8\n<exists>\n1\n\"IntervalTier\"\n\"a\"\n0\n8\n1\n0\n",
      .malformed, at: "line 14"),
    Broken(
      "a TextGrid of more tiers than bytes", praat + "0\n8\n<exists>\n900\n", .malformed,
      at: "line 7"),
    Broken(
      "a TextGrid with its end first",
      praat + "0\n8\n<exists>\n1\n\"IntervalTier\"\n\"a\"\n0\n8\n1\n5\n2\n\"비밀\"\n",
      .impossibleTime, at: "line 12"),
    Broken(
      "a TextGrid with a tier of no kind", praat + "0\n8\n<exists>\n1\n\"비밀\"\n\"a\"\n0\n8\n1\n5\n",
      .malformed, at: "line 11"),
    Broken(
      "a TextGrid with an open string", praat + "0\n8\n<exists>\n1\n\"비밀\n", .malformed,
      at: "line 8"),
  ]

  @Test("Broken JSON is an error that names its place", arguments: json)
  func brokenJSON(broken: Broken) { expect(broken) }

  @Test("Broken text is an error that names its place", arguments: text)
  func brokenText(broken: Broken) { expect(broken) }

  private func expect(_ broken: Broken) {
    do {
      _ = try TranscriptReader.read(bytes: Array(broken.text.utf8), name: "call.x")
      Issue.record("it was read")
    } catch {
      #expect(error.code == broken.code, "\(error)")
      if let place = broken.place { #expect(error.place == place, "\(error)") }
      #expect(error.path == "call.x")
      #expect(!error.description.contains("비밀"))
    }
  }

  @Test("Every sample that is cut off anywhere ends in an error or in fewer words")
  func cutOff() throws {
    for name in [
      "openai-whisper-words.json", "voices.vtt", "channels.ctm", "speakers.TextGrid",
      "names-utf16le.srt", "names-cp949.srt",
    ] {
      let bytes = try Samples.bytes(name)
      let words = try Samples.read(name).transcript.words
      // A name that no longer recurs is a word.
      let count = words.count + Set(words.compactMap(\.speaker)).count
      for end in stride(from: 0, to: bytes.count, by: 7) {
        let read = try? TranscriptReader.read(bytes: Array(bytes.prefix(end)), name: name)
        #expect((read?.transcript.words.count ?? 0) <= count, "\(name) at \(end)")
      }
    }
  }

  @Test("Limits are errors: size, depth, values, words")
  func limits() throws {
    var limits = ImportLimits()
    limits.bytes = 10
    expect(.tooLarge, "WEBVTT\n\n\n\n\n\n", limits)
    limits = ImportLimits()
    expect(.tooLarge, String(repeating: "[", count: 100_000), limits)
    expect(.tooLarge, String(repeating: "{\"a\":", count: 100_000), limits)
    limits.values = 100
    expect(.tooLarge, "[" + String(repeating: "0,", count: 100) + "0]", limits)
    limits = ImportLimits()
    limits.words = 3
    expect(.tooLarge, "WEBVTT\n\n00:00.000 --> 00:01.000\n가 나 다 라\n", limits)
    limits = ImportLimits()
    limits.milliseconds = 1000
    expect(.impossibleTime, "WEBVTT\n\n00:00.000 --> 00:01.001\n가\n", limits)
  }

  private func expect(_ code: TranscriptError.Code, _ text: String, _ limits: ImportLimits) {
    let error = #expect(throws: TranscriptError.self) {
      try TranscriptReader(limits: limits).read(bytes: Array(text.utf8), name: "x")
    }
    #expect(error?.code == code)
  }

  @Test("A file that is not there, and a folder, cannot be read")
  func paths() {
    for path in ["/nowhere/call.json", "/"] {
      let error = #expect(throws: TranscriptError.self) { try TranscriptReader().read(path: path) }
      #expect(error?.code == .unreadable)
      #expect(error?.path == path)
    }
  }
}
