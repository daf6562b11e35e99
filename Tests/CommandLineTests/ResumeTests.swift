import Foundation
import Testing

/// What a second run makes of what a first one left.
@Suite struct ResumeTests {
  private let folder: TemporaryFolder
  /// What an undisturbed run writes.
  private let whole: String

  init() throws {
    folder = try TemporaryFolder()
    for index in 10..<18 { try folder.writeRecording("in/\(index).wav", hertz: 20 * Double(index)) }
    try folder.write("no recording", to: "in/13.wav")
    try folder.write("", to: "in/16.wav")
    whole = try Program.run(["analyze", "in", "-q"], in: folder.path).output
  }

  private func sori(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["analyze"] + arguments, in: folder.path)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
  }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder.path)/\(name)")
  }

  @Test("Whatever end of it is torn off, the output becomes whole again, byte for byte")
  func torn() throws {
    let bytes = Array(whole.utf8)
    let ends = bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    let cuts = [0, 1, ends[0] - 1, ends[0], ends[0] + 1, ends[3] - 700, ends[6], bytes.count - 1]
    for cut in cuts {
      try folder.write(Array(bytes[..<cut]), to: "out.jsonl")
      let outcome = try sori("in", "-o", "out.jsonl", "--resume")
      #expect(outcome.exitCode == 1)
      #expect(try text("out.jsonl") == whole, "cut at \(cut)")
      #expect(!exists("out.jsonl.journal") && !exists("out.jsonl.new"))
    }
    // Each torn end was put aside as it was.
    let torn = cuts.compactMap { cut -> ArraySlice<UInt8>? in
      let start = ends.last { $0 <= cut } ?? 0
      return start < cut ? bytes[start..<cut] : nil
    }
    #expect(
      try Array(text("out.jsonl.aside").utf8) == Array(torn.joined(separator: [0x0A])) + [0x0A])
  }

  @Test("Of a torn compressed output the whole members stay, and the rest is measured again")
  func tornCompressed() throws {
    _ = try sori("in", "-q", "-o", "out.jsonl.gz", "--fsync", "each")
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/out.jsonl.gz")))
    for cut in [0, 1, 9, 500, 1200, bytes.count / 2, bytes.count - 8, bytes.count - 1, bytes.count]
    {
      try folder.write(Array(bytes[..<cut]), to: "out.jsonl.gz")
      let outcome = try sori("in", "-q", "-o", "out.jsonl.gz", "--resume")
      #expect(outcome.exitCode == 1)
      let undone = try Program.shell("gzip -dc out.jsonl.gz", in: folder.path)
      #expect(undone.exitCode == 0 && undone.output == whole, "cut at \(cut)")
    }
  }

  @Test("Another program's compressed file is gone on with too")
  func foreignCompressed() throws {
    try folder.write(String(whole.prefix(whole.count / 2)), to: "out.jsonl")
    _ = try Program.shell("gzip out.jsonl", in: folder.path)
    let outcome = try sori("in", "-q", "-o", "out.jsonl.gz", "--resume")
    #expect(outcome.exitCode == 1)
    #expect(try Program.shell("gzip -dc out.jsonl.gz", in: folder.path).output == whole)
  }

  @Test(
    "Killed again and again at any moment, a run ends with the same bytes",
    arguments: ["out.jsonl", "out.jsonl.gz"])
  func killed(output: String) throws {
    // Measuring all of it takes some tenths of a second; each life is a little longer than the last.
    let outcome = try Program.shell(
      """
      for life in 02 04 06 08 10 12 14 16 18 20 25 30 35 40; do
        timeout -s KILL 0.$life $SORI analyze in -q -o \(output) --resume --jobs 1
      done
      $SORI analyze in -q -o \(output) --resume; echo "ended with $?"
      """, in: folder.path)
    #expect(outcome.output.hasSuffix("ended with 1\n"))
    let undone = try Program.shell("gzip -dcf \(output)", in: folder.path)
    #expect(undone.output == whole)
    #expect(!exists("\(output).journal"))
  }

  @Test("A run that did not end is not begun anew by mistake")
  func unfinished() throws {
    _ = try Program.shell(
      """
      (echo in/10.wav; sleep 60) | $SORI analyze - -q -o out.jsonl & pid=$!
      until [ -s out.jsonl ]; do sleep 0.05; done; kill -KILL $pid
      """, in: folder.path)
    let before = try text("out.jsonl")
    let outcome = try sori("in", "-o", "out.jsonl")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("--resume"))
    #expect(try text("out.jsonl") == before)
    #expect(try sori("in", "-q", "-o", "out.jsonl", "--resume").exitCode == 1)
    #expect(try text("out.jsonl") == whole)
  }

  @Test("With nothing there, resuming is beginning")
  func nothingThere() throws {
    #expect(try sori("in", "-q", "-o", "new.jsonl", "--resume").exitCode == 1)
    #expect(try text("new.jsonl") == whole)
  }

  @Test("What is recorded is not measured again")
  func notMeasuredAgain() throws {
    try folder.write(whole, to: "out.jsonl")
    // Were it read, it would fail: the record is all that is left.
    try FileManager.default.removeItem(atPath: folder.path + "/in/11.wav")
    let paths = (10..<18).map { "in/\($0).wav" }
    let outcome = try Program.run(
      ["analyze"] + paths + ["-o", "out.jsonl", "--resume"], in: folder.path)
    #expect(outcome.exitCode == 1)
    #expect(try text("out.jsonl") == whole)
  }

  @Test("Failed calls are measured again where asked for, the others are not touched")
  func retried() throws {
    try folder.write(whole, to: "out.jsonl")
    try folder.writeRecording("in/13.wav", hertz: 500)
    #expect(try sori("in", "-q", "-o", "out.jsonl", "--resume").exitCode == 1)
    #expect(try text("out.jsonl") == whole)
    #expect(try sori("in", "-q", "-o", "out.jsonl", "--resume", "--retry-failed").exitCode == 1)
    let anew = try Program.run(["analyze", "in", "-q"], in: folder.path).output
    #expect(anew != whole)
    #expect(try text("out.jsonl") == anew)
    #expect(!exists("out.jsonl.new") && !exists("out.jsonl.aside"))
  }

  @Test("A second chance cut short goes on where it was")
  func retriedAndCut() throws {
    let lines = whole.split(separator: "\n").map { $0 + "\n" }
    try folder.writeRecording("in/13.wav", hertz: 500)
    let anew = try Program.run(["analyze", "in", "-q"], in: folder.path).output
    let newLines = anew.split(separator: "\n").map { $0 + "\n" }
    for count in 0...8 {
      try folder.write(whole, to: "out.jsonl")
      let torn = count < 8 ? String(newLines[count].prefix(30)) : ""
      try folder.write(newLines[..<count].joined() + torn, to: "out.jsonl.new")
      _ = try sori("in", "-q", "-o", "out.jsonl", "--resume", "--retry-failed")
      #expect(try text("out.jsonl") == anew, "after \(count) lines")
      #expect(!exists("out.jsonl.new"))
    }
    #expect(lines.count == 8)
  }

  @Test("Other settings, other content and other inputs are measured, and put where they belong")
  func changed() throws {
    func resume(_ arguments: String...) throws -> String {
      try folder.write(whole, to: "out.jsonl")
      _ = try Program.run(
        ["analyze", "in", "-q", "-o", "out.jsonl", "--resume"] + arguments, in: folder.path)
      let anew = try Program.run(
        ["analyze", "in", "-q"] + arguments.filter { $0 != "--verify-content" }, in: folder.path)
      #expect(try text("out.jsonl") == anew.output)
      return anew.output
    }
    #expect(try resume() == whole)
    #expect(try resume("--channels", "agent=2,customer=1") != whole)
    #expect(try resume("--events") != whole)
    // The same size: only its content tells.
    try folder.writeRecording("in/12.wav", hertz: 900)
    #expect(try resume("--verify-content") != whole)
    try folder.write(whole, to: "out.jsonl")
    _ = try sori("in", "-q", "-o", "out.jsonl", "--resume")
    #expect(try text("out.jsonl") == whole)
    try folder.writeRecording("in/12.wav", hertz: 240)
    // Another size, and one between.
    try folder.write("no recording either", to: "in/14.wav")
    try folder.writeRecording("in/145.wav")
    #expect(try resume() != whole)
    #expect(!exists("out.jsonl.aside"))
  }

  @Test("Records of inputs that are not named this time are put aside, not thrown away")
  func aside() throws {
    try folder.write(whole, to: "out.jsonl")
    let outcome = try sori("in/10.wav", "in/12.wav", "-o", "out.jsonl", "--resume")
    #expect(outcome.errors.contains("out.jsonl.aside"))
    let lines = whole.split(separator: "\n").map { $0 + "\n" }
    #expect(try text("out.jsonl") == lines[0] + lines[2])
    #expect(try text("out.jsonl.aside") == ([lines[1]] + lines[3...]).joined())
  }

  @Test("A line that is no record is put aside, and its call measured again")
  func damaged() throws {
    var lines = whole.split(separator: "\n").map { $0 + "\n" }
    lines[4] = String(lines[4].prefix(100)) + "\0\0\0\n"
    try folder.write(lines.joined(), to: "out.jsonl")
    _ = try sori("in", "-q", "-o", "out.jsonl", "--resume")
    #expect(try text("out.jsonl") == whole)
    #expect(try text("out.jsonl.aside") == lines[4])
  }

  @Test("An input listed twice has two records, however often the run is resumed")
  func twice() throws {
    let inputs = ["in/10.wav", "in/11.wav", "in/10.wav", "in/10.wav"]
    let expected = try Program.run(["analyze", "-q"] + inputs, in: folder.path).output
    let lines = expected.split(separator: "\n").map { $0 + "\n" }
    for order in [[], ["--unordered"]] {
      for count in 0...4 {
        try folder.write(lines[..<count].joined(), to: "out.jsonl")
        _ = try Program.run(
          ["analyze", "-q", "-o", "out.jsonl", "--resume"] + order + inputs, in: folder.path)
        let written = try text("out.jsonl").split(separator: "\n").map { $0 + "\n" }
        #expect(written.sorted() == lines.sorted(), "after \(count) lines")
      }
    }
  }

  @Test("In no order the records are the same set, also resumed with some outdated")
  func unordered() throws {
    let lines = Set(whole.split(separator: "\n"))
    _ = try sori("in", "-q", "-o", "out.jsonl", "--unordered")
    #expect(try Set(text("out.jsonl").split(separator: "\n")) == lines)
    let some = whole.split(separator: "\n").enumerated().filter { $0.offset % 3 > 0 }.reversed()
      .map { $0.element + "\n" }
    try folder.write(some.joined() + "{\"torn", to: "out.jsonl")
    _ = try sori("in", "-q", "-o", "out.jsonl", "--unordered", "--resume")
    #expect(try Set(text("out.jsonl").split(separator: "\n")) == lines)
    #expect(try text("out.jsonl").split(separator: "\n").count == 8)
    try folder.writeRecording("in/13.wav", hertz: 500)
    _ = try sori("in", "-q", "-o", "out.jsonl", "--unordered", "--resume", "--retry-failed")
    let anew = try Program.run(["analyze", "in", "-q"], in: folder.path).output
    #expect(
      try text("out.jsonl").split(separator: "\n").sorted() == anew.split(separator: "\n").sorted())
    #expect(!exists("out.jsonl.new"))
  }

  @Test("RTTM files that are missing are made, though the record is there")
  func labels() throws {
    _ = try sori("in", "-q", "-o", "out.jsonl", "--rttm-out", "rttm")
    try FileManager.default.removeItem(atPath: folder.path + "/rttm/14.rttm")
    _ = try sori("in", "-q", "-o", "out.jsonl", "--rttm-out", "rttm", "--resume")
    #expect(exists("rttm/14.rttm"))
    #expect(try text("out.jsonl") == whole)
  }

  @Test("Resuming without a file to go on with is a usage error")
  func usage() throws {
    #expect(try sori("in", "--resume").exitCode == 64)
    #expect(try sori("in", "-o", "out.jsonl", "--retry-failed").exitCode == 64)
    #expect(try sori("in", "-o", "out.jsonl", "--fsync", "always").exitCode == 64)
  }

  @Test("Names that look alike and are not the same have each their record")
  func lookAlikes() throws {
    // The letter é, composed and decomposed.
    try folder.writeRecording("two/\u{E9}.wav", hertz: 300)
    _ = try sori("two", "-q", "-o", "out.jsonl")
    try folder.writeRecording("two/e\u{301}.wav", hertz: 700)
    try #require(FileManager.default.contentsOfDirectory(atPath: folder.path + "/two").count == 2)
    for order in [[], ["--unordered"]] {
      _ = try Program.run(
        ["analyze", "two", "-q", "-o", "out.jsonl", "--resume"] + order, in: folder.path)
      let anew = try Program.run(["analyze", "two", "-q"], in: folder.path).output
      #expect(
        try text("out.jsonl").split(separator: "\n").map { Array($0.utf8) }.sorted {
          $0.lexicographicallyPrecedes($1)
        }
          == anew.split(separator: "\n").map { Array($0.utf8) }.sorted {
            $0.lexicographicallyPrecedes($1)
          })
    }
  }

  @Test("A record whose recording is gone stands, whatever settings this run has")
  func gone() throws {
    try folder.write(whole, to: "out.jsonl")
    try FileManager.default.removeItem(atPath: folder.path + "/in/11.wav")
    _ = try Program.run(
      ["analyze", "-q", "-o", "out.jsonl", "--resume", "--channels", "agent=2,customer=1"]
        + (10..<18).map { "in/\($0).wav" }, in: folder.path)
    let (before, after) = (
      whole.split(separator: "\n"), try text("out.jsonl").split(separator: "\n")
    )
    #expect(after.count == 8)
    #expect(after[1] == before[1])
    #expect(after[0] != before[0])
  }

  @Test("What an unfinished second run had measured is not lost when a third one begins elsewhere")
  func begunElsewhere() throws {
    let lines = whole.split(separator: "\n").map { String($0) + "\n" }
    try folder.write(lines[0], to: "out.jsonl")
    try folder.write(lines[2] + lines[4], to: "out.jsonl.new")
    _ = try sori("in", "-q", "-o", "out.jsonl", "--resume", "--limit", "1")
    let kept = try ["out.jsonl", "out.jsonl.new", "out.jsonl.aside"].map { name in
      exists(name) ? try text(name) : ""
    }.joined()
    #expect(kept.contains(lines[2]) && kept.contains(lines[4]))
    _ = try sori("in", "-q", "-o", "out.jsonl", "--resume")
    #expect(try text("out.jsonl") == whole)
  }

  @Test("After an unordered second chance the better record stays")
  func betterRecord() throws {
    try folder.writeRecording("in/13.wav", hertz: 500)
    let good = try Program.run(["analyze", "in/13.wav", "-q"], in: folder.path).output
    try folder.write(whole + good, to: "out.jsonl")
    _ = try sori("in", "-q", "-o", "out.jsonl", "--resume", "--unordered")
    let anew = try Program.run(["analyze", "in", "-q"], in: folder.path).output
    #expect(
      try text("out.jsonl").split(separator: "\n").sorted() == anew.split(separator: "\n").sorted())
    #expect(!exists("out.jsonl.aside"))
  }

  @Test("An output keeps its permissions, and a link to it stays a link")
  func access() throws {
    try folder.write(whole, to: "real.jsonl")
    _ = try Program.shell("chmod 600 real.jsonl; ln -s real.jsonl link.jsonl", in: folder.path)
    try folder.writeRecording("in/13.wav", hertz: 500)
    _ = try sori("in", "-q", "-o", "link.jsonl", "--resume", "--retry-failed")
    let anew = try Program.run(["analyze", "in", "-q"], in: folder.path).output
    #expect(try text("real.jsonl") == anew)
    let listing = try Program.shell("stat -c '%a %F' real.jsonl link.jsonl", in: folder.path)
    #expect(listing.output == "600 regular file\n777 symbolic link\n")
  }
}
