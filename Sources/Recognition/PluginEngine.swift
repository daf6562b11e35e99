internal import FoundationEssentials
internal import SpeechTimeline
internal import Synchronization

/// A program of the user's that recognises speech: see docs/RECOGNITION.md for what it is sent and answers.
///
/// Started with the first window and used for all that follow; after a failure it is ended, and the next
/// window starts another one.
public final class PluginEngine: RecognitionEngine {
  private let command: String
  private let timeout: Duration
  private let running = Mutex<PluginSession?>(nil)

  /// - Parameters:
  ///   - command: for the shell.
  ///   - timeout: what the answer to one window may take, start of the program included.
  /// - Throws: `RecognitionError` (`plugin_failed`) where there is no command.
  public init(command: String, timeout: Duration = .seconds(300)) throws(RecognitionError) {
    guard command.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw RecognitionError(.pluginFailed, "no command to start")
    }
    self.command = command
    self.timeout = timeout
  }

  /// The base name of the program that `command` starts, for messages and records. Variables set before it, and what
  /// follows it, may be nobody's business. Empty where there is no program.
  public static func programName(of command: String) -> String {
    let words = command.unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
    let program = words.first { !$0.contains("=") }
    return program?.split(separator: "/").last.map { String($0) } ?? ""
  }

  public func recognise(
    _ samples: [Float], language: String?, until deadline: ContinuousClock.Instant?
  ) throws(RecognitionError) -> RecognisedWindow {
    let latest = ContinuousClock.now + timeout
    let earliest = min(latest, deadline ?? latest)
    let result = running.withLock { running -> Result<RecognisedWindow, RecognitionError> in
      Result { () throws(RecognitionError) in
        var session: PluginSession
        if let old = running.take() {
          session = old
        } else {
          session = try PluginSession(command: command)
        }
        let heard = try session.recognise(samples, language: language, by: earliest)
        running = consume session
        return heard
      }
    }
    return try result.get()
  }
}

/// One run of the program.
struct PluginSession: ~Copyable {
  /// For messages.
  private let name: String
  private var process: PluginProcess
  private var window = 0

  /// Most lines for one window: a segment for each 3 ms.
  private static let mostLines = 10_000

  init(command: String) throws(RecognitionError) {
    name = PluginEngine.programName(of: command)
    process = try PluginProcess(command: command)
  }

  mutating func recognise(
    _ samples: [Float], language: String?, by deadline: ContinuousClock.Instant
  ) throws(RecognitionError) -> RecognisedWindow {
    window += 1
    let question = Self.question(window, samples, language)
    var unsent = question[...]
    let asked = ContinuousClock.now
    var heard = RecognisedWindow()
    for number in 1...Self.mostLines {
      let line: [UInt8]
      do {
        line = try process.line(sending: &unsent, by: deadline)
      } catch {
        throw failure(error, line: number, deadline - asked)
      }
      let answer: PluginAnswer
      do {
        answer = try JSONDecoder().decode(PluginAnswer.self, from: Data(line))
      } catch {
        throw malformed(number, "expected a JSON object with segment or end")
      }
      guard answer.window == window else {
        throw malformed(number, "is for window \(answer.window), expected \(window)")
      }
      if answer.failed == true {
        throw RecognitionError(.pluginFailed, path: name, "could not recognise window \(window)")
      }
      if answer.done == true {
        answer.finish(&heard)
        return heard
      }
      guard let segment = answer.segment() else {
        throw malformed(number, "expected start, end and text, with 0 <= start <= end <= 60 s")
      }
      heard.segments.append(segment)
    }
    throw malformed(Self.mostLines, "has no end")
  }

  private func malformed(_ line: Int, _ message: String) -> RecognitionError {
    RecognitionError(
      .pluginFailed, path: name, "line \(line) of its answer to window \(window) \(message)")
  }

  private func failure(
    _ failure: PluginProcess.Failure, line: Int, _ timeout: Duration
  ) -> RecognitionError {
    switch failure {
    case .ended:
      RecognitionError(.pluginFailed, path: name, "ended before it had answered window \(window)")
    case .late:
      RecognitionError(
        .pluginFailed, path: name,
        "had not answered window \(window) after \(timeout.components.seconds) s")
    case .lineTooLong: malformed(line, "is longer than \(PluginProcess.longestLine) bytes")
    }
  }

  /// A line of JSON, then the window as a WAV file of so many bytes.
  private static func question(_ window: Int, _ samples: [Float], _ language: String?) -> [UInt8] {
    let wave = WaveBytes.encoded(samples, rateHz: recognitionRateHz)
    let language = language.map { "\"\($0)\"" } ?? "null"
    let line = "{\"window\": \(window), \"language\": \(language), \"bytes\": \(wave.count)}\n"
    return Array(line.utf8) + wave
  }
}

/// One line of a plug-in's answer.
struct PluginAnswer: Decodable {
  var window: Int
  var start: Double?
  var end: Double?
  var text: String?
  var confidence: Double?
  var words: [Word]?
  var done: Bool?
  var failed: Bool?
  var language: String?
  var noSpeechProbability: Double?
  var averageLogProbability: Double?
  var compressionRatio: Double?

  struct Word: Decodable {
    var start: Double
    var end: Double
    var text: String
    var confidence: Double?
  }

  enum CodingKeys: String, CodingKey {
    case window, start, end, text, confidence, words, done, failed, language
    case noSpeechProbability = "no_speech_probability"
    case averageLogProbability = "average_log_probability"
    case compressionRatio = "compression_ratio"
  }

  /// Latest time of an answer, seconds: twice the longest window.
  private static let latest = 60.0
  /// Most words of one segment.
  private static let mostWords = 10_000

  /// The segment that it tells, or nil where its times make no sense.
  func segment() -> RecognisedSegment? {
    guard let text, let span = Self.span(start, end), (words?.count ?? 0) <= Self.mostWords else {
      return nil
    }
    var segment = RecognisedSegment(span, text, confidence: Self.share(confidence))
    for word in words ?? [] {
      guard let span = Self.span(word.start, word.end) else { return nil }
      segment.words.append(
        RecognisedWord(span, word.text, confidence: Self.share(word.confidence)))
    }
    return segment
  }

  /// Writes what it tells of the whole window.
  func finish(_ heard: inout RecognisedWindow) {
    // It comes back in the next question, and in what is written.
    heard.language = language.flatMap { RecognitionConfiguration.isLanguage($0) ? $0 : nil }
    heard.noSpeechProbability = Self.share(noSpeechProbability)
    heard.averageLogProbability = averageLogProbability
    heard.compressionRatio = compressionRatio
  }

  private static func span(_ start: Double?, _ end: Double?) -> TimeSpan? {
    guard let start, let end, start >= 0, start <= end, end <= latest else { return nil }
    return TimeSpan(Int((start * 1000).rounded()), Int((end * 1000).rounded()))
  }

  private static func share(_ value: Double?) -> Double? {
    value.map { min(max($0, 0), 1) }
  }
}
