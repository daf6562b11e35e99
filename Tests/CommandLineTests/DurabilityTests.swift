import Foundation
import Testing

/// What a machine that loses its power finds on its disk, by the order of the system calls that put it there.
@Suite(.enabled(if: Strace.works, "strace is not installed, or may not trace here"))
struct DurabilityTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let call = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("fixtures/calls/two-party.wav").path
    let calls = "\(folder.path)/calls"
    try FileManager.default.createDirectory(atPath: calls, withIntermediateDirectories: true)
    for name in ["a", "b"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(calls)/\(name).wav", withDestinationPath: call)
    }
  }

  /// What is written and forced onto the disk, in order: `rttm`, `record`, `file system`, `output`.
  private func steps(_ options: String) throws -> [String] {
    let outcome = try Program.shell(
      """
      strace -f -qq -y -e trace=write,syncfs,fdatasync -e signal=none -o trace \
      $SORI analyze -q calls --rttm-out rttm -o out.jsonl --jobs 1 \(options)
      """, in: folder.path)
    #expect(outcome.errors.isEmpty)
    return try String(contentsOfFile: "\(folder.path)/trace", encoding: .utf8)
      .split(separator: "\n").compactMap { line in
        if line.contains(" syncfs(") { return "file system" }
        if line.contains("out.jsonl>") {
          return line.contains(" write(") ? "record" : "output"
        }
        return line.contains(".rttm>") ? "rttm" : nil
      }
  }

  @Test("A record that is on the disk has its RTTM there", arguments: ["each", "batch"])
  func rttmFirst(durability: String) throws {
    let steps = try steps("--fsync \(durability)")
    let secured = try #require(steps.lastIndex(of: "output"))
    #expect(steps[secured - 1] == "file system")
    #expect(steps[..<secured].filter { $0 == "rttm" }.count == 2)
    if durability == "each" {
      let ofOne = ["rttm", "record", "file system", "output"]
      #expect(steps.starts(with: ofOne + ofOne), "\(steps)")
    }
  }

  @Test("Nothing is forced onto the disk where nobody asks for it")
  func notAtAll() throws {
    #expect(try steps("--fsync none") == ["rttm", "record", "rttm", "record"])
  }
}
