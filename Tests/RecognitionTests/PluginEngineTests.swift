import Glibc
import Recognition
import SpeechTimeline
import Testing

/// Plug-ins as short programs for the shell.
@Suite("Plug-ins", .serialized)
struct PluginEngineTests {
  /// Takes one question, its WAV included, before it goes on.
  private static let take =
    #"read -r line; size=${line##*: }; head -c "${size%\}}" > /dev/null; "#

  init() { signal(SIGPIPE, SIG_IGN) }

  private static func recognise(
    _ command: String, timeout: Duration = .seconds(20), language: String? = "ko"
  ) throws(RecognitionError) -> RecognisedWindow {
    let engine = try PluginEngine(command: command, timeout: timeout)
    return try engine.recognise([Float](repeating: 0, count: 16_000), language: language)
  }

  private static func answer(_ lines: String...) -> String {
    take + lines.map { "echo '\($0)'; " }.joined()
  }

  @Test(
    "Messages and records name the program, and nothing of what is set before it or follows it",
    arguments: [
      ("TOKEN=sk-secret ./plugins/mine.py --key k", "mine.py"), ("mine", "mine"), ("A=1 B=2", ""),
    ])
  func programName(command: String, name: String) {
    #expect(PluginEngine.programName(of: command) == name)
  }

  @Test("Segments, words and the language come through")
  func answers() throws {
    let heard = try Self.recognise(
      Self.answer(
        #"{"window": 1, "start": 0.1, "end": 0.9, "text": "네 네", "confidence": 0.5}"#,
        #"{"window": 1, "start": 1, "end": 1, "text": "x", "words": [{"start": 0.2, "end": 0.3, "text": "x"}]}"#,
        #"{"window": 1, "done": true, "language": "ko", "no_speech_probability": 0.25}"#))
    #expect(
      heard
        == RecognisedWindow(
          segments: [
            RecognisedSegment(TimeSpan(100, 900), "네 네", confidence: 0.5),
            RecognisedSegment(
              TimeSpan(1000, 1000), "x", words: [RecognisedWord(TimeSpan(200, 300), "x")]),
          ], language: "ko", noSpeechProbability: 0.25))
  }

  @Test("A plug-in is sent a line of JSON and a WAV file of so many bytes, window after window")
  func questions() throws {
    let script = #"""
      python3 -c '
      import io, json, sys, wave
      for line in iter(sys.stdin.buffer.readline, b""):
          question = json.loads(line)
          file = wave.open(io.BytesIO(sys.stdin.buffer.read(question["bytes"])))
          text = "%s %s %d %d %d" % (question["window"], question["language"], file.getframerate(),
                                     file.getnchannels(), file.getnframes())
          print(json.dumps({"window": question["window"], "start": 0, "end": 1, "text": text}))
          print(json.dumps({"window": question["window"], "done": True}), flush=True)
      '
      """#
    let engine = try PluginEngine(command: script, timeout: .seconds(30))
    let first = try engine.recognise([Float](repeating: 0.5, count: 100_000), language: "ko")
    let second = try engine.recognise([0, 2, -2, .nan], language: nil)
    #expect(first.segments.map(\.text) == ["1 ko 16000 1 100000"])
    #expect(second.segments.map(\.text) == ["2 None 16000 1 4"])
  }

  @Test(
    "Whatever else a plug-in does is an error that names it and never what it wrote",
    arguments: [
      "exit 3", "cat > /dev/null", "echo '비밀'; cat > /dev/null", "/does/not/exist --key 비밀",
      #"echo '{"window": 2, "done": true}'; cat > /dev/null"#,
      #"echo '{"window": 1, "start": -1, "end": 1, "text": "비밀"}'; cat > /dev/null"#,
      #"echo '{"window": 1, "start": 2, "end": 1, "text": "비밀"}'; cat > /dev/null"#,
      #"echo '{"window": 1, "start": 1, "end": 1e300, "text": "비밀"}'; cat > /dev/null"#,
      #"echo '{"window": 1, "start": 1}'; cat > /dev/null"#,
      #"echo '{"window": 1, "failed": true}'; cat > /dev/null"#,
      #"while echo '{"window": 1, "start": 1, "end": 2, "text": "비밀"}'; do :; done"#,
      "cat /dev/zero", "sleep 60",
    ])
  func misbehaviour(command: String) throws {
    let error = #expect(throws: RecognitionError.self) {
      try Self.recognise(command, timeout: .seconds(3))
    }
    #expect(error?.code == .pluginFailed)
    #expect(error.map { !"\($0)".contains("비밀") } ?? false)
  }

  @Test("Nobody waits for an answer longer than the caller does")
  func deadline() throws {
    let engine = try PluginEngine(command: "cat > /dev/null")
    let started = ContinuousClock.now
    #expect(throws: RecognitionError.self) {
      try engine.recognise([0, 0], language: "ko", until: started + .seconds(1))
    }
    #expect(.now - started < .seconds(60))
  }

  @Test("A language that is no code is none", arguments: ["korean", "k\", x", "KO", ""])
  func noLanguage(text: String) throws {
    let quoted = text.replacing("\"", with: "\\\"")
    let heard = try Self.recognise(
      Self.answer("{\"window\": 1, \"done\": true, \"language\": \"\(quoted)\"}"))
    #expect(heard.language == nil)
  }

  @Test("After a failure the next window starts the plug-in anew")
  func restart() throws {
    let engine = try PluginEngine(command: Self.answer(#"{"window": 1, "done": true}"#))
    let samples = [Float](repeating: 0, count: 160)
    _ = try engine.recognise(samples, language: "ko")
    // It has ended.
    #expect(throws: RecognitionError.self) { try engine.recognise(samples, language: "ko") }
    #expect(try engine.recognise(samples, language: "ko") == RecognisedWindow())
  }

  @Test("Without a command there is no plug-in")
  func empty() {
    #expect(throws: RecognitionError.self) { try PluginEngine(command: "  ") }
  }
}
