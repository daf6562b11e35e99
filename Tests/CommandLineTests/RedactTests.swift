import Foundation
import Testing

@Suite struct RedactTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func sori(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(["redact"] + arguments, in: folder.path)
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)")))
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }

  /// Half a second for each word; the number is said from 0.5 to 1.5 s.
  private static let transcript = """
    WEBVTT

    00:00.000 --> 00:00.500
    <v customer>번호는

    00:00.500 --> 00:01.500
    <v customer>공일공 공일이삼 사오육칠이요

    00:01.500 --> 00:02.000
    <v agent>감사합니다
    """

  private static let planted = ["공일공", "공일이삼", "사오육칠", "01001234567"]

  @Test(
    "Recording, transcript and map are written, the number is in none of them, and nothing else changes"
  )
  func wholeCall() throws {
    try folder.writeRecording("a.wav")
    try folder.write(Self.transcript, to: "a.vtt")
    let outcome = try sori(["a.wav", "--transcripts", "a.vtt", "--format", "webvtt"])
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.isEmpty)
    #expect(
      try names == ["a.redacted.vtt", "a.redacted.wav", "a.redaction.json", "a.vtt", "a.wav"])
    for name in ["a.redacted.vtt", "a.redaction.json"] {
      let text = String(decoding: try bytes(name), as: UTF8.self)
      for value in Self.planted { #expect(!text.contains(value), "\(name)") }
      #expect(text.contains("mobile_phone"), "\(name)")
    }
    for value in Self.planted { #expect(!outcome.errors.contains(value)) }
    let before = try bytes("a.wav")
    let after = try bytes("a.redacted.wav")
    #expect(after.count == before.count)
    // Two channels of 16 bits at 8 kHz, 44 bytes of header: 32 bytes a millisecond. The words take 0.5 to
    // 1.5 s, the margin 150 ms.
    let masked = (44 + 350 * 32)..<(44 + 1650 * 32)
    #expect(after[masked].allSatisfy { $0 == 0 })
    #expect(Array(after[..<masked.lowerBound]) == Array(before[..<masked.lowerBound]))
    #expect(Array(after[masked.upperBound...]) == Array(before[masked.upperBound...]))
  }

  @Test("A map is applied to the same recording, and to no other")
  func maps() throws {
    try folder.writeRecording("a.wav")
    try folder.writeRecording("b.wav", hertz: 600)
    try folder.write(Self.transcript, to: "a.vtt")
    #expect(try sori(["a.wav", "--transcripts", "a.vtt"]).exitCode == 0)
    let first = try bytes("a.redacted.wav")
    let again = try sori(["a.wav", "--redactions", "a.redaction.json", "-o", "."])
    // The map that is read would be written over.
    #expect(again.exitCode == 64)
    try FileManager.default.moveItem(
      atPath: "\(folder.path)/a.redaction.json", toPath: "\(folder.path)/map.json")
    #expect(try sori(["a.wav", "--redactions", "map.json"]).exitCode == 0)
    #expect(try bytes("a.redacted.wav") == first)
    #expect(try sori(["b.wav", "--redactions", "map.json"]).exitCode == 64)
    #expect(try !names.contains("b.redacted.wav"))
  }

  @Test("A tone can stand for what was said, and a text alone can be masked")
  func sounds() throws {
    try folder.writeRecording("a.wav")
    try folder.write(Self.transcript, to: "a.vtt")
    #expect(try sori(["a.wav", "--transcripts", "a.vtt", "--audio", "none"]).exitCode == 0)
    #expect(try !names.contains("a.redacted.wav"))
    #expect(try sori(["a.wav", "--transcripts", "a.vtt", "--audio", "tone"]).exitCode == 0)
    let tone = try bytes("a.redacted.wav")[(44 + 500 * 32)..<(44 + 1500 * 32)]
    #expect(tone.contains { $0 != 0 })
  }

  @Test("Several calls find their transcripts in a folder; one without fails alone")
  func folders() throws {
    try folder.writeRecording("calls/a.wav")
    try folder.writeRecording("calls/b.wav")
    try folder.write(Self.transcript, to: "texts/a.vtt")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/out", withIntermediateDirectories: true)
    let outcome = try sori([
      "calls/a.wav", "calls/b.wav", "--transcripts", "texts", "-o", "out",
    ])
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("sori: calls/b.wav: no transcript"))
    let written = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out")
    #expect(
      written.sorted() == ["a.redacted.transcript.json", "a.redacted.wav", "a.redaction.json"])
  }

  @Test(
    "What makes no sense is a usage error",
    arguments: [
      ["a.wav"], ["a.wav", "--transcripts", "a.vtt", "--redactions", "m.json"],
      ["a.wav", "--transcripts", "a.vtt", "--audio", "music"],
      ["a.wav", "b.wav", "--redactions", "m.json"],
      ["a.wav", "--redactions", "m.json", "--audio", "none"], ["--transcripts", "a.vtt"],
    ])
  func usage(_ arguments: [String]) throws {
    try folder.writeRecording("a.wav")
    try folder.write(Self.transcript, to: "a.vtt")
    #expect(try sori(arguments).exitCode == 64)
    #expect(try names == ["a.vtt", "a.wav"])
  }

  @Test("What cannot be read or masked is exit code 2, says why, and leaves nothing")
  func unreadable() throws {
    try folder.writeRecording("a.wav")
    try folder.write("공일공 공일이삼 사오육칠", to: "a.vtt")
    let broken = try sori(["a.wav", "--transcripts", "a.vtt"])
    #expect(broken.exitCode == 2)
    for value in Self.planted { #expect(!broken.errors.contains(value)) }
    try folder.write(Self.transcript, to: "a.vtt")
    try folder.write("no sound at all, only words", to: "b.wav")
    #expect(try sori(["b.wav", "--transcripts", "a.vtt"]).exitCode == 2)
    #expect(try names == ["a.vtt", "a.wav", "b.wav"])
  }
}
