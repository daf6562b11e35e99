import Foundation
import Testing

@Suite struct OutputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "An output that cannot be written is exit code 2 and says why",
    arguments: [
      ("nowhere/out.jsonl", "No such file or directory"), (".", "Is a directory"),
      ("/dev/full", "No space left on device"),
    ])
  func unwritable(path: String, reason: String) throws {
    try folder.writeRecording("a.wav")
    let outcome = try Program.run(["analyze", "a.wav", "-o", path], in: folder.path)
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors == "sori: \(path): \(reason)\n")
  }

  @Test("A recording is never overwritten by records")
  func recordingAsOutput() throws {
    try folder.writeRecording("a.wav")
    let before = FileManager.default.contents(atPath: folder.path + "/a.wav")
    let outcome = try Program.run(["analyze", "-", "-o", "a.wav"], in: folder.path)
    #expect(outcome.exitCode == 64)
    #expect(FileManager.default.contents(atPath: folder.path + "/a.wav") == before)
  }

  @Test("What is read is never overwritten by records, whatever it is called")
  func inputAsOutput() throws {
    let manifest = "path\na.wav\n"
    try folder.write(manifest, to: "m.csv")
    let outcome = try Program.run(
      ["analyze", "--manifest", "m.csv", "-o", "./m.csv"], in: folder.path)
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("would overwrite m.csv"))
    let after = FileManager.default.contents(atPath: folder.path + "/m.csv")
    #expect(after == Data(manifest.utf8))
  }

  @Test("A reader that goes away ends the program with exit code 2, not with a signal")
  func brokenPipe() throws {
    let outcome = try Program.shell(
      "yes missing.wav | head -5000 | $SORI analyze - -q 2>err | head -1; echo ${PIPESTATUS[2]}",
      in: folder.path)
    #expect(outcome.lines.count == 2)
    #expect(outcome.lines.last == "2")
    let errors = try String(contentsOfFile: folder.path + "/err", encoding: .utf8)
    #expect(errors.hasSuffix("sori: standard output: Broken pipe\n"))
  }

  @Test(
    "Records reach a pipe one by one, and a signal leaves whole lines and exit code 130",
    arguments: [SIGINT, SIGTERM])
  func interruption(signal: Int32) throws {
    try folder.writeRecording("a.wav")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["analyze", "-"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let input = Pipe()
    let output = Pipe()
    let errors = Pipe()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    var lines = ""
    for _ in 0..<3 {
      // The list stays open: each record must come while the program waits for the next name.
      input.fileHandleForWriting.write(Data("a.wav\n".utf8))
      lines += String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    lines += String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
    #expect(lines.hasSuffix("\n"))
    #expect(lines.split(separator: "\n").count == 3)
    let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(told.contains("interrupted"))
  }

  @Test("A signal in the middle of a batch leaves a prefix of the records, whole")
  func interruptedBatch() throws {
    for index in 0..<40 { try folder.writeRecording("calls/\(100 + index).wav") }
    let all = try Program.run(["analyze", "calls", "-q"], in: folder.path).output
    // Once the first record is there, the program listens to signals, however busy the machine is.
    let outcome = try Program.shell(
      """
      (ls calls/*.wav; sleep 5) | $SORI analyze - -q >out & \
      until [ -s out ]; do sleep 0.1; done; kill -INT $!; wait $!; echo $?
      """, in: folder.path)
    // A shell in the background ignores SIGINT for its children unless they ask for it: sori does.
    #expect(outcome.output == "130\n")
    let written = try String(contentsOfFile: folder.path + "/out", encoding: .utf8)
    #expect(written.hasSuffix("\n") && all.hasPrefix(written))
  }
}
