import Foundation
import Testing

/// What a batch says of itself, and how much of it is done.
@Suite struct OperationsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func sori(_ arguments: String..., input: String = "") throws -> Program.Outcome {
    try Program.run(arguments, in: folder.path, input: input)
  }

  private func objects(_ lines: String) throws -> [[String: Any]] {
    try lines.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder.path)/\(name)")
  }

  /// Three calls that are measured, one that is skipped, two that fail, in a manifest.
  private func writeManifest() throws {
    for name in ["a", "b", "c"] { try folder.writeRecording("\(name).wav") }
    try folder.write("no recording", to: "text.wav")
    try folder.write(
      "path,agent_id,consent\na.wav,agent-4711,\nmissing.wav,,\nb.wav,,\nc.wav,,no\n"
        + "text.wav,,\nc.wav,,yes\n",
      to: "calls.csv")
  }

  // MARK: Summary

  @Test("The summary counts why calls were not measured, with an example of each")
  func summary() throws {
    try folder.writeRecording("a.wav")
    let outcome = try sori("analyze", "a.wav", "x.wav", "y.wav", "z\u{1B}.wav")
    let last = outcome.errors.split(separator: "\n").last
    #expect(outcome.exitCode == 1)
    #expect(last == "sori: failed 3 not_found, such as x.wav")
    #expect(outcome.errors.contains("4 calls in "))
    // An escape sequence in a name stays text.
    #expect(outcome.errors.contains("sori: z\\u001b.wav: "))
  }

  // MARK: Log

  @Test("A log in JSON is one object a line, its keys in a fixed order, failures with their code")
  func jsonLog() throws {
    try writeManifest()
    try folder.write("0123456789abcdef", to: "key")
    let outcome = try sori(
      "analyze", "--manifest", "calls.csv", "--log", "json", "--id-key", "key")
    let events = try objects(outcome.errors)
    #expect(outcome.exitCode == 1)
    #expect(
      events.map { $0["event"] as? String } == [
        "run_started", "call_failed", "call_skipped", "call_failed", "run_finished",
      ])
    #expect(events.map { $0["level"] as? String }[1...2] == ["error", "info"])
    #expect(events[1]["path"] as? String == "missing.wav")
    #expect(events[1]["code"] as? String == "not_found")
    #expect(events[2]["code"] as? String == "consent_absent")
    #expect(events[0]["calls_expected"] as? Int == 6)
    #expect(events[4]["calls_ok"] as? Int == 3)
    #expect(events[4]["calls_failed"] as? Int == 2)
    let failures = try #require(events[4]["failures"] as? [[String: Any]])
    #expect(failures.map { $0["code"] as? String } == ["not_audio", "not_found"])
    #expect(failures.map { $0["example"] as? String } == ["text.wav", "missing.wav"])
    for line in outcome.errors.split(separator: "\n") {
      let keys = ["time", "level", "event", "message"].map { line.range(of: "\"\($0)\":") }
      let starts = keys.compactMap { $0?.lowerBound }
      #expect(starts.count == 4 && starts == starts.sorted(), "\(line)")
    }
    // Records are the same, and no agent is named anywhere.
    let text = try sori("analyze", "--manifest", "calls.csv", "-q", "--id-key", "key")
    #expect(text.output == outcome.output)
    #expect(!outcome.errors.contains("4711"))
  }

  @Test("What ends the program is an object too, and quiet leaves errors alone")
  func jsonErrors() throws {
    let stopped = try sori("analyze", "--manifest", "nowhere.csv", "--log", "json")
    #expect(stopped.exitCode == 2)
    let event = try #require(try objects(stopped.errors).first)
    #expect(event["event"] as? String == "stopped")
    #expect(event["path"] as? String == "nowhere.csv")
    let quiet = try sori("analyze", "x.wav", "--log", "json", "-q")
    #expect(try objects(quiet.errors).map { $0["event"] as? String } == ["call_failed"])
    #expect(try sori("analyze", "x.wav", "--log", "xml").exitCode == 64)
  }

  @Test("An interruption is told in the log and in the statistics")
  func interrupted() throws {
    try folder.writeRecording("a.wav")
    let outcome = try Program.shell(
      """
      (echo a.wav; sleep 5) | $SORI analyze - --log json --stats s.prom >out 2>err & \
      until [ -s out ]; do sleep 0.1; done; kill -INT $!; wait $!; echo $?
      """, in: folder.path)
    #expect(outcome.lines.last == "130")
    let log = try String(contentsOfFile: folder.path + "/err", encoding: .utf8)
    #expect(try objects(log).last?["event"] as? String == "run_interrupted")
    let statistics = try String(contentsOfFile: folder.path + "/s.prom", encoding: .utf8)
    #expect(statistics.contains("sori_run_state{state=\"interrupted\"} 1\n"))
    #expect(statistics.contains("sori_calls_total{status=\"ok\"} 1\n"))
  }

  // MARK: Statistics

  @Test("Statistics say at the end what the records say")
  func statistics() throws {
    try writeManifest()
    let outcome = try sori("analyze", "--manifest", "calls.csv", "-q", "--stats", "sori.prom")
    #expect(outcome.exitCode == 1)
    let lines = Set(
      try String(contentsOfFile: folder.path + "/sori.prom", encoding: .utf8)
        .split(separator: "\n"))
    let size = try #require(FileManager.default.contents(atPath: folder.path + "/a.wav")).count
    for line in [
      "sori_calls_total{status=\"ok\"} 3", "sori_calls_total{status=\"skipped\"} 1",
      "sori_calls_total{status=\"failed\"} 2", "sori_call_failures_total{code=\"not_found\"} 1",
      "sori_call_failures_total{code=\"not_audio\"} 1",
      "sori_call_skips_total{code=\"consent_absent\"} 1", "sori_audio_seconds_total 6",
      "sori_input_bytes_total \(3 * size)", "sori_calls_expected 6", "sori_calls_in_progress 0",
      "sori_run_state{state=\"finished\"} 1", "sori_run_state{state=\"running\"} 0",
      // The skipped call was never tried.
      "sori_call_processing_seconds_count 5",
    ] { #expect(lines.contains { $0 == line }, "\(line)") }
    #expect(!exists("sori.prom.partial"))
  }

  @Test("Statistics that cannot be written end the run before anything is done")
  func unwritableStatistics() throws {
    try folder.writeRecording("a.wav")
    try folder.write("yesterday's\n", to: "out.jsonl")
    let outcome = try sori("analyze", "a.wav", "--stats", "nowhere/s.prom", "-o", "out.jsonl")
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors == "sori: nowhere/s.prom: No such file or directory\n")
    #expect(
      try String(contentsOfFile: folder.path + "/out.jsonl", encoding: .utf8) == "yesterday's\n")
    #expect(try sori("analyze", "a.wav", "--dry-run", "--resume", "-o", "o").exitCode == 64)
    #expect(try sori("analyze", "a.wav", "--stats", "a.wav").exitCode == 64)
    #expect(try sori("analyze", "a.wav", "-o", "o", "--stats", "o").exitCode == 64)
    try folder.write("path\na.wav\n", to: "m.csv")
    #expect(try sori("analyze", "--manifest", "m.csv", "--stats", "./m.csv").exitCode == 64)
  }

  @Test("A batch that breaks off says so in its statistics")
  func failedStatistics() throws {
    try folder.writeRecording("a.wav")
    let outcome = try sori("analyze", "a.wav", "-o", "/dev/full", "--stats", "s.prom")
    #expect(outcome.exitCode == 2)
    let statistics = try String(contentsOfFile: folder.path + "/s.prom", encoding: .utf8)
    #expect(statistics.contains("sori_run_state{state=\"failed\"} 1\n"))
  }

  // MARK: Limits

  @Test("A limit takes the first inputs of folders, lists and manifests, and counts no others")
  func limit() throws {
    try writeManifest()
    let first = try sori("analyze", "--manifest", "calls.csv", "--limit", "3", "--stats", "s.prom")
    #expect(try first.records().map(\.input.path) == ["a.wav", "missing.wav", "b.wav"])
    let statistics = try String(contentsOfFile: folder.path + "/s.prom", encoding: .utf8)
    #expect(statistics.contains("sori_calls_expected 3\n"))
    let listed = try sori("analyze", "-", "--limit", "1", "-q", input: "a.wav\nb.wav\n")
    #expect(try listed.records().map(\.input.path) == ["a.wav"])
    #expect(try sori("analyze", ".", "--limit", "2", "-q").records().count == 2)
    #expect(try sori("analyze", "a.wav", "--limit", "9", "-q").records().count == 1)
    #expect(try sori("analyze", "a.wav", "--limit", "0").exitCode == 64)
  }

  @Test(
    "Fail-fast stops at the first failure; what had begun is written, and the rest is not begun")
  func failFast() throws {
    for index in 0..<60 { try folder.writeRecording("calls/\(100 + index).wav") }
    try folder.write("no recording", to: "calls/105.wav")
    let all = try sori("analyze", "calls", "-q", "--jobs", "2")
    let outcome = try sori("analyze", "calls", "--jobs", "2", "--fail-fast", "--log", "json")
    #expect(outcome.exitCode == 1)
    #expect(all.output.hasPrefix(outcome.output))
    // Five before it, itself, and no more than a window of four calls a job.
    #expect((6...14).contains(outcome.lines.count))
    let last = try #require(try objects(outcome.errors).last)
    #expect(last["event"] as? String == "run_interrupted")
    let text = try sori("analyze", "calls/105.wav", "--fail-fast")
    #expect(text.exitCode == 1)
    let untroubled = try sori("analyze", "calls/100.wav", "calls/101.wav", "--fail-fast", "-q")
    #expect(untroubled.exitCode == 0)
    #expect(untroubled.lines.count == 2)
  }

  @Test(
    "A run that failed fast goes on behind the failure, which it neither measures again nor stops at"
  )
  func failFastResumed() throws {
    for index in 0..<20 { try folder.writeRecording("calls/\(100 + index).wav") }
    try folder.write("no recording", to: "calls/103.wav")
    let whole = try sori("analyze", "calls", "-q").output
    let arguments = ["analyze", "calls", "-o", "out.jsonl", "--fail-fast", "--jobs", "1"]
    #expect(try Program.run(arguments, in: folder.path).exitCode == 1)
    let resumed = try Program.run(
      arguments + ["--resume", "--stats", "s.prom"], in: folder.path)
    #expect(resumed.exitCode == 1)
    #expect(try String(contentsOfFile: folder.path + "/out.jsonl", encoding: .utf8) == whole)
    #expect(resumed.errors.contains(" of them in an earlier run"))
    let lines = try String(contentsOfFile: folder.path + "/s.prom", encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.contains("sori_calls_total{status=\"ok\"} 19"))
    #expect(lines.contains("sori_call_failures_total{code=\"not_audio\"} 1"))
    #expect(!lines.contains("sori_calls_kept_total 0"))
  }

  // MARK: Manifest

  @Test("What the manifest says of a call stands in its record, measured or not")
  func joined() throws {
    try folder.writeRecording("a.wav")
    try folder.write(
      "path,call_id,started_at,direction,queue,consent\n"
        + "a.wav,c-1,2025-01-31T09:30:00+09:00,inbound,sales,yes\n"
        + "a.wav,c-2,2025-01-31T09:40:00+09:00,outbound,sales,no\n"
        + "missing.wav,c-3,2025-01-31T09:50:00+09:00,inbound,support,\n", to: "calls.csv")
    let records = try objects(sori("analyze", "--manifest", "calls.csv", "-q").output)
    func column(_ key: String) -> [String?] { records.map { $0[key] as? String } }
    #expect(column("status") == ["ok", "skipped", "failed"])
    #expect(column("call_id") == ["c-1", "c-2", "c-3"])
    #expect(
      column("started_at") == [30, 40, 50].map { "2025-01-31T09:\($0):00+09:00" })
    #expect(column("direction") == ["inbound", "outbound", "inbound"])
    #expect(column("queue") == ["sales", "sales", "support"])
  }

  // MARK: Dry run

  @Test("A dry run says of every input what would be done, and writes nothing")
  func dryRun() throws {
    try writeManifest()
    let outcome = try sori(
      "analyze", "--manifest", "calls.csv", "--dry-run", "-o", "out.jsonl", "--rttm-out", "rttm",
      "--stats", "s.prom")
    #expect(outcome.exitCode == 1)
    let plans = try objects(outcome.output)
    #expect(
      plans.map { $0["path"] as? String } == [
        "a.wav", "missing.wav", "b.wav", "c.wav", "text.wav", "c.wav",
      ])
    #expect(
      plans.map { $0["action"] as? String } == [
        "measure", "fail", "measure", "skip", "fail", "measure",
      ])
    #expect(
      plans.map { $0["reason"] as? String } == [
        nil, "not_found", nil, "consent_absent", "not_audio", nil,
      ])
    #expect(plans[0]["duration_s"] as? Double == 2)
    #expect(plans[0]["channel_count"] as? Int == 2)
    #expect(outcome.errors.contains("6 calls: 3 to be measured, 1 skipped, 2 would fail"))
    #expect(["out.jsonl", "rttm", "s.prom"].allSatisfy { !exists($0) })
    // What is foretold comes true.
    let records = try sori(
      "analyze", "--manifest", "calls.csv", "-q", "--rttm-out", "rttm"
    ).records()
    #expect(records.map(\.error?.code) == plans.map { $0["reason"] as? String })
  }

  @Test("A dry run sees what is no file, cannot be read, or would share its RTTM")
  func dryRunFaults() throws {
    try folder.writeRecording("x/a.wav")
    try folder.writeRecording("y/a.wav")
    try folder.write("", to: "empty.wav")
    #expect(mkfifo(folder.path + "/pipe.wav", 0o600) == 0)
    let outcome = try sori(
      "analyze", "x/a.wav", "y/a.wav", "empty.wav", "pipe.wav", "--dry-run", "--rttm-out", "r")
    #expect(
      try objects(outcome.output).map { $0["reason"] as? String } == [
        nil, "rttm_collision", "empty_file", "not_a_regular_file",
      ])
    let good = try sori("analyze", "x", "--dry-run", "--limit", "5")
    #expect(good.exitCode == 0)
    #expect(good.lines.count == 1)
  }
}
