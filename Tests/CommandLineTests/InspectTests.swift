import Foundation
import Testing

@Suite struct InspectTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func sori(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(["inspect"] + arguments, in: folder.path)
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)")))
  }

  @Test("Rows are frames times channels, with the labels that lie beside the call")
  func rows() throws {
    try folder.writeRecording("a.wav")
    let plain = try sori(["a.wav"])
    #expect(plain.exitCode == 0)
    #expect(plain.errors.isEmpty)
    #expect(plain.lines.count == 401)
    #expect(plain.lines[0].hasSuffix(",speech"))
    try folder.write("SPEAKER a 1 0 1 <NA> <NA> agent <NA> <NA>\n", to: "a.rttm")
    let labelled = try sori(["a.wav", "--channel", "1", "--from", "0.9", "--to", "1.1"])
    #expect(labelled.lines.count == 21)
    #expect(labelled.lines[0].hasSuffix(",speech,reference"))
    #expect(labelled.lines[1].hasPrefix("1,0.90,") && labelled.lines[1].hasSuffix(",1"))
    #expect(labelled.lines[20].hasPrefix("1,1.09,") && labelled.lines[20].hasSuffix(",0"))
  }

  @Test("JSON lines are objects, and steps leave frames out")
  func json() throws {
    try folder.writeRecording("a.wav")
    let outcome = try sori(["a.wav", "--format", "jsonl", "--step", "50", "-o", "rows.jsonl"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.isEmpty)
    let text = String(decoding: try bytes("rows.jsonl"), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 8)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["level_db"] is NSNumber)
    }
  }

  @Test("A picture is drawn alone or beside rows, twice the same", arguments: ["p.png", "p.svg"])
  func picture(name: String) throws {
    try folder.writeRecording("a.wav")
    let alone = try sori(["a.wav", "--picture", name])
    #expect(alone.exitCode == 0)
    #expect(alone.output.isEmpty && alone.errors.isEmpty)
    let first = try bytes(name)
    let both = try sori(["a.wav", "--picture", name, "--format", "csv"])
    #expect(both.lines.count == 401)
    #expect(try bytes(name) == first)
    if name.hasSuffix("png") {
      #expect(first.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      #expect(Array(first[16..<20]) == [0, 0, 5, 120])  // 1400 pixels
    }
  }

  @Test("A long picture goes on over pages, each named on standard error")
  func pages() throws {
    try folder.writeRecording("a.wav")
    let outcome = try sori(["a.wav", "--picture", "p.png", "--rows", "0.2"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors == "sori: p.png: page 1 of 2\nsori: p-2.png: page 2 of 2\n")
    #expect(try !bytes("p-2.png").isEmpty)
  }

  @Test(
    "What makes no sense is a usage error",
    arguments: [
      ["--from", "2", "--to", "1"], ["--to", "0"], ["--from", "-1"], ["--from", "nan"],
      ["--from", "5"], ["--picture", "p.jpg"], ["--picture", "p"], ["--step", "0"],
      ["--rows", "0"], ["--channel", "3"], ["--format", "xml"], ["--reference", "labels.doc"],
      ["--bridge", "11"], ["--picture", "a.wav"], ["-o", "a.wav"], ["--width", "10"],
      ["-o", "p.png", "--picture", "p.png"],
    ])
  func usage(arguments: [String]) throws {
    try folder.writeRecording("a.wav")
    let outcome = try sori(["a.wav"] + arguments)
    #expect(outcome.exitCode == 64, "\(arguments)")
    #expect(outcome.output.isEmpty)
  }

  @Test("What cannot be read or written is exit code 2 and says why")
  func unreadable() throws {
    try folder.writeRecording("a.wav")
    let missing = try sori(["nowhere.wav"])
    #expect(missing.exitCode == 2)
    #expect(missing.errors.hasPrefix("sori: nowhere.wav: "))
    #expect(try sori(["a.wav", "--reference", "no.rttm"]).exitCode == 2)
    let unwritable = try sori(["a.wav", "--picture", "nowhere/p.png"])
    #expect(unwritable.exitCode == 2)
    #expect(unwritable.errors == "sori: nowhere/p.png: No such file or directory\n")
  }
}
