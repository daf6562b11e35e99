import Foundation
import Testing

/// A `sori worker` that is running, and what it measures with.
final class WorkerSession {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors: String
  private var unread = Data()

  /// - Parameter folder: Where it works; its messages go to `errors` there.
  init(_ arguments: [String] = [], in folder: TemporaryFolder) throws {
    errors = try folder.write("", to: "errors")
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.environment = Program.environment
    process.arguments = ["worker"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var identifier: Int32 { process.processIdentifier }

  func tell(_ lines: String...) {
    input.fileHandleForWriting.write(Data(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// The next record, waited for.
  func record() throws -> Program.Record {
    while !unread.contains(0x0A) {
      let more = output.fileHandleForReading.availableData
      try #require(!more.isEmpty, "the worker ended instead of answering")
      unread += more
    }
    let line = unread.prefix { $0 != 0x0A }
    unread = Data(unread.dropFirst(line.count + 1))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Program.Record.self, from: line)
  }

  /// Nobody reads its records any more.
  func stopReading() throws {
    try output.fileHandleForReading.close()
  }

  /// Ends its input unless it is closed already; returns its exit code once it ended.
  func ended(closingInput: Bool = true) throws -> Int32 {
    if closingInput { try input.fileHandleForWriting.close() }
    process.waitUntilExit()
    try #require(process.terminationReason == .exit)
    return process.terminationStatus
  }

  /// What it wrote and nobody took.
  func rest() -> String {
    String(decoding: unread + output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  func messages() throws -> String {
    try String(contentsOfFile: errors, encoding: .utf8)
  }

  /// The process in which it measures, waited for until it has `name` open.
  func measuring(_ name: String) throws -> Int32 {
    for _ in 0..<6000 {
      if let child = child(), Self.isOpen(name, in: child) { return child }
      usleep(10_000)
    }
    throw CocoaError(.fileNoSuchFile)
  }

  /// The process in which it measures, or nil between two of them.
  func child() -> Int32? {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.lazy.compactMap(Int32.init).first { Self.parent(of: $0) == self.identifier }
  }

  /// proc(5): the fourth field of `stat`, counted behind the name in parentheses.
  private static func parent(of process: Int32) -> Int32? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let name = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: name)...].split(separator: " ")
    return fields.count > 1 ? Int32(fields[1]) : nil
  }

  private static func isOpen(_ name: String, in process: Int32) -> Bool {
    let folder = "/proc/\(process)/fd"
    let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return descriptors.contains { descriptor in
      let target = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "\(folder)/\(descriptor)")
      return target?.hasSuffix("/" + name) == true
    }
  }
}

extension TemporaryFolder {
  /// Writes a two-channel recording in mu-law that takes long to measure and little of the disk: all of
  /// its samples are the same, and the file is one hole.
  @discardableResult
  func writeLongRecording(_ name: String, hours: Int = 2) throws -> String {
    let rate = 8000
    func bytes(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let byteCount = hours * 3600 * rate * 2
    // RIFF: mu-law is 7; two channels, 8 bits.
    let format =
      bytes(7, 2) + bytes(2, 2) + bytes(rate, 4) + bytes(2 * rate, 4) + bytes(2, 2) + bytes(8, 2)
    let head =
      Array("WAVEfmt ".utf8) + bytes(format.count, 4) + format + Array("data".utf8)
      + bytes(byteCount, 4)
    let header = Array("RIFF".utf8) + bytes(head.count + byteCount, 4) + head
    let path = try write(header, to: name)
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: UInt64(header.count + byteCount))
    try file.close()
    return path
  }
}
