import Foundation

/// The built `sori`, run as people run it.
struct Program {
  struct Outcome {
    let exitCode: Int32
    let output: String
    let errors: String

    /// Lines of standard output; every one must have its end.
    var lines: [Substring] { output.split(separator: "\n") }

    /// The records, in order.
    func records() throws -> [Record] {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try lines.map { try decoder.decode(Record.self, from: Data($0.utf8)) }
    }
  }

  /// What these tests look at in a record.
  struct Record: Decodable, Equatable {
    struct Input: Decodable, Equatable { let path: String }
    struct Failure: Decodable, Equatable { let code: String? }
    let status: String
    let input: Input
    let error: Failure?
    let callId: String?
    let agentId: String?
    let configHash: String
  }

  /// Beside the test program, where the package's products are built.
  static let path: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent()
      .appendingPathComponent("sori").path
  }()

  /// What the program and shells are told. Swift's own report of a crash takes seconds, and outlives a signal
  /// that somebody sent.
  static let environment = [
    "SORI": path, "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
  ]

  /// Runs `sori` with `arguments` in `folder`, to its end.
  static func run(
    _ arguments: [String], in folder: String, input: String = ""
  ) throws -> Outcome {
    try run(executable: path, arguments, in: folder, input: input)
  }

  /// Runs a line of bash, in which `$SORI` is the program.
  static func shell(_ line: String, in folder: String) throws -> Outcome {
    try run(executable: "/bin/bash", ["-c", line], in: folder, input: "")
  }

  private static func run(
    executable: String, _ arguments: [String], in folder: String, input: String
  ) throws -> Outcome {
    let scratch = try TemporaryFolder()
    let files = try ["in", "out", "err"].map { try scratch.write("", to: $0) }
    try input.write(toFile: files[0], atomically: false, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    // Files, not pipes: no output is ever too much for them.
    process.standardInput = FileHandle(forReadingAtPath: files[0])
    process.standardOutput = FileHandle(forWritingAtPath: files[1])
    process.standardError = FileHandle(forWritingAtPath: files[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      exitCode: process.terminationStatus,
      output: try String(contentsOfFile: files[1], encoding: .utf8),
      errors: try String(contentsOfFile: files[2], encoding: .utf8))
  }
}
