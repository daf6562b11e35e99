import Foundation
import Testing

@testable import CallAnalysis

@Suite("Transcripts are found") struct TranscriptShelfTests {
  private func input(
    _ path: String, name: String? = nil, callID: String? = nil, transcript: String? = nil
  ) -> CallInput {
    var input = CallInput(path: path, name: name)
    input.metadata.callID = callID
    input.metadata.transcript = transcript
    return input
  }

  @Test(
    "By the recording's name in the same sub-folder, with its extension or without, or by the call",
    arguments: [
      "2024/call.vtt", "2024/call.wav.json", "2024/call.transcript.json", "2024/call.wav.ctm",
      "id-7.json",
    ])
  func byName(file: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: file)
    let shelf = try TranscriptShelf(path: folder.path)
    let found = shelf.transcript(
      of: input("calls/2024/call.wav", name: "2024/call", callID: "id-7"))
    #expect(found == .file("\(folder.path)/\(file)"))
  }

  @Test("The most particular name wins")
  func mostParticular() throws {
    let folder = try TemporaryFolder()
    for file in ["call.vtt", "2024/call.vtt", "id-7.vtt"] { try folder.write("x", to: file) }
    let shelf = try TranscriptShelf(path: folder.path)
    let found = shelf.transcript(of: input("a/2024/call.wav", name: "2024/call", callID: "id-7"))
    #expect(found == .file("\(folder.path)/2024/call.vtt"))
  }

  @Test("Two that fit as well are ambiguous; none is missing")
  func ambiguousAndMissing() throws {
    let folder = try TemporaryFolder()
    for file in ["call.vtt", "call.json"] { try folder.write("x", to: file) }
    let shelf = try TranscriptShelf(path: folder.path)
    #expect(shelf.transcript(of: input("call.wav")) == .ambiguous)
    #expect(shelf.transcript(of: input("other.wav")) == .missing)
  }

  @Test(
    "Identifiers never lead out of the folder",
    arguments: ["../secret", "a/../../secret", "/etc/passwd", ".hidden"])
  func identifierStays(identifier: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "secret.json")
    try folder.write("x", to: "shelf/other.json")
    try folder.write("x", to: "shelf/.hidden.json")
    let shelf = try TranscriptShelf(path: "\(folder.path)/shelf")
    #expect(shelf.transcript(of: input("call.wav", callID: identifier)) == .missing)
  }

  @Test("A manifest names them, by recording or by call")
  func table() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "path,call_id,transcript\na.wav,17,said/a.json\nb.wav,18,said/b.json\nc.wav,,\n", to: "m.csv")
    for name in ["a", "b"] { try folder.write("x", to: "said/\(name).json") }
    for name in ["a", "b", "c"] { try folder.write("x", to: "\(name).wav") }
    let shelf = try TranscriptShelf(path: "\(folder.path)/m.csv")
    let a = TranscriptShelf.Found.file("\(folder.path)/said/a.json")
    let b = TranscriptShelf.Found.file("\(folder.path)/said/b.json")
    #expect(shelf.transcript(of: input("\(folder.path)/a.wav")) == a)
    #expect(shelf.transcript(of: input("\(folder.path)/./a.wav")) == a)
    // Another folder's recording of that name is another recording.
    #expect(shelf.transcript(of: input("elsewhere/a.wav")) == .missing)
    #expect(shelf.transcript(of: input("elsewhere/x.wav", callID: "18")) == b)
    #expect(shelf.transcript(of: input("\(folder.path)/c.wav")) == .missing)
  }

  @Test("Calls of one name in two folders share no transcript")
  func foldersStay() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "call.vtt")
    let shelf = try TranscriptShelf(path: folder.path)
    #expect(shelf.transcript(of: input("calls/a/call.wav", name: "a/call")) == .missing)
    #expect(shelf.transcript(of: input("call.wav")) == .file("\(folder.path)/call.vtt"))
  }

  @Test("What is neither a folder nor a file is refused, and nothing waits for it")
  func pipe() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(throws: AnalysisError.self) { try TranscriptShelf(path: path) }
  }

  @Test("A recording with two transcripts is ambiguous")
  func tableAmbiguous() throws {
    let folder = try TemporaryFolder()
    try folder.write("path,transcript\na.wav,a.json\na.wav,b.json\na.wav,a.json\n", to: "m.csv")
    for name in ["a.json", "b.json", "a.wav"] { try folder.write("x", to: name) }
    let shelf = try TranscriptShelf(path: "\(folder.path)/m.csv")
    #expect(shelf.transcript(of: input("\(folder.path)/a.wav")) == .ambiguous)
  }

  @Test("A manifest without transcripts, and no folder at all, are refused")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.write("path,call_id\na.wav,1\n", to: "m.csv")
    #expect(throws: AnalysisError.self) { try TranscriptShelf(path: "\(folder.path)/m.csv") }
    #expect(throws: AnalysisError.self) { try TranscriptShelf(path: "\(folder.path)/nowhere") }
  }

  @Test("What the call's own manifest row names comes first")
  func manifestRow() throws {
    let folder = try TemporaryFolder()
    for name in ["call.vtt", "own.json"] { try folder.write("x", to: name) }
    let shelf = try TranscriptShelf(path: folder.path)
    let own = "\(folder.path)/own.json"
    #expect(shelf.transcript(of: input("call.wav", transcript: own)) == .file(own))
    #expect(shelf.transcript(of: input("call.wav", transcript: own + "x")) == .missing)
  }
}
