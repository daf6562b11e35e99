import SpeechTimeline
import Testing

@testable import Transcripts

@Suite struct SampleTests {
  /// A sample whose words have the call's times.
  struct Timed: CustomTestStringConvertible {
    let file: String
    let format: TranscriptFormat
    var speakers: [String] = []
    var channels = false
    var language: String? = "ko"
    var keepsMarks = true
    /// Words whose times are worked out.
    var estimated: Set<String> = []
    var testDescription: String { file }
  }

  static let timed: [Timed] = [
    Timed(file: "openai-whisper-words.json", format: .openAIWhisper),
    Timed(file: "openai-service.json", format: .openAIWhisper),
    Timed(file: "whisper.cpp-full.json", format: .whisperCpp),
    Timed(
      file: "amazon-speakers.json", format: .amazonTranscribe, speakers: ["spk_0", "spk_1"],
      language: "ko-KR"),
    Timed(
      file: "amazon-channels.json", format: .amazonTranscribe, channels: true, language: "ko-KR"),
    Timed(
      file: "google-v1-diarization.json", format: .googleV1, speakers: ["1", "2"],
      language: "ko-kr"),
    Timed(file: "google-v1-channels.json", format: .googleV1, channels: true, language: "ko-kr"),
    Timed(file: "google-v2.json", format: .googleV2, speakers: ["1", "2"], language: "ko-KR"),
    Timed(
      file: "azure-batch.json", format: .azureBatch, speakers: ["1", "2"], channels: true,
      language: "ko-KR", estimated: ["3번으로"]),
    Timed(
      file: "azure-batch-display.json", format: .azureBatch, speakers: ["1", "2"], channels: true,
      language: "ko-KR"),
    Timed(
      file: "azure-fast.json", format: .azureFast, speakers: ["1", "2"], channels: true,
      language: "ko-KR"),
    Timed(file: "clova.json", format: .clova, speakers: ["1", "2"]),
    Timed(file: "rtzr-words.json", format: .rtzr, speakers: ["0", "1"]),
    Timed(file: "vosk-lines.jsonl", format: .vosk, language: nil, keepsMarks: false),
    Timed(file: "vosk-stream.txt", format: .vosk, language: nil, keepsMarks: false),
    Timed(file: "channels.ctm", format: .ctm, channels: true, language: nil),
    Timed(
      file: "aligned.TextGrid", format: .textGrid, speakers: ["agent", "customer"], language: nil,
      keepsMarks: false),
    Timed(
      file: "sori.json", format: .sori, speakers: ["agent", "customer"], channels: true),
    Timed(file: "vcon-object.json", format: .vCon),
    Timed(file: "vcon-string.json", format: .vCon),
    Timed(
      file: "faster-whisper.json", format: .fasterWhisper, estimated: ["요금제를"]),
  ]

  @Test("Words keep the times that their format gives", arguments: timed)
  func timedSamples(sample: Timed) throws {
    let read = try Samples.read(sample.file)
    #expect(read.format == sample.format)
    #expect(read.encoding == .utf8)
    #expect(read.transcript.language == sample.language)
    let expected = Samples.expected(
      speakers: sample.speakers, channels: sample.channels, keepsMarks: sample.keepsMarks)
    #expect(read.transcript.plainWords == expected)
    let estimated = read.transcript.words.filter(\.isEstimated).map(\.text)
    #expect(Set(estimated) == sample.estimated)
  }

  /// A sample that gives times of segments alone.
  struct Shared: CustomTestStringConvertible {
    let file: String
    let format: TranscriptFormat
    var speakers: [String] = []
    var encoding: TextEncoding = .utf8
    var testDescription: String { file }
  }

  static let shared: [Shared] = [
    Shared(file: "openai-whisper-segments.json", format: .openAIWhisper),
    Shared(file: "whisper.cpp.json", format: .whisperCpp),
    Shared(
      file: "contact-lens.json", format: .amazonCallAnalytics, speakers: ["AGENT", "CUSTOMER"]),
    Shared(file: "rtzr.json", format: .rtzr, speakers: ["0", "1"]),
    Shared(file: "voices.vtt", format: .webVTT, speakers: ["상담원", "고객"]),
    Shared(file: "voices-crlf-bom.vtt", format: .webVTT, speakers: ["상담원", "고객"]),
    Shared(file: "plain.srt", format: .srt),
    Shared(file: "speakers.TextGrid", format: .textGrid, speakers: ["상담원", "고객"]),
    Shared(file: "speakers-short.TextGrid", format: .textGrid, speakers: ["상담원", "고객"]),
    Shared(
      file: "speakers-utf16.TextGrid", format: .textGrid, speakers: ["상담원", "고객"],
      encoding: .utf16BigEndian),
    Shared(
      file: "speakers-cp949.TextGrid", format: .textGrid, speakers: ["상담원", "고객"],
      encoding: .cp949),
    Shared(file: "vcon-turns.json", format: .vCon, speakers: ["상담원", "고객"]),
    Shared(file: "vcon-webvtt.json", format: .vCon, speakers: ["상담원", "고객"]),
    Shared(file: "vcon-base64url.json", format: .vCon, speakers: ["상담원", "고객"]),
  ]

  @Test("Words without times share their segment, and are marked", arguments: shared)
  func sharedSamples(sample: Shared) throws {
    let read = try Samples.read(sample.file)
    #expect(read.format == sample.format)
    #expect(read.encoding == sample.encoding)
    let words = read.transcript.words
    let expected = Samples.expected(speakers: sample.speakers)
    #expect(words.map(\.text) == expected.map(\.text))
    #expect(words.map(\.speaker) == expected.map(\.speaker))
    #expect(words.map(\.segment) == expected.map(\.segment))
    #expect(words.allSatisfy { $0.isEstimated })
    for number in 0..<3 {
      let (given, own) = (expected.ofSegment(number), words.ofSegment(number))
      // Shares meet, and together they are the segment.
      #expect(own.first?.span.start == given.first?.span.start)
      #expect(own.last?.span.end == given.last?.span.end)
      #expect(zip(own, own.dropFirst()).allSatisfy { $0.span.end == $1.span.start })
    }
  }

  @Test("Every encoding of a file gives the same words")
  func encodings() throws {
    let names = ["names.srt", "names-cp949.srt", "names-utf16le.srt", "names-utf16be.srt"]
    let read = try names.map { try Samples.read($0) }
    #expect(read.map(\.encoding) == [.utf8, .cp949, .utf16LittleEndian, .utf16BigEndian])
    #expect(Set(read.map(\.transcript)).count == 1)
    #expect(Set(read[0].transcript.words.map(\.speaker)) == ["상담원", "고객"])
    #expect(read[0].transcript.texts.suffix(2) == ["감사합니다.", "네."])
  }

  @Test("whisperX: a digit gets its time from its neighbours, a word over silence is marked")
  func whisperX() throws {
    let read = try Samples.read("whisperx.json")
    #expect(read.format == .whisperX)
    #expect(read.notes.interpolatedWords == 1)
    #expect(read.notes.stretchedWords == 1)
    let words = read.transcript.words
    let digit = try #require(words.first { $0.text == "3번으로" })
    #expect(digit.span == TimeSpan(5900, 6500))
    #expect(words.filter(\.isEstimated).map(\.text) == ["상담실입니다.", "3번으로"])
    #expect(Set(words.map(\.speaker)) == ["SPEAKER_00", "SPEAKER_01"])
    #expect(words[0].confidence == 0.8)
  }

  @Test("faster-whisper: pieces join their word, a word without length gets one")
  func fasterWhisper() throws {
    let read = try Samples.read("faster-whisper.json")
    #expect(read.notes.joinedPieces == 1)
    #expect(read.notes.lengthenedWords == 1)
  }

  @Test("Amazon's own forms of calls: roles, punctuation, words without length")
  func amazonCalls() throws {
    let read = try Samples.read("amazon-call-analytics.json")
    #expect(read.format == .amazonCallAnalytics)
    #expect(
      read.transcript.texts.joined(separator: " ")
        == "Thank you for calling. I'd like another plan.")
    #expect(Set(read.transcript.words.map(\.speaker)) == ["AGENT", "CUSTOMER"])
    let derived = try Samples.read("amazon-post-call-analytics.json")
    #expect(derived.format == .amazonPostCallAnalytics)
    #expect(derived.transcript.texts == read.transcript.texts)
    #expect(Set(derived.transcript.words.map(\.speaker)) == ["Agent", "Customer"])
    #expect(derived.transcript.words.map(\.span.start) == read.transcript.words.map(\.span.start))
    #expect(derived.notes.lengthenedWords == 8)
    #expect(derived.transcript.words.allSatisfy { $0.isEstimated && !$0.span.isEmpty })
  }

  @Test("Alternatives of CTM: the first counts; channels A and B are 1 and 2")
  func ctmAlternatives() throws {
    let words = try Samples.read("alternatives.ctm").transcript.words
    #expect(words.map(\.text) == ["three", "plans", "yes"])
    #expect(words.map(\.channel) == [1, 1, 2])
  }

  @Test("A prefix that does not recur is text, and so is what is no tag")
  func colonOnce() throws {
    let transcript = try Samples.read("colon-once.srt").transcript
    #expect(transcript.texts == ["참고:", "요금제", "변경", "<unk>", "10:30", "입니다", "네"])
    #expect(transcript.words.allSatisfy { $0.speaker == nil })
  }

  @Test("Time stamps in WebVTT are times of words")
  func stamps() throws {
    let words = try Samples.read("stamps.vtt").transcript.words
    #expect(words.map(\.span.start) == Samples.expected().map(\.span.start))
    #expect(words.allSatisfy { !$0.isEstimated })
  }

  @Test("Two voices of one cue are two segments")
  func twoVoices() throws {
    let words = try Samples.read("two-voices.vtt").transcript.words
    #expect(words.map(\.speaker) == ["agent", "agent", "customer"])
    #expect(words.map(\.segment) == [0, 0, 1])
    #expect(words[2].span == TimeSpan(2000, 4000))
  }

  @Test("A vCon's plain text shares the dialog's duration")
  func vConText() throws {
    let words = try Samples.read("vcon-text.json").transcript.words
    #expect(words.count == 11)
    #expect(words.last?.span.end == 8000)
  }

  @Test("whisperX: a segment that two speakers share is two")
  func splitSegment() throws {
    let text = """
      {"segments":[{"start":1.0,"end":4.0,"text":"네 12 번 아니요","words":[
      {"word":"네","start":1.0,"end":1.5,"score":0.5,"speaker":"SPEAKER_00"},{"word":"12"},
      {"word":"번","start":2.0,"end":2.5,"score":0.5,"speaker":"SPEAKER_00"},
      {"word":"아니요","start":3.0,"end":4.0,"score":0.5,"speaker":"SPEAKER_01"}],
      "speaker":"SPEAKER_00"}],"word_segments":[],"language":"ko"}
      """
    let words = try TranscriptReader.read(bytes: Array(text.utf8), name: "x").transcript.words
    #expect(words.map(\.speaker) == ["SPEAKER_00", "SPEAKER_00", "SPEAKER_00", "SPEAKER_01"])
    #expect(words.map(\.segment) == [0, 0, 0, 1])
    #expect(words[1].span == TimeSpan(1500, 2000))
  }

  @Test("Google: results that repeat all words before them count once")
  func cumulativeResults() throws {
    func result(_ words: [String]) -> String {
      "{\"alternatives\":[{\"words\":[\(words.joined(separator: ","))]}]}"
    }
    func word(_ text: String, _ start: Int, _ tag: Int) -> String {
      "{\"startTime\":\"\(start)s\",\"endTime\":\"\(start + 1)s\",\"word\":\"\(text)\",\"speakerTag\":\(tag)}"
    }
    let results = [
      result([word("가", 0, 1)]), result([word("가", 0, 2), word("나", 1, 1)]),
    ]
    let text = "{\"results\":[\(results.joined(separator: ","))]}"
    let words = try TranscriptReader.read(bytes: Array(text.utf8), name: "x").transcript.words
    #expect(words.map(\.text) == ["가", "나"])
    #expect(words.map(\.speaker) == ["2", "1"])
  }

  @Test("Vosk's alternatives and single results are read")
  func vosk() throws {
    #expect(try Samples.read("vosk-alternatives.json").transcript.words.count == 3)
    #expect(try Samples.read("vosk.json").transcript.words.count == 11)
  }
}

extension [TranscriptWord] {
  fileprivate func ofSegment(_ number: Int) -> [TranscriptWord] { filter { $0.segment == number } }
}
