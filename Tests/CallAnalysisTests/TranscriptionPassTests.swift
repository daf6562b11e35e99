import AudioIO
import Foundation
import Glibc
import Recognition
import SpeechTimeline
import Synchronization
import Testing

@testable import CallAnalysis

/// Says for each window how long it is and how loud, so that tests can tell what was heard.
private final class MeasuringEngine: RecognitionEngine {
  let asked = Mutex<[(count: Int, peak: Float, language: String?)]>([])

  func recognise(
    _ samples: [Float], language: String?, until deadline: ContinuousClock.Instant?
  ) throws(RecognitionError) -> RecognisedWindow {
    let peak = samples.map(abs).max() ?? 0
    asked.withLock { $0.append((samples.count, peak, language)) }
    let end = samples.count / 16
    return RecognisedWindow(
      segments: [RecognisedSegment(TimeSpan(0, end), peak > 0.3 ? "큰 소리" : "작은 소리")],
      language: "ko")
  }
}

/// Repeats itself in all but short windows.
private final class LoopingEngine: RecognitionEngine {
  let asked = Mutex<[Int]>([])

  func recognise(
    _ samples: [Float], language: String?, until deadline: ContinuousClock.Instant?
  ) throws(RecognitionError) -> RecognisedWindow {
    let milliseconds = samples.count / 16
    asked.withLock { $0.append(milliseconds) }
    return RecognisedWindow(
      segments: [RecognisedSegment(TimeSpan(0, milliseconds), "네")],
      compressionRatio: milliseconds < 3000 ? 1 : 10)
  }
}

@Suite("Transcription of a call")
struct TranscriptionPassTests {
  /// Two channels of 8 kHz, 16-bit PCM: a loud tone on the first, a soft one on the second.
  private static func recording(seconds: Int) throws -> String {
    let place = FileManager.default.temporaryDirectory
      .appending(path: "sori-transcription-XXXXXX.wav").path
    var template = Array(place.utf8CString)
    let descriptor = mkstemps(&template, 4)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    func put(_ number: UInt32, _ count: Int) {
      for shift in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
    }
    let size = UInt32(seconds * 8000 * 4)
    bytes += Array("RIFF".utf8)
    put(36 + size, 4)
    bytes += Array("WAVEfmt ".utf8)
    for (number, count) in [(16, 4), (1, 2), (2, 2), (8000, 4), (32_000, 4), (4, 2), (16, 2)] {
      put(UInt32(number), count)
    }
    bytes += Array("data".utf8)
    put(size, 4)
    for frame in 0..<(seconds * 8000) {
      let tone = sinf(Float(frame) * 0.3)
      put(UInt32(UInt16(bitPattern: Int16(tone * 16_000))), 2)
      put(UInt32(UInt16(bitPattern: Int16(tone * 4000))), 2)
    }
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    try #require(count == bytes.count)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func conversation(_ channels: [Int?]) -> Conversation {
    Conversation(
      duration: 40_000, segmentation: channels[0] == nil ? .diarized : .channel,
      speakers: [
        Speaker(label: "agent", role: .agent, channel: channels[0]),
        Speaker(label: "customer", role: .customer, channel: channels[1]),
      ],
      speech: [
        Timeline([TimeSpan(1000, 3000), TimeSpan(10_000, 12_000)]),
        Timeline([TimeSpan(4000, 9000), TimeSpan(13_000, 39_000)]),
      ])
  }

  @Test("Each speaker is heard on its own channel, at its own times, in windows of its own")
  func ownChannels() throws {
    let path = try Self.recording(seconds: 40)
    defer { unlink(path) }
    let engine = MeasuringEngine()
    let transcript = try TranscriptionPass(
      engine: engine, configuration: RecognitionConfiguration()
    ).transcribe(conversation: Self.conversation([1, 2]), path: path)
    // As they end: 5.4 s of the one; 2.4 s, 0.3 s and 2.4 s of the other; 26.4 s of the one.
    let counts = engine.asked.withLock { $0.map(\.count) }
    #expect(counts == [5400 * 16, 5100 * 16, 26_400 * 16])
    #expect(transcript.language == "ko")
    let speakers = ["agent", "customer", "customer", "agent", "customer", "customer"]
    #expect(transcript.words.map(\.speaker) == speakers)
    #expect(transcript.words.map(\.text) == ["큰", "작은", "소리", "소리", "작은", "소리"])
    #expect(transcript.words.map(\.channel) == [1, 2, 2, 1, 2, 2])
    #expect(transcript.words.map(\.segment) == [0, 1, 1, 2, 3, 3])
    for word in transcript.words {
      let speech = Self.conversation([1, 2]).speech[word.speaker == "agent" ? 0 : 1]
      #expect(speech.clipped(to: word.span).duration == word.span.duration)
    }
  }

  @Test("Speakers of one channel are heard on it, and never beyond each other's speech")
  func sharedChannel() throws {
    let path = try Self.recording(seconds: 40)
    defer { unlink(path) }
    let engine = MeasuringEngine()
    let transcript = try TranscriptionPass(
      engine: engine, configuration: RecognitionConfiguration()
    ).transcribe(conversation: Self.conversation([nil, nil]), path: path, sharedChannels: [2])
    #expect(engine.asked.withLock { $0.allSatisfy { $0.peak < 0.2 } })
    #expect(transcript.words.allSatisfy { $0.channel == nil })
    #expect(!transcript.words.isEmpty)
  }

  @Test(
    "A language is heard once in five seconds of speech, then kept; one that is given is kept at once"
  )
  func language() throws {
    let path = try Self.recording(seconds: 40)
    defer { unlink(path) }
    for given in ["auto", "en"] {
      let engine = MeasuringEngine()
      var configuration = RecognitionConfiguration()
      configuration.language = given
      _ = try TranscriptionPass(engine: engine, configuration: configuration)
        .transcribe(conversation: Self.conversation([1, 2]), path: path)
      let asked = engine.asked.withLock { $0.map(\.language) }
      #expect(asked == (given == "auto" ? [nil, "ko", "ko"] : ["en", "en", "en"]))
    }
  }

  @Test("A call without speech asks nobody and opens nothing")
  func silence() throws {
    let engine = MeasuringEngine()
    let silent = Conversation(
      duration: 1000, segmentation: .single, speakers: [Speaker(label: "speech")],
      speech: [Timeline()])
    let transcript = try TranscriptionPass(
      engine: engine, configuration: RecognitionConfiguration()
    ).transcribe(conversation: silent, path: "/does/not/exist")
    #expect(transcript == Transcript())
  }

  @Test("A recording that has become shorter gives what there is of it")
  func shorter() throws {
    let path = try Self.recording(seconds: 6)
    defer { unlink(path) }
    let engine = MeasuringEngine()
    _ = try TranscriptionPass(engine: engine, configuration: RecognitionConfiguration())
      .transcribe(conversation: Self.conversation([1, 2]), path: path)
    #expect(engine.asked.withLock { $0.count } == 2)
  }

  @Test(
    "A window that repeats itself is heard again in halves, once, and what still does is left out")
  func loops() throws {
    let path = try Self.recording(seconds: 40)
    defer { unlink(path) }
    let engine = LoopingEngine()
    let transcript = try TranscriptionPass(
      engine: engine, configuration: RecognitionConfiguration()
    ).transcribe(conversation: Self.conversation([1, 2]), path: path)
    // Of three windows one has two pieces; only what is 2.4 s long is believed.
    #expect(engine.asked.withLock { $0 } == [5400, 5100, 2400, 2400, 26_400])
    #expect(transcript.words.map(\.text) == ["네", "네"])
    #expect(transcript.words.map(\.span.start) == [1000, 10_000])
  }

  @Test("A pool makes a recogniser for each that needs one at a time, and uses it again")
  func pool() throws {
    let made = Mutex(0)
    let pool = try RecogniserPool(configuration: RecognitionConfiguration(), name: "none") {
      made.withLock { $0 += 1 }
      return MeasuringEngine()
    }
    try pool.prepare()
    try pool.withEngine { _ in try pool.withEngine { _ in } }
    try pool.withEngine { _ in }
    #expect(made.withLock { $0 } == 2)
  }
}
