import Foundation
import Testing

@Suite struct AnalyzeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func sori(_ arguments: String..., input: String = "") throws -> Program.Outcome {
    try Program.run(arguments, in: folder.path, input: input)
  }

  @Test("Without inputs it is a usage error")
  func noInputs() throws {
    let outcome = try sori("analyze")
    #expect(outcome.exitCode == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("nothing to analyze"))
  }

  @Test("The version is one line")
  func version() throws {
    let outcome = try sori("--version")
    #expect(outcome.exitCode == 0)
    #expect(outcome.lines.count == 1)
    #expect(outcome.output.first?.isNumber == true)
  }

  @Test("The schema is one JSON object")
  func schema() throws {
    let outcome = try sori("schema")
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.isEmpty)
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    #expect(object is [String: Any])
  }

  @Test("Good and bad inputs give a line each, in their order, and exit code 1")
  func mixed() throws {
    try folder.writeRecording("a.wav")
    try folder.write("not a recording at all", to: "b.wav")
    try folder.writeRecording("c.wav", hertz: 300)
    let outcome = try sori("analyze", "c.wav", "b.wav", "missing.wav", "a.wav", "--quiet")
    let records = try outcome.records()
    #expect(outcome.exitCode == 1)
    #expect(records.map(\.input.path) == ["c.wav", "b.wav", "missing.wav", "a.wav"])
    #expect(records.map(\.status) == ["ok", "failed", "failed", "ok"])
    #expect(records[1].error?.code != nil)
    #expect(records[0].callId?.count == 16)
    #expect(records[0].callId != records[3].callId)
    #expect(records[2].callId == nil)
    let messages = outcome.errors.split(separator: "\n")
    #expect(messages.count == 2)
    #expect(messages.first?.hasPrefix("sori: b.wav: ") == true)
    #expect(messages.last?.hasPrefix("sori: missing.wav: ") == true)
  }

  @Test("All measured is exit code 0 with a summary; quiet says nothing")
  func summary() throws {
    try folder.writeRecording("a.wav")
    let loud = try sori("analyze", "a.wav", "-o", "out.jsonl")
    #expect(loud.exitCode == 0)
    #expect(loud.output.isEmpty)
    #expect(loud.errors.hasPrefix("sori: 1 call in "))
    #expect(loud.errors.contains("1 measured"))
    #expect(loud.errors.contains("records: out.jsonl"))
    let quiet = try sori("analyze", "a.wav", "--quiet")
    #expect(quiet.exitCode == 0)
    #expect(quiet.errors.isEmpty)
    let written = try String(contentsOfFile: folder.path + "/out.jsonl", encoding: .utf8)
    #expect(written == quiet.output)
  }

  @Test("An empty folder is nothing to do; an empty list is done")
  func nothing() throws {
    try folder.write("", to: "empty/notes.txt")
    let outcome = try sori("analyze", "empty")
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains("no recordings in empty"))
    #expect(try sori("analyze", "-").exitCode == 0)
  }

  @Test("Records are byte-identical whatever the number of jobs")
  func jobs() throws {
    for index in 0..<12 {
      try folder.writeRecording("calls/\(index % 3)/\(index).wav", hertz: 200 + 50 * Double(index))
    }
    try folder.write("text", to: "calls/1/bad.wav")
    let outputs = try ["1", "2", "7"].map { jobs in
      try sori("analyze", "calls", "missing.wav", "--events", "--jobs", jobs).output
    }
    #expect(Set(outputs).count == 1)
    let paths = try sori("analyze", "calls", "--jobs", "7").records().map(\.input.path)
    #expect(paths.count == 13)
    #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test("A list on standard input: lines, lines with CR, or names ended by zero bytes")
  func lists() throws {
    try folder.writeRecording("a b.wav")
    try folder.writeRecording("c\nd.wav")
    let lines = try sori("analyze", "-", input: "a b.wav\r\n\nmissing.wav\na b.wav")
    #expect(try lines.records().map(\.input.path) == ["a b.wav", "missing.wav", "a b.wav"])
    #expect(lines.exitCode == 1)
    let names = try sori("analyze", "-", "-0", input: "c\nd.wav\0a b.wav\0")
    #expect(try names.records().map(\.input.path) == ["c\nd.wav", "a b.wav"])
    #expect(names.exitCode == 0)
    #expect(try sori("analyze", "a b.wav", "-0").exitCode == 64)
  }

  @Test("A folder on standard input is one input that failed, so that lines match")
  func folderInList() throws {
    try folder.writeRecording("calls/a.wav")
    let outcome = try sori("analyze", "-", input: "calls\ncalls/a.wav\n")
    #expect(try outcome.records().map(\.status) == ["failed", "ok"])
  }

  @Test("A manifest names calls, hides agents, and skips what must not be measured")
  func manifest() throws {
    try folder.writeRecording("day/a.wav")
    try folder.write(
      "\u{FEFF}path,call_id,agent_id,consent,retention_until,mood\r\n"
        + "a.wav,\"c,1\",77,yes,2030-01-01,\r\na.wav,c2,77,no,,\r\na.wav,c3,78,,2020-01-01,\r\n",
      to: "day/calls.csv")
    try folder.write("0123456789abcdef\n", to: "key")
    let outcome = try sori(
      "analyze", "--manifest", "day/calls.csv", "--id-key", "key", "--as-of", "2025-01-01")
    let records = try outcome.records()
    #expect(outcome.exitCode == 0)
    #expect(records.map(\.status) == ["ok", "skipped", "skipped"])
    #expect(records.map(\.callId) == ["c,1", "c2", "c3"])
    #expect(records.map(\.error?.code) == [nil, "consent_absent", "retention_expired"])
    #expect(records[0].agentId?.count == 64)
    #expect(records[0].agentId == records[1].agentId)
    #expect(records[0].agentId != records[2].agentId)
    #expect(outcome.errors.contains("columns ignored: mood"))
    let hidden = try sori("analyze", "--manifest", "day/calls.csv", "-q", "--as-of", "2025-01-01")
    #expect(try hidden.records().map(\.agentId) == [nil, nil, nil])
    #expect(hidden.errors.isEmpty)
  }

  @Test("A manifest that is missing is exit code 2, one without paths 64")
  func badManifest() throws {
    let missing = try sori("analyze", "--manifest", "nowhere.csv")
    #expect(missing.exitCode == 2)
    #expect(missing.errors == "sori: nowhere.csv: No such file or directory\n")
    try folder.write("file\nx.wav\n", to: "calls.csv")
    let pathless = try sori("analyze", "--manifest", "calls.csv")
    #expect(pathless.exitCode == 64)
    #expect(
      pathless.errors
        == "sori: calls.csv: no column \"path\" among 1: expected a table with a header, CSV or JSON Lines\n"
    )
    #expect(try sori("analyze", "a.wav", "--manifest", "calls.csv").exitCode == 64)
  }

  @Test(
    "Settings that make no sense are refused before anything is written",
    arguments: [
      (#"{"chanels": {}}"#, "unknown key \"chanels\""),
      (#"{"channels": {"agent": 12}}"#, "channels.agent is 12, expected 1 to 8"),
      ("{", "not valid JSON"),
    ])
  func badConfiguration(text: String, message: String) throws {
    try folder.writeRecording("a.wav")
    try folder.write(text, to: "c.json")
    let outcome = try sori("analyze", "a.wav", "--config", "c.json", "-o", "out.jsonl")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors == "sori: c.json: \(message)\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out.jsonl"))
  }

  @Test("Options lie over the file, and the hash tells configurations apart")
  func configuration() throws {
    try folder.writeRecording("a.wav")
    try folder.write(#"{"channels": {"agent": 2, "customer": 1}}"#, to: "c.json")
    func hash(_ arguments: String...) throws -> String? {
      try Program.run(["analyze", "a.wav"] + arguments, in: folder.path).records().first?
        .configHash
    }
    let plain = try hash()
    #expect(plain?.count == 12)
    #expect(try hash("--jobs", "2", "--events") == plain)
    #expect(try hash("--config", "c.json") == hash("--channels", "agent=2,customer=1"))
    #expect(try hash("--config", "c.json") != plain)
    #expect(try hash("--config", "c.json", "--channels", "agent=1,customer=2") == plain)
    #expect(try hash("--loudness") != plain)
    #expect(try sori("analyze", "a.wav", "--channels", "agent=1").exitCode == 64)
  }

  @Test("Names of RTTM files: relative to a folder, base of a file, never outside, never twice")
  func rttm() throws {
    try folder.writeRecording("calls/day/voip.mono.wav")
    try folder.writeRecording("calls/b.wav")
    try folder.writeRecording("run/c.wav")
    try folder.writeRecording("b.flac")
    let outcome = try Program.run(
      ["analyze", "../calls", "../run/../run/c.wav", "../b.flac", "--rttm-out", "out/rttm"],
      in: folder.path + "/run")
    #expect(outcome.exitCode == 1)
    #expect(try outcome.records().map(\.status) == ["ok", "ok", "ok", "failed"])
    #expect(try outcome.records().last?.error?.code == "rttm_collision")
    let written = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".rttm") }.sorted()
    #expect(
      written == ["b", "c", "day/voip.mono"].map { "run/out/rttm/\($0).rttm" })
  }
}
