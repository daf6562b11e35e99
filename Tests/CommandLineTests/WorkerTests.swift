import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct WorkerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeRecording("a.wav")
  }

  @Test("Every line has its record, in order, whatever stands in it")
  func lines() throws {
    let outcome = try Program.shell(
      #"""
      printf '%b' 'a.wav\r\n\nmissing.wav\n\xff.wav\n.\n{"path":"a.wav","call_id":"c7"}\n{bad\n{}\n' \
        '{"path":"a.wav","consent":"no"}\n\0nul\na.wav' | $SORI worker
      """#, in: folder.path)
    let records = try outcome.records()
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.isEmpty)
    #expect(
      records.map { $0.error?.code ?? $0.status } == [
        "ok", "line_blank", "not_found", "path_not_utf8", "not_a_regular_file", "ok",
        "manifest_invalid", "manifest_invalid", "consent_absent", "path_invalid", "ok",
      ])
    #expect(records[5].callId == "c7")
    #expect(records.map(\.input.path)[6...7] == ["-:7", "-:8"])
  }

  @Test("A thousand lines, good and bad, are a thousand records under the same paths")
  func thousand() throws {
    let paths = (0..<1000).map { $0.isMultiple(of: 40) ? "a.wav" : "missing-\($0).wav" }
    let outcome = try Program.run(
      ["worker"], in: folder.path, input: paths.joined(separator: "\n") + "\n")
    #expect(outcome.exitCode == 0)
    #expect(try outcome.records().map(\.input.path) == paths)
    #expect(try outcome.records().count { $0.status == "ok" } == 25)
  }

  @Test("Its records are those of analyze, byte for byte")
  func sameRecords() throws {
    try folder.writeRecording("b.wav", hertz: 300)
    try folder.write("text", to: "c.wav")
    try folder.write("0123456789abcdef\n", to: "key")
    let list = "a.wav\nb.wav\nc.wav\nmissing.wav\n"
    for options in [[], ["--events", "--loudness", "--channels", "agent=2,customer=1"]] {
      let worker = try Program.run(["worker"] + options, in: folder.path, input: list)
      let analyze = try Program.run(["analyze", "-", "-q"] + options, in: folder.path, input: list)
      #expect(worker.output == analyze.output)
    }
    let rows = """
      {"path":"a.wav","call_id":"1","agent_id":"x","channels":"agent=2;customer=1"}
      {"path":"b.wav","retention_until":"2020-01-01"}

      """
    try folder.write(rows, to: "m.jsonl")
    let options = ["--id-key", "key", "--as-of", "2025-01-01"]
    let worker = try Program.run(["worker"] + options, in: folder.path, input: rows)
    let analyze = try Program.run(
      ["analyze", "--manifest", "m.jsonl", "-q"] + options, in: folder.path)
    #expect(worker.output == analyze.output)
    #expect(try worker.records().map(\.status) == ["ok", "skipped"])
  }

  @Test("A line that is too long fails alone")
  func overlong() throws {
    let long = String(repeating: "x", count: 3_000_000)
    // A row near the limit, which must reach the measuring side whole.
    let wide = #"{"path":"a.wav","note":"\#(String(repeating: "y", count: 1_040_000))"}"#
    let outcome = try Program.run(
      ["worker"], in: folder.path, input: "a.wav\n\(long)\n\(wide)\na.wav\n")
    #expect(outcome.exitCode == 0)
    #expect(
      try outcome.records().map { $0.error?.code ?? $0.status } == [
        "ok", "line_too_long", "ok", "ok",
      ])
  }

  @Test("Each record comes while the worker waits for the next line")
  func conversation() throws {
    let worker = try WorkerSession(in: folder)
    for path in ["a.wav", "missing.wav", "a.wav"] {
      worker.tell(path)
      #expect(try worker.record().input.path == path)
    }
    #expect(try worker.ended() == 0)
    #expect(worker.rest().isEmpty)
  }

  @Test("Settings that make no sense, or models that are not there, are told before any line")
  func refusals() throws {
    #expect(try Program.run(["worker", "--timeout", "0"], in: folder.path).exitCode == 64)
    #expect(try Program.run(["worker", "--as-of", "soon"], in: folder.path).exitCode == 64)
    #expect(try Program.run(["worker", "--channels", "x"], in: folder.path).exitCode == 64)
    let outcome = try Program.run(
      ["worker", "--models", "nowhere"], in: folder.path, input: "a.wav\n")
    #expect(outcome.exitCode == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("no such model in nowhere"))
  }

  @Test("A reader that goes away ends the worker with exit code 2")
  func brokenPipe() throws {
    let outcome = try Program.shell(
      "yes missing.wav | head -20000 | $SORI worker 2>err | head -1; echo ${PIPESTATUS[2]}",
      in: folder.path)
    #expect(outcome.lines.count == 2)
    #expect(outcome.lines.last == "2")
  }
}
