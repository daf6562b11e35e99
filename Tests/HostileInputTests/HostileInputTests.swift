import Foundation
import HostileInput
import Testing

@Suite struct HostileInputTests {
  /// Folders named after readers; each file in them once broke a promise, or is a case that might.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Inputs").path

  private static func files(of reader: HostileReader) throws -> [String] {
    let folder = "\(folder)/\(reader.rawValue)"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .map { "\(folder)/\($0)" }
  }

  @Test("Every reader keeps its promises on every kept input", arguments: HostileReader.allCases)
  func keptInputs(reader: HostileReader) throws {
    let scratch = try ScratchFolder()
    for path in try Self.files(of: reader) {
      let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
      #expect(throws: Never.self, "\(path)") { try reader.examine(bytes, in: scratch) }
    }
  }
}
