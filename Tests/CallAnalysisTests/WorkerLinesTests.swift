import Reporting
import SyntheticSounds
import Testing

@testable import CallAnalysis

@Suite struct WorkerLinesTests {
  private let lines: WorkerLines

  init() throws {
    lines = WorkerLines(asOf: try #require(CalendarDay("2025-06-30")))
  }

  private func input(_ text: String, number: Int = 7) -> CallInput {
    lines.input(Array(text.utf8), number: number)
  }

  @Test("A path is taken as it stands, less the carriage return of its end")
  func paths() {
    #expect(input("a b.wav") == CallInput(path: "a b.wav"))
    #expect(input("a.wav\r") == CallInput(path: "a.wav"))
    #expect(input("/disk/통화.wav") == CallInput(path: "/disk/통화.wav"))
    #expect(input(" a.wav ") == CallInput(path: " a.wav "))
    #expect(input("./{a}.wav") == CallInput(path: "./{a}.wav"))
  }

  @Test("A row's path starts from the working folder, and its columns reach the record")
  func row() {
    let text = #"{"path":"day/a.wav","call_id":7,"first_speaker":"agent","mood":"blue"}"#
    var expected = CallInput(path: "day/a.wav", name: "day/a")
    expected.metadata.callID = "7"
    expected.metadata.roles = try? AssumedRoles(firstSpeakerNamed: "agent")
    #expect(input(text) == expected)
    #expect(input(text + "\r") == expected)
  }

  @Test(
    "A line that names no input is one that failed, under its number where it gives no path",
    arguments: [
      ("", "-:7", "line_blank"), ("\r", "-:7", "line_blank"),
      ("{", "-:7", "manifest_invalid"), ("{}", "-:7", "manifest_invalid"),
      (#"{"path":""}"#, "-:7", "manifest_invalid"), (#"{"path":[]}"#, "-:7", "manifest_invalid"),
      (#"{"path":"a.wav","consent":"perhaps"}"#, "a.wav", "manifest_invalid"),
      ("a.wav\0b", "a.wav\0b", "path_invalid"),
      (#"{"path":"a.wav\u0000b"}"#, "a.wav\0b", "path_invalid"),
    ])
  func refused(text: String, path: String, code: String) {
    let input = input(text)
    #expect(input.path == path)
    #expect(input.refusal?.status == .failed)
    #expect(input.refusal?.error.code == code)
  }

  @Test("What must not be measured is skipped, on the worker's day")
  func skipped() {
    func refusal(_ text: String) -> Refusal? { input(text).refusal }
    #expect(refusal(#"{"path":"a.wav","consent":"no"}"#)?.error.code == "consent_absent")
    let expired = refusal(#"{"path":"a.wav","retention_until":"2025-06-29"}"#)
    #expect(expired?.status == .skipped)
    #expect(expired?.error.code == "retention_expired")
    #expect(refusal(#"{"path":"a.wav","retention_until":"2025-06-30"}"#) == nil)
  }

  @Test("A path that is not UTF-8 cannot stand in a record")
  func notUTF8() {
    let input = lines.input([0x61, 0xFF, 0x2E], number: 1)
    #expect(input.path == "a\u{FFFD}.")
    #expect(input.refusal?.error.code == "path_not_utf8")
  }

  @Test("Every line of random bytes is an input, and none of them ends the process")
  func anything() {
    var random = RepeatableRandom(seed: 5)
    for number in 1...2000 {
      let count = Int.random(in: 0...40, using: &random)
      var line = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      if number.isMultiple(of: 2) { line.insert(UInt8(ascii: "{"), at: 0) }
      #expect(!lines.input(line, number: number).path.isEmpty)
    }
  }
}
