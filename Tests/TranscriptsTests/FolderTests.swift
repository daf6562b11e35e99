import Foundation
import SpeechTimeline
import Testing

@testable import Transcripts

/// Transcripts of your own: `SORI_TRANSCRIPTS=FOLDER swift test --filter FolderTests`.
@Suite struct FolderTests {
  private static let own = ProcessInfo.processInfo.environment["SORI_TRANSCRIPTS"]

  @Test(
    "Every transcript in the folder is read, and comes back from sori's JSON",
    .enabled(if: own != nil))
  func folder() throws {
    let folder = try #require(Self.own)
    let files = try #require(FileManager.default.enumerator(atPath: folder))
    for case let name as String in files {
      let path = "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if isFolder.boolValue { continue }
      do throws(TranscriptError) {
        let read = try TranscriptReader().read(path: path)
        let words = read.transcript.words
        print("\(name): \(read.format.rawValue), \(words.count) words, \(read.notes)")
        #expect(words.allSatisfy { !$0.text.isEmpty && $0.span.start >= 0 })
        let written = Array(TranscriptWriter.write(read.transcript, as: .json).utf8)
        let back = try TranscriptReader.read(bytes: written, name: name)
        #expect(back.transcript == read.transcript)
      } catch {
        // Files that are no transcripts lie in such folders too.
        #expect(error.code == .unknownFormat, "\(error)")
        print("\(error)")
      }
    }
  }
}
