import Foundation
import Testing

@Suite struct RedactTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The recordings of most tests are tones, in which nobody is heard to say anything.
  private func sori(_ arguments: [String]) throws -> Program.Outcome {
    try Program.run(["redact", "--trust-transcript"] + arguments, in: folder.path)
  }

  /// A bundled call under the name `call.wav`, and what is said in it, changed.
  private func bundled(_ change: (inout String) -> Void) throws {
    let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("fixtures")
    let call = fixtures.appendingPathComponent("calls/korean.wav")
    try folder.write(Array(try Data(contentsOf: call)), to: "call.wav")
    var text = try String(
      contentsOf: fixtures.appendingPathComponent("transcripts/korean.vtt"), encoding: .utf8)
    text.replace("칠이공에 사오육일입니다", with: "공일공 공일이삼 사오육칠이요")
    change(&text)
    try folder.write(text, to: "call.vtt")
  }

  private func fitting(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(
      ["redact", "call.wav", "--transcripts", "call.vtt"] + arguments, in: folder.path)
  }

  @Test(
    "A transcript that fits is masked, its whole sentence where words have no times of their own")
  func estimatedTimes() throws {
    try bundled { _ in }
    let outcome = try fitting()
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    // The sentence takes 16.73 to 18.55 s; mu-law on two channels, 58 bytes of header.
    let silence = try bytes("call.redacted.wav")[(58 + 16_580 * 16)..<(58 + 18_700 * 16)]
    #expect(Set(silence).count == 1)
  }

  @Test("A transcript whose words lie elsewhere masks no audio, unless only the text is asked for")
  func doubtful() throws {
    try bundled { text in
      for second in (0..<40).reversed() {
        text.replace(String(format: "00:%02d.", second), with: String(format: "03:%02d.", second))
      }
    }
    let outcome = try fitting()
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains("behind the end of the recording"))
    #expect(try names == ["call.vtt", "call.wav"])
    #expect(try fitting("--audio", "none").exitCode == 0)
    #expect(try !names.contains("call.redacted.wav"))
  }

  @Test("Names that may be people's do not come through")
  func speakerNames() throws {
    try bundled { $0.replace("<v customer>", with: "<v 김영희 010-8273-4916>") }
    #expect(try fitting("--audio", "none").exitCode == 0)
    let text = String(decoding: try bytes("call.redacted.transcript.json"), as: UTF8.self)
    #expect(!text.contains("김영희") && !text.contains("8273"))
    #expect(text.contains("speaker_2") && text.contains("agent"))
  }

  @Test("Two calls of one name are refused before anything is written")
  func sameName() throws {
    try folder.writeRecording("x/a.wav")
    try folder.writeRecording("y/a.wav")
    try folder.write(Self.transcript, to: "texts/a.vtt")
    let outcome = try sori(["x/a.wav", "y/a.wav", "--transcripts", "texts", "-o", "out"])
    #expect(outcome.exitCode == 64)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/out").isEmpty)
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
