import Foundation
import Testing

/// sori opens no socket, of any kind: seen in the system calls that it makes.
@Suite(.enabled(if: Strace.works, "strace is not installed, or may not trace here"))
struct NetworkTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeRecording("calls/a.wav")
    try folder.write("SPEAKER a 1 0 1 <NA> <NA> x <NA> <NA>\n", to: "calls/a.rttm")
    try folder.write("path\ncalls/a.wav\nhttp://192.0.2.1/b.wav\n//192.0.2.1/c.wav\n", to: "m.csv")
  }

  /// The system calls of the network (strace: `trace=network`) that `line` and what it starts make. By `sh`: bash
  /// asks for its user's home through a socket.
  private func networkCalls(_ line: String) throws -> [Substring] {
    let outcome = try Program.shell(
      "strace -f -qq -e trace=network -e signal=none -o trace sh -c \(quoted(line))",
      in: folder.path)
    #expect(outcome.errors.isEmpty, "\(line)")
    return try String(contentsOfFile: "\(folder.path)/trace", encoding: .utf8)
      .split(separator: "\n").filter { $0.contains("(") }
  }

  private func quoted(_ text: String) -> String {
    "'\(text.replacingOccurrences(of: "'", with: "'\\''"))'"
  }

  @Test("The trace sees a socket where one is opened")
  func oracle() throws {
    #expect(try !networkCalls("bash -c 'exec 3<>/dev/tcp/127.0.0.1/1' 2>/dev/null || true").isEmpty)
  }

  @Test(
    "No command opens a socket, whatever it is given",
    arguments: [
      "$SORI analyze -q calls --rttm-out rttm -o out.jsonl",
      "$SORI analyze -q --manifest m.csv -o out.jsonl 2>/dev/null; true",
      "$SORI analyze -q http://192.0.2.1/a.wav -o out.jsonl 2>/dev/null; true",
      "$SORI inspect calls/a.wav --picture p.png >/dev/null 2>&1",
      "$SORI score --run calls >/dev/null 2>&1",
      "$SORI models >/dev/null 2>&1; true", "$SORI schema >/dev/null", "$SORI config >/dev/null",
    ])
  func silent(line: String) throws {
    #expect(try networkCalls(line) == [])
  }
}

/// The tracer of system calls.
enum Strace {
  /// False where it is not there, or where tracing is forbidden, as in some containers.
  static let works: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/strace")
    process.arguments = ["-f", "-qq", "-o", "/dev/null", "true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
