import AudioIO
import Foundation
import Testing

private let fixturePaths: [String] = {
  let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("fixtures/codecs").path
  let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
  let kinds = ["wav", "w64", "flac", "ogg", "opus", "mp3", "au", "aiff"]
  return names.sorted().map { "\(directory)/\($0)" }
    .filter { path in kinds.contains { path.hasSuffix(".\($0)") } }
}()

/// One small recording of each codec under `fixtures/codecs`, made by other programs.
@Suite("Recordings of each codec", .enabled(if: !fixturePaths.isEmpty))
struct CodecFixtureTests {
  @Test("Each is read to its end, the same in blocks of any size", arguments: fixturePaths)
  func reads(path: String) throws {
    let decoded = try Decoded(path, blockFrames: 1152)
    #expect(decoded.summary.frameCount > 0)
    #expect(decoded.summary.headerStatus != .truncated)
    #expect(decoded.samples.count == decoded.summary.frameCount * decoded.format.channelCount)
    #expect(decoded.samples.allSatisfy { abs($0) <= 1 })
    #expect(decoded.samples.contains { abs($0) > 0.01 })
    #expect(decoded.summary.sha256 == (try systemSHA256(path)))
    #expect(try Decoded(path, blockFrames: 331).samples == decoded.samples)
  }
}
