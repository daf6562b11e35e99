import Foundation
import Testing

@testable import CallAnalysis

@Suite struct FolderWalkTests {
  private func paths(in folder: TemporaryFolder) -> [String] {
    var walk = FolderWalk(folder.path)
    var found: [String] = []
    while let next = walk.next() {
      switch next {
      case .recording(let path): found.append(path)
      case .unreadable(let path, let code, _): found.append("\(code): \(path)")
      }
    }
    return found
  }

  @Test("Paths come in bytewise order, as sorting all of them would give")
  func order() throws {
    let folder = try TemporaryFolder()
    let names = [
      "a/b.wav", "a.wav", "a-b/c.wav", "a!.wav", "a0.wav", "B.wav", "ab/x.flac", "z/y/x/w.ogg",
      "z/y.wav", "통화/하나.wav", "é.wav", "a/b/c.w64",
    ]
    for name in names { try folder.write("", to: name) }
    let expected = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(paths(in: folder) == expected)
  }

  @Test("Only recordings by name are found, whatever the case of the extension")
  func extensions() throws {
    let folder = try TemporaryFolder()
    for name in [
      "a.WAV", "b.wave", "c.txt", "wav", "d.rttm", ".hidden.wav", ".git/e.wav", "f.Opus",
    ] {
      try folder.write("", to: name)
    }
    #expect(paths(in: folder) == ["a.WAV", "b.wave", "f.Opus"])
  }

  @Test("Links are followed, and one that leads back up ends there")
  func links() throws {
    let folder = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    try elsewhere.write("", to: "far.wav")
    try folder.write("", to: "a/b.wav")
    try folder.link("a/loop", to: "..")
    try folder.link("a/self", to: "self")
    try folder.link("far", to: elsewhere.path)
    try folder.link("again", to: elsewhere.path)
    try folder.link("file.wav", to: "a/b.wav")
    #expect(paths(in: folder) == ["a/b.wav", "again/far.wav", "file.wav"])
  }

  @Test("A link that leads nowhere is an input, so that it fails by name")
  func brokenLink() throws {
    let folder = try TemporaryFolder()
    try folder.link("gone.wav", to: "nowhere.wav")
    #expect(paths(in: folder) == ["gone.wav"])
  }

  @Test("A name that is not UTF-8 is reported, not passed over")
  func notUTF8() throws {
    let folder = try TemporaryFolder()
    let name = Array(folder.path.utf8) + Array("/".utf8) + [0xC5, 0xEB] + Array(".wav\0".utf8)
    let descriptor = name.withUnsafeBytes { bytes in
      open(bytes.baseAddress!.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o600)
    }
    try #require(descriptor >= 0)
    close(descriptor)
    #expect(paths(in: folder) == ["path_not_utf8: \u{FFFD}\u{FFFD}.wav"])
  }

  @Test("A folder that cannot be listed is reported in its place")
  func unlistable() throws {
    let folder = try TemporaryFolder()
    var walk = FolderWalk(folder.path + "/gone")
    guard case .unreadable("", "unreadable", let message) = walk.next() else {
      Issue.record("a missing folder was walked")
      return
    }
    #expect(message == "No such file or directory")
  }
}
