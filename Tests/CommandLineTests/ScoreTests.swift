import Foundation
import Testing

@Suite struct ScoreTests {
  private let folder: TemporaryFolder
  private let reference = """
    SPEAKER a 1 0.000 4.000 <NA> <NA> agent <NA> <NA>
    SPEAKER a 1 5.000 4.000 <NA> <NA> customer <NA> <NA>

    """

  init() throws { folder = try TemporaryFolder() }

  private func sori(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["score"] + arguments, in: folder.path)
  }

  private func objects(_ outcome: Program.Outcome) throws -> [[String: Any]] {
    try outcome.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  private func number(_ object: [String: Any], _ group: String, _ key: String) -> Double? {
    ((object[group] as? [String: Any])?[key] as? NSNumber)?.doubleValue
  }

  @Test("Folders are scored by name, and the total is of summed components")
  func folders() throws {
    try folder.write(reference, to: "ref/a.rttm")
    try folder.write(reference, to: "ref/day/b.rttm")
    try folder.write("1.0 3.0\n", to: "ref/c.speech.txt")
    try folder.write(reference, to: "hyp/a.rttm")
    try folder.write("SPEAKER x 1 0 2 <NA> <NA> agent <NA> <NA>\n", to: "hyp/day/b.rttm")
    try folder.write("1.5 3.0\n", to: "hyp/c.txt")
    let outcome = try sori("hyp", "ref", "--json", "--csv", "scores.csv")
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.isEmpty)
    let lines = try objects(outcome)
    #expect(lines.map { $0["file"] as? String } == ["a", "c", "day/b", nil])
    #expect(lines.map { number($0, "detection", "miss_s") } == [0, 0.5, 6, 6.5])
    #expect(lines.map { number($0, "detection", "reference_s") } == [8, 2, 8, 18])
    #expect(lines.map { number($0, "diarization", "der_ratio") } == [0, nil, 0.75, 0.375])
    #expect(number(lines[3], "detection", "error_ratio") == 0.361111)
    let table = try String(contentsOfFile: folder.path + "/scores.csv", encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(table.count == 4)
    #expect(Set(table.map(\.count)).count == 1)
    #expect(table.dropFirst().map { $0[0] } == ["a", "c", "day/b"])
  }

  @Test("The table names its collar, and every figure that is off")
  func table() throws {
    try folder.write(reference, to: "ref/a.rttm")
    try folder.write(reference, to: "hyp/a.rttm")
    let outcome = try sori("hyp", "ref", "--collar-per-side", "0.25", "--no-overlap")
    #expect(
      outcome.output.hasPrefix(
        "collarPerSide 0.25 s, detection after bridging 0 s on both sides, exact, overlap left out")
    )
    #expect(outcome.output.contains("speakers.agent.talk_share_ratio"))
    #expect(outcome.output.contains("total"))
  }

  @Test("A name on one side only is reported, and empty only when asked for")
  func missing() throws {
    try folder.write(reference, to: "ref/a.rttm")
    try folder.write(reference, to: "ref/b.rttm")
    try folder.write(reference, to: "hyp/a.rttm")
    try folder.write(reference, to: "hyp/c.rttm")
    let outcome = try sori("hyp", "ref", "--json")
    #expect(outcome.exitCode == 1)
    #expect(outcome.lines.count == 2)
    #expect(
      outcome.errors
        == "sori: ref/b.rttm: no hypothesis named b\nsori: hyp/c.rttm: no reference named c\n")
    let asked = try sori("hyp", "ref", "--json", "--missing-is-empty", "--unlabelled-is-silent")
    #expect(asked.exitCode == 0)
    let lines = try objects(asked)
    #expect(lines.map { number($0, "detection", "miss_s") } == [0, 8, 0, 8])
    #expect(lines.map { number($0, "detection", "false_alarm_s") } == [0, 0, 8, 8])
  }

  @Test("An evaluation map limits what is scored, and a suffix chooses hypotheses")
  func mapAndSuffix() throws {
    try folder.write(reference, to: "ref/a.rttm")
    try folder.write("", to: "hyp/a.mono.rttm")
    try folder.write(reference, to: "hyp/a.rttm")
    try folder.write("a 1 3.0 6.5\n", to: "map.uem")
    let outcome = try sori("hyp", "ref", "--json", "--suffix", ".mono", "--uem", "map.uem")
    #expect(outcome.exitCode == 0)
    let total = try #require(try objects(outcome).last)
    #expect(number(total, "detection", "scored_s") == 3.5)
    #expect(number(total, "detection", "miss_s") == 2.5)
  }

  @Test("Records are scored on their figures, by the names their paths end with")
  func records() throws {
    try folder.writeRecording("calls/day/a.wav")
    try folder.write("SPEAKER a 1 0 1 <NA> <NA> agent <NA> <NA>\n", to: "ref/day/a.rttm")
    _ = try Program.run(["analyze", "calls", "-q", "-o", "r.jsonl"], in: folder.path)
    let outcome = try sori("r.jsonl", "ref", "--json")
    #expect(outcome.exitCode == 0)
    let lines = try objects(outcome)
    #expect(lines.first?["file"] as? String == "day/a")
    #expect(number(lines[0], "metric_error", "activity.talk_s") != nil)
    #expect(number(lines[0], "detection", "miss_s") == 0)
  }

  @Test("Run and score is what analyze and score give")
  func run() throws {
    try folder.writeRecording("calls/day/a.wav")
    try folder.writeRecording("calls/b.wav", hertz: 300)
    try folder.write("SPEAKER a 1 0 1 <NA> <NA> agent <NA> <NA>\n", to: "calls/day/a.rttm")
    try folder.write("0.5 1.5\n", to: "calls/b.speech.txt")
    _ = try Program.run(
      ["analyze", "calls", "-q", "-o", "r", "--rttm-out", "hyp"], in: folder.path)
    let apart = try sori("hyp", "calls", "--json")
    let together = try sori("--run", "calls", "--json")
    #expect(apart.exitCode == 0)
    #expect(together.exitCode == 0)
    #expect(together.output == apart.output)
    try folder.writeRecording("calls/c.wav")
    let unlabelled = try sori("--run", "calls", "--json")
    #expect(unlabelled.exitCode == 1)
    #expect(unlabelled.errors == "sori: calls/c.wav: no labels beside it\n")
  }

  @Test("Voices are told apart by the pitch of the recordings beside the references")
  func pitch() throws {
    try folder.writeRecording("calls/low.wav", hertz: 110)
    try folder.writeRecording("calls/high.wav", hertz: 220)
    for name in ["low", "high"] {
      try folder.write("SPEAKER a 1 0 0.9 <NA> <NA> agent <NA> <NA>\n", to: "calls/\(name).rttm")
    }
    try folder.write("0 0.9\n", to: "hyp/low.txt")
    try folder.write("0 0.6\n", to: "hyp/high.txt")
    let outcome = try sori("hyp", "calls", "--json", "--by-pitch", "--voices-csv", "voices.csv")
    #expect(outcome.exitCode == 0)
    let rows = try String(contentsOfFile: folder.path + "/voices.csv", encoding: .utf8)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(rows.map { $0[0] } == ["high", "low"])
    #expect(rows.map { $0.last } == ["0.666667", "1"])
    #expect(
      rows.map { abs((Double($0[2]) ?? 0) - ($0[0] == "low" ? 110 : 220)) < 3 } == [true, true])
    let run = try sori("--run", "calls", "--json", "--by-pitch")
    #expect(try objects(run).last?["by_pitch"] is [String: Any])
    try folder.write("0 1\n", to: "calls/mute.speech.txt")
    try folder.write("0 1\n", to: "hyp/mute.txt")
    let missing = try sori("hyp", "calls", "--json", "--by-pitch")
    #expect(missing.exitCode == 1)
    #expect(
      missing.errors == "sori: calls/mute.speech.txt: no recording beside it, for its pitch\n")
  }

  @Test("What is wrong in a file is named with its line; nothing scored is exit code 2")
  func malformed() throws {
    try folder.write("SPEAKER a 1 zero 4.0 <NA> <NA> agent <NA> <NA>\n", to: "ref/a.rttm")
    try folder.write(reference, to: "hyp/a.rttm")
    let outcome = try sori("hyp", "ref")
    #expect(outcome.exitCode == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors
        == "sori: ref/a.rttm:1: start is \"zero\", expected seconds of 0 and more\n")
    #expect(try sori("hyp", "nowhere").exitCode == 2)
    #expect(try sori("hyp", "nowhere").errors == "sori: nowhere: no such folder\n")
  }

  @Test(
    "Options that make no sense are usage errors",
    arguments: [
      [], ["hyp"], ["hyp", "ref", "--run", "x"], ["hyp", "ref", "--collar-per-side", "-1"],
      ["hyp", "ref", "--bridge", "nan"], ["--run", "hyp", "--missing-is-empty"],
      ["hyp", "ref", "--voices-csv", "voices.csv"], ["r.jsonl", "ref", "--by-pitch"],
    ])
  func usage(arguments: [String]) throws {
    try folder.write(reference, to: "hyp/a.rttm")
    try folder.write(reference, to: "ref/a.rttm")
    let outcome = try Program.run(["score"] + arguments, in: folder.path)
    #expect(outcome.exitCode == 64)
    #expect(outcome.output.isEmpty)
  }
}
