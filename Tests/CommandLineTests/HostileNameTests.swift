import Foundation
import Testing

/// What strangers can put into names, from the manifest to the files that come out.
@Suite struct HostileNameTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Files and folders below the folder `name`, as the system names them; Foundation stumbles over names that
  /// begin with a combining mark.
  private func below(_ name: String) throws -> [String] {
    try Program.shell("find '\(name)' -mindepth 1 -printf '%P\\0'", in: folder.path)
      .output.split(separator: "\0").map(String.init).sorted()
  }

  @Test("A manifest's paths never lead RTTM out of its folder, and every row has its record")
  func manifest() throws {
    try folder.writeRecording("x.wav")
    try folder.writeRecording("work/in/a.wav")
    try folder.writeRecording("work/in/\u{301}b.wav")
    try folder.writeRecording("work/in/new\nline.wav")
    let long = String(repeating: "n", count: 300)
    let rows = [
      "../x.wav", "in/../../x.wav", "\(folder.path)/work/in/a.wav", "in/a.wav",
      "in/../in/\u{301}b.wav",
      "in/\u{301}b.wav", "in/new\\nline.wav", "in/a\\u0000.wav", "\(long).wav", "..", ".", "in",
    ]
    let lines = rows.map { "{\"path\":\"\($0)\"}\n" }.joined()
    try folder.write(lines, to: "work/calls.jsonl")
    let outcome = try Program.run(
      ["analyze", "--manifest", "calls.jsonl", "--rttm-out", "out", "-q"],
      in: "\(folder.path)/work")
    let records = try outcome.records()
    #expect(outcome.exitCode == 1)
    #expect(records.map(\.status).count == rows.count)
    #expect(
      records.map(\.error?.code) == [
        nil, "rttm_collision", nil, nil, nil, nil, nil, "not_found", "not_found",
        // Both of these are called `_`.
        "not_a_regular_file", "rttm_collision", "not_a_regular_file",
      ])
    let written = ["a", "in/a", "in/new\nline", "in/\u{301}b", "x", "\u{301}b"].map {
      "work/out/\($0).rttm"
    }
    #expect(try below(".").filter { $0.hasSuffix(".rttm") } == written.sorted())
  }

  @Test("A link in the output folder is not followed: the call failed, and says why")
  func linkedFolder() throws {
    try folder.writeRecording("in/day/a.wav")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/outside", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/out", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/out/day", withDestinationPath: "../outside")
    let outcome = try Program.run(
      ["analyze", "in", "--rttm-out", "out", "-q"], in: folder.path)
    #expect(outcome.exitCode == 1)
    #expect(try outcome.records().map(\.error?.code) == ["rttm_unwritable"])
    #expect(outcome.errors.contains("a symbolic link, which is not followed here"))
    #expect(try below("outside") == [])
  }

  @Test("A name cannot steer the terminal that messages appear on, nor look like another message")
  func terminal() throws {
    let outcome = try Program.run(
      ["analyze", "-q", "\u{1B}[2J\u{1B}]0;x\u{7}\nsori: all is well\u{202E}.wav"], in: folder.path)
    #expect(
      outcome.errors
        == "sori: \\u001b[2J\\u001b]0;x\\u0007\\u000asori: all is well\\u202e.wav: "
        + "cannot open: No such file or directory\n")
    #expect(try outcome.records().map(\.input.path).first?.hasPrefix("\u{1B}[2J") == true)
  }

  @Test("A recording named like a formula stays a text in the CSV of scores")
  func formulas() throws {
    let name = "=HYPERLINK(A1)"
    try folder.write("SPEAKER a 1 0 1 <NA> <NA> x <NA> <NA>\n", to: "ref/\(name).rttm")
    try folder.write("SPEAKER a 1 0 1 <NA> <NA> x <NA> <NA>\n", to: "hyp/\(name).rttm")
    let outcome = try Program.run(
      ["score", "hyp", "ref", "--csv", "scores.csv"],
      in: folder.path)
    #expect(outcome.exitCode == 0)
    let csv = try String(contentsOfFile: "\(folder.path)/scores.csv", encoding: .utf8)
    #expect(csv.contains("\n'=HYPERLINK(A1),"))
  }
}
