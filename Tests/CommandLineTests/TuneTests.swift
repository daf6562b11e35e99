import Foundation
import Testing

@Suite struct TuneTests {
  private let folder: TemporaryFolder

  private static let fixtures =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/fixtures/calls"

  init() throws {
    folder = try TemporaryFolder()
    // Short calls on whose speech borders have an effect.
    for name in ["crosstalk", "one-silent", "noise-10db"] {
      for ending in ["wav", "rttm"] {
        try folder.write(
          Array(try Data(contentsOf: URL(fileURLWithPath: "\(Self.fixtures)/\(name).\(ending)"))),
          to: "calls/\(name).\(ending)")
      }
    }
  }

  private func sori(_ arguments: String...) throws -> Program.Outcome {
    // Quiet: on a busy machine progress would be told between the errors.
    try Program.run(["tune", "--quiet"] + arguments, in: folder.path)
  }

  private func objects(_ outcome: Program.Outcome) throws -> [[String: Any]] {
    try outcome.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func total(config: String) throws -> [String: Any] {
    let outcome = try Program.run(
      ["score", "--run", "calls", "--json", "--config", config], in: folder.path)
    let total = try #require(try objects(outcome).last)
    return try #require(total["detection"] as? [String: Any])
  }

  @Test("Every value's cost is what sori score says with a file that sets it, as is the best's")
  func oracle() throws {
    let outcome = try sori(
      "calls", "--set", "metrics.bridgeSeconds=0.3:1.3:0.5", "--format", "jsonl", "--write",
      "best.json")
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.isEmpty)
    let lines = try objects(outcome)
    let rows = lines.filter { $0["type"] as? String == "configuration" }
    #expect(rows.count == 3)
    for row in rows {
      let value = try #require(
        (row["settings"] as? [String: NSNumber])?["metrics.bridgeSeconds"]?.doubleValue)
      try folder.write(#"{"metrics":{"bridgeSeconds":\#(value)}}"#, to: "one.json")
      let scored = try total(config: "one.json")
      let set = try #require((row["sets"] as? [[String: Any]])?.first)
      for key in ["cost", "miss_ratio", "false_alarm_of_non_speech_ratio", "error_ratio"] {
        #expect(set[key] as? Double == scored[key] as? Double, "\(key) at \(value)")
      }
    }
    #expect(Set(rows.compactMap { $0["objective"] as? Double }).count > 1)
    let result = try #require(lines.last)
    let cost = try #require(try total(config: "best.json")["cost"] as? Double)
    #expect(abs((result["best_value"] as? Double ?? 0) - 100 * cost) < 1e-4)
    let hash = try Program.run(
      ["config", "--config", "best.json", "--hash"], in: folder.path)
    #expect(hash.output == "\(result["config_hash"] as? String ?? "")\n")
  }

  @Test("What is written keeps every other value, and is what other commands take")
  func written() throws {
    try folder.write(#"{"metrics":{"deadAirSeconds":8}}"#, to: "base.json")
    let outcome = try sori(
      "calls", "--set", "metrics.bridgeSeconds=0.1,0.5", "--config", "base.json", "--write",
      "best.json", "--objective", "silence")
    #expect(outcome.exitCode == 0)
    let text = try String(contentsOfFile: folder.path + "/best.json", encoding: .utf8)
    let base = try Program.run(["config", "--config", "base.json"], in: folder.path).output
    let kept = zip(text.split(separator: "\n"), base.split(separator: "\n")).filter { $0 != $1 }
    #expect(kept.count <= 1)
    #expect(text.contains("\"deadAirSeconds\" : 8"))
    let analyzed = try Program.run(
      ["analyze", "calls", "-q", "--config", "best.json"], in: folder.path)
    #expect(analyzed.exitCode == 0)
    #expect(outcome.output.contains("config_hash \(try analyzed.records()[0].configHash)"))
  }

  @Test("The same bytes for any number of jobs: table, JSON Lines and curve")
  func jobs() throws {
    var seen: Set<[String]> = []
    for jobs in ["1", "3"] {
      for format in ["table", "jsonl"] {
        let outcome = try sori(
          "calls", "--set", "metrics.bridgeSeconds=0.1:0.5:0.2", "--set",
          "metrics.dropSeconds=0,0.2", "--search", "coordinate", "--folds", "3", "--jobs", jobs,
          "--format", format, "--curve", "\(jobs).csv")
        #expect(outcome.exitCode == 0)
        let curve = try String(contentsOfFile: "\(folder.path)/\(jobs).csv", encoding: .utf8)
        seen.insert([format, outcome.output, curve])
      }
    }
    #expect(seen.count == 2)
  }

  @Test("The curve has a row for each value and set, each with as many cells as the header")
  func curve() throws {
    try folder.writeRecording("other/a.wav")
    try folder.write("0.5 1.5\n", to: "other/a.speech.txt")
    let outcome = try sori(
      "calls", "other", "--set", "metrics.bridgeSeconds=0.1,0.2", "--curve", "curve.csv")
    #expect(outcome.exitCode == 0)
    let rows = try String(contentsOfFile: folder.path + "/curve.csv", encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    // Two values and the base, in two sets.
    #expect(rows.count == 1 + 6)
    #expect(Set(rows.map(\.count)).count == 1)
    #expect(rows.dropFirst().map { $0[0] } == ["0.1", "0.1", "0.2", "0.2", "0.3", "0.3"])
    #expect(
      rows.dropFirst().map { $0[2] } == ["calls", "other", "calls", "other", "calls", "other"])
  }

  @Test("A suffix makes a set of its own, and a copy without labels is named and costs exit code 1")
  func suffixes() throws {
    let mono = try Data(contentsOf: URL(fileURLWithPath: "\(Self.fixtures)/one-silent.wav"))
    try folder.write(Array(mono), to: "calls/one-silent.mono.wav")
    let alone = try sori("calls", "--set", "metrics.bridgeSeconds=0.3")
    #expect(alone.exitCode == 1)
    #expect(alone.errors == "sori: calls/one-silent.mono.wav: no labels beside it\n")
    let both = try sori(
      "calls", "--set", "metrics.bridgeSeconds=0.3", "--suffix", "", "--suffix", ".mono",
      "--weight", "calls=2", "--format", "jsonl")
    #expect(both.exitCode == 0)
    let sets = try objects(both).filter { $0["type"] as? String == "set" }
    #expect(sets.map { $0["set"] as? String } == ["calls", "calls/*.mono"])
    #expect(sets.map { $0["recordings"] as? Int } == [3, 1])
    #expect(sets.map { $0["weight"] as? Double } == [2, 2])
  }

  @Test(
    "What makes no sense is exit code 64 with a message that says what would",
    arguments: [
      (["calls", "--set", "metrics.deadAirSecond=1"], "did you mean metrics.deadAirSeconds?"),
      (
        ["calls", "--set", "metrics.bridgeSeconds=3"],
        "metrics.bridgeSeconds: 3.0, expected 0.0...2.0"
      ),
      (["calls", "--set", "metrics.bridgeSeconds=1:0:1"], "the step must lead"),
      (["calls", "--set", "metrics.bridgeSeconds=0:2:0.001"], "the budget is 100"),
      (
        ["calls", "--set", "metrics.bridgeSeconds=1", "--objective", "overlop"],
        "did you mean overlap?"
      ),
      (["calls", "--set", "metrics.bridgeSeconds=1", "--folds", "4"], "there are 3 calls"),
      (["calls", "calls/", "--set", "metrics.bridgeSeconds=1"], "named twice"),
      (
        ["calls", "--set", "metrics.bridgeSeconds=1", "--weight", "calls"], "expected FOLDER=WEIGHT"
      ),
      (["calls", "--set", "metrics.bridgeSeconds=1", "--bridge", "11"], "bridgeSeconds: 11.0"),
      (["calls", "--set", "metrics.bridgeSeconds=1", "--jobs", "0"], "--jobs"),
      (["calls"], "--set"),
    ])
  func usage(arguments: [String], message: String) throws {
    let outcome = try Program.run(["tune"] + arguments, in: folder.path)
    #expect(outcome.exitCode == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("Nothing to measure on is exit code 2, and says what is missing")
  func nothing() throws {
    let set = ["--set", "metrics.bridgeSeconds=1"]
    try folder.write("", to: "empty/readme.txt")
    try folder.writeRecording("bare/a.wav")
    try folder.writeRecording("quiet/a.wav")
    try folder.write("", to: "quiet/a.speech.txt")
    for (name, message) in [
      ("nowhere", "nowhere: no such folder"), ("empty", "empty: no recordings"),
      ("bare", "bare: none of its 1 recordings has labels beside it"),
    ] {
      let outcome = try Program.run(["tune", name] + set, in: folder.path)
      #expect(outcome.exitCode == 2)
      #expect(outcome.errors == "sori: \(message)\n")
    }
    let unspoken = try Program.run(
      ["tune", "quiet", "--objective", "detection-error"] + set, in: folder.path)
    #expect(unspoken.exitCode == 2)
    #expect(unspoken.errors.contains("quiet: has no detection-error: no reference has speech"))
  }
}
