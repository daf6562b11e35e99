import SpeechTimeline
import Testing

@testable import Transcripts

@Suite struct WriterTests {
  private static let call = Transcript(
    words: [
      TranscriptWord(
        "안녕하세요,", TimeSpan(500, 1200), segment: 0, speaker: "상담원", channel: 1, confidence: 0.9),
      TranscriptWord(
        "a<b>&c.", TimeSpan(1250, 1700), segment: 0, speaker: "상담원", channel: 1, isEstimated: true),
      TranscriptWord("네", TimeSpan(3000, 3000), segment: 1, speaker: "고객", channel: 2),
    ], language: "ko")

  private func back(_ text: String) throws -> ImportedTranscript {
    try TranscriptReader.read(bytes: Array(text.utf8), name: "back")
  }

  @Test("WebVTT has voices, escapes and no empty cue")
  func webVTT() {
    #expect(
      TranscriptWriter.write(Self.call, as: .webVTT) == """
        WEBVTT
        Language: ko

        00:00:00.500 --> 00:00:01.700
        <v 상담원>안녕하세요, a&lt;b&gt;&amp;c.

        00:00:03.000 --> 00:00:03.001
        <v 고객>네

        """)
    var writer = TranscriptWriter()
    writer.wordTimes = true
    #expect(
      writer.write(Self.call, as: .webVTT)
        .contains("안녕하세요, <00:00:01.250>a&lt;b&gt;&amp;c."))
  }

  @Test("SubRip has numbers, commas and names")
  func subRip() {
    #expect(
      TranscriptWriter.write(Self.call, as: .srt) == """
        1
        00:00:00,500 --> 00:00:01,700
        상담원: 안녕하세요, a<b>&c.

        2
        00:00:03,000 --> 00:00:03,001
        고객: 네

        """)
  }

  @Test("CTM has a line for each word")
  func ctm() {
    #expect(
      TranscriptWriter.write(Self.call, as: .ctm, recording: "my call") == """
        my_call 1 0.500 0.700 안녕하세요, 0.9
        my_call 1 1.250 0.450 a<b>&c.
        my_call 2 3.000 0.000 네

        """)
  }

  @Test("JSON has a line for each segment, and the vCon analysis holds it")
  func json() {
    let json = """
      {"schema":"sori.transcript","schema_version":"1.0.0","language":"ko","segments":[
      {"speaker":"상담원","channel":1,"words":[{"text":"안녕하세요,","start_s":0.500,"end_s":1.200,"confidence":0.9},\
      {"text":"a<b>&c.","start_s":1.250,"end_s":1.700,"estimated":true}]},
      {"speaker":"고객","channel":2,"words":[{"text":"네","start_s":3.000,"end_s":3.000}]}]}

      """
    #expect(TranscriptWriter.write(Self.call, as: .json) == json)
    #expect(
      TranscriptWriter.write(Self.call, as: .vCon)
        == "{\"type\":\"transcript\",\"dialog\":0,\"vendor\":\"sori\",\"product\":\"sori\","
        + "\"schema\":\"sori.transcript/1.0.0\",\"mediatype\":\"application/json\","
        + "\"encoding\":\"json\",\"body\":\(json.dropLast())}\n")
  }

  @Test("Cues have two lines of 42 columns at most, Hangul counted as two")
  func cueWidth() throws {
    let words = (0..<40).map { index in
      TranscriptWord("가나다라마", TimeSpan(index * 100, index * 100 + 90), segment: 0)
    }
    let cues = Cue.cues(Transcript(words: words), CueOptions())
    // 3 words of 10 columns and two spaces a line; a fourth would make 43.
    #expect(
      cues.map { $0.lines.map(\.count) } == [
        [3, 3], [3, 3], [3, 3], [3, 3], [3, 3], [3, 3], [3, 1],
      ])
    #expect(cues.flatMap { $0.lines.flatMap { $0 } } == words)
  }

  @Test("A name in front of SubRip's first line counts to its width", arguments: 0..<30)
  func namesCount(seed: Int) {
    let transcript = Transcript.random(seed: seed)
    for line in TranscriptWriter.write(transcript, as: .srt).split(separator: "\n") {
      #expect(columnCount(String(line)) <= 42)
    }
  }

  @Test("A cue ends at silence, after seven seconds, with its segment and its speaker")
  func cueEnds() {
    func word(_ start: Int, _ segment: Int = 0, _ speaker: String? = nil) -> TranscriptWord {
      TranscriptWord("네", TimeSpan(start, start + 100), segment: segment, speaker: speaker)
    }
    let words = [
      word(0), word(1599), word(3199), word(4600), word(6000), word(7400), word(10_099),
      word(10_300, 1), word(10_500, 1, "a"),
    ]
    let cues = Cue.cues(Transcript(words: words), CueOptions())
    #expect(cues.map { $0.lines.reduce(0) { $0 + $1.count } } == [2, 4, 1, 1, 1])
  }

  @Test("Words wider than a line stand alone in theirs")
  func wideWord() {
    let long = String(repeating: "가", count: 50)
    let words = [long, "네", long].map { TranscriptWord($0, TimeSpan(0, 100), segment: 0) }
    let cues = Cue.cues(Transcript(words: words), CueOptions())
    #expect(cues.map { $0.lines.map(\.count) } == [[1, 1], [1]])
  }

  @Test("Columns: Hangul, Han and kana two, marks none")
  func columns() {
    #expect(columnCount("가a1") == 4)
    #expect(columnCount("日本かな") == 8)
    #expect(columnCount("e\u{301}") == 1)
    #expect(columnCount("") == 0)
  }

  @Test("sori's JSON and the vCon analysis lose nothing", arguments: 0..<200)
  func lossless(seed: Int) throws {
    let transcript = Transcript.random(seed: seed)
    for format in [TranscriptWriter.Format.json, .vCon] {
      let written = TranscriptWriter.write(transcript, as: format)
      let back = try back(written)
      #expect(back.transcript == transcript)
      #expect(back.format == (format == .json ? .sori : .vCon))
      #expect(TranscriptWriter.write(back.transcript, as: format) == written)
    }
  }

  @Test("CTM keeps words, channels, times and confidences", arguments: 0..<100)
  func ctmRoundTrip(seed: Int) throws {
    let transcript = Transcript.random(seed: seed)
    guard !transcript.words.isEmpty else { return }
    let back = try back(TranscriptWriter.write(transcript, as: .ctm)).transcript.words
    func lines(_ words: [TranscriptWord]) -> [String] {
      words.map { "\($0.channel ?? 1) \($0.span.start) \($0.text) \($0.confidence ?? -1)" }.sorted()
    }
    #expect(lines(back) == lines(transcript.words))
    let spans = Set(transcript.words.map { "\($0.span) \($0.text)" })
    for word in back where !word.isEstimated {
      #expect(spans.contains("\(word.span) \(word.text)"))
    }
  }

  @Test("WebVTT with word times keeps words, speakers and starts", arguments: 0..<100)
  func webVTTRoundTrip(seed: Int) throws {
    let transcript = Transcript.random(seed: seed)
    var writer = TranscriptWriter()
    writer.wordTimes = true
    let back = try back(writer.write(transcript, as: .webVTT)).transcript
    #expect(back.language == transcript.language)
    func bag(_ words: [TranscriptWord]) -> [String] {
      words.map { "\($0.speaker ?? "") \($0.text)" }.sorted()
    }
    #expect(bag(back.words) == bag(transcript.words))
    // Each given start is one of the transcript's.
    let starts = Set(transcript.words.map(\.span.start))
    let given = back.words.filter { !$0.isEstimated }.map(\.span.start)
    #expect(given.allSatisfy { starts.contains($0) })
  }

  @Test("SubRip keeps words in order, and names that recur")
  func subRipRoundTrip() throws {
    let transcript = try Samples.read("names.srt").transcript
    let written = TranscriptWriter.write(transcript, as: .srt)
    let back = try back(written).transcript
    #expect(back.texts == transcript.texts)
    #expect(back.words.map(\.speaker) == transcript.words.map(\.speaker))
    #expect(back == transcript)
  }

  @Test(
    "Every sample is written in every form and read back",
    arguments: TranscriptWriter.Format.allCases)
  func samples(format: TranscriptWriter.Format) throws {
    let names = SampleTests.timed.map(\.file) + SampleTests.shared.map(\.file)
    for name in names {
      let transcript = try Samples.read(name).transcript
      let back = try back(TranscriptWriter.write(transcript, as: format)).transcript
      #expect(back.words.count >= transcript.words.count, "\(name)")
      if format == .json || format == .vCon { #expect(back == transcript, "\(name)") }
      if format == .webVTT { #expect(back.texts == transcript.texts, "\(name)") }
    }
  }

  @Test("An empty transcript is an empty file, or one that says so")
  func empty() throws {
    #expect(TranscriptWriter.write(Transcript(), as: .webVTT) == "WEBVTT\n")
    #expect(TranscriptWriter.write(Transcript(), as: .srt) == "")
    #expect(TranscriptWriter.write(Transcript(), as: .ctm) == "")
    #expect(try back(TranscriptWriter.write(Transcript(), as: .json)).transcript == Transcript())
    #expect(try back(TranscriptWriter.write(Transcript(), as: .vCon)).transcript == Transcript())
  }
}
