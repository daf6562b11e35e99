import Foundation
import Testing

/// Transcripts joined to calls by the program.
@Suite("Transcripts in records") struct TranscriptTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("fixtures").path

  /// What these tests look at in a record.
  private struct Record: Decodable, Equatable {
    struct Transcript: Decodable, Equatable {
      let source: String?
      let format: String?
      let error: String?
      let doubtful: Bool?
      let wordCount: Int?
      let outsideWordCount: Int?
      let wordsOutsideSpeechRatio: Double?
      let speechWithoutWordsRatio: Double?
      let speakerLabelAgreementRatio: Double?
      let sttOffsetS: Double?
    }
    struct Privacy: Decodable, Equatable {
      let lawfulBasis: String?
      let expiresAt: String?
    }
    struct Speaker: Decodable, Equatable {
      let label: String
      let wordCount: Int?
    }
    let status: String
    let configHash: String
    let transcript: Transcript
    let privacy: Privacy
    let speakers: [Speaker]?
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["two-party", "korean"] {
      let content = try Data(contentsOf: URL(fileURLWithPath: "\(Self.fixtures)/calls/\(name).wav"))
      try folder.write(Array(content), to: "in/\(name).wav")
    }
  }

  @Test("A recogniser that hangs is not waited for beyond --timeout")
  func hangingRecogniser() throws {
    let outcome = try Program.run(
      [
        "analyze", "in/two-party.wav", "--quiet", "--stt", "sleep 600",
        "--timeout", "30",
      ], in: folder.path)
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains("\"timed_out\""))
  }

  private func said(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Self.fixtures)/transcripts/\(name).vtt", encoding: .utf8)
  }

  private func analyze(_ arguments: String...) throws -> [Record] {
    try records(Program.run(["analyze"] + arguments + ["-q"], in: folder.path))
  }

  private func records(_ outcome: Program.Outcome) throws -> [Record] {
    #expect(outcome.exitCode == 0)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try outcome.lines.map { try decoder.decode(Record.self, from: Data($0.utf8)) }
  }

  @Test("The bundled calls and their transcripts fit")
  func bundled() throws {
    try folder.write(said("two-party"), to: "said/two-party.vtt")
    try folder.write(said("korean"), to: "said/korean.vtt")
    for record in try analyze("in", "--transcripts", "said") {
      #expect(record.transcript.source == "file")
      #expect(record.transcript.format == "webvtt")
      #expect(record.transcript.error == nil)
      #expect(record.transcript.doubtful == false)
      #expect(record.transcript.outsideWordCount == 0)
      #expect(try #require(record.transcript.speechWithoutWordsRatio) < 0.02)
      #expect(record.transcript.speakerLabelAgreementRatio == 1)
      #expect(abs(try #require(record.transcript.sttOffsetS)) < 0.2)
      #expect(record.speakers?.compactMap(\.wordCount).reduce(0, +) == record.transcript.wordCount)
    }
  }

  @Test("A transcript that is missing or broken leaves the rest of the record as it is")
  func missingAndBroken() throws {
    try folder.write("WEBVTT\n\n00:09.000 --> 00:01.000\nHello\n", to: "said/korean.vtt")
    let without = try analyze("in")
    let with = try analyze("in", "--transcripts", "said")
    #expect(with.map(\.transcript.error) == ["transcript_impossible_time", "transcript_missing"])
    #expect(with.map(\.status) == ["ok", "ok"])
    #expect(with.map(\.speakers) == without.map(\.speakers))
    #expect(without.allSatisfy { $0.transcript.source == nil && $0.transcript.wordCount == nil })
  }

  @Test("A transcript of another call is doubtful")
  func otherCall() throws {
    try folder.write(said("two-party"), to: "said/korean.vtt")
    let record = try #require(try analyze("in/korean.wav", "--transcripts", "said").first)
    #expect(record.transcript.doubtful == true)
    #expect(try #require(record.transcript.speakerLabelAgreementRatio) < 0.8)
  }

  @Test("A manifest names transcripts, lawful basis and last day")
  func manifest() throws {
    try folder.write(said("korean"), to: "text/k.vtt")
    try folder.write(
      """
      path,transcript,lawful_basis,retention_until
      in/korean.wav,text/k.vtt,contract,2999-12-31
      in/two-party.wav,,,
      """, to: "calls.csv")
    let read = try analyze("--manifest", "calls.csv")
    #expect(read.map(\.transcript.source) == ["file", nil])
    #expect(read.map(\.privacy.lawfulBasis) == ["contract", nil])
    #expect(read.map(\.privacy.expiresAt) == ["2999-12-31", nil])
    // As the table of another list of inputs.
    let joined = try analyze("in", "--transcripts", "calls.csv")
    #expect(joined.map(\.transcript.source) == ["file", "file"])
    #expect(joined.map(\.transcript.error) == [nil, "transcript_missing"])
    let worker = try records(
      Program.run(
        ["worker"], in: folder.path,
        input: #"{"path": "in/korean.wav", "transcript": "text/k.vtt"}"# + "\n"))
    #expect(worker.first?.transcript == read.first?.transcript)
  }

  @Test("A call whose transcript came, changed or went is measured again")
  func resumed() throws {
    func run() throws -> String {
      let outcome = try Program.run(
        ["analyze", "in", "--transcripts", "said", "-o", "out.jsonl", "--resume"], in: folder.path)
      #expect(outcome.exitCode == 0)
      let fresh = try Program.run(
        ["analyze", "in", "--transcripts", "said", "-q"], in: folder.path)
      let resumed = try String(contentsOfFile: "\(folder.path)/out.jsonl", encoding: .utf8)
      #expect(resumed == fresh.output)
      return outcome.errors
    }
    try folder.write(said("two-party"), to: "said/two-party.vtt")
    _ = try run()
    #expect(try run().contains("2 of them in an earlier run"))
    try folder.write(said("korean"), to: "said/korean.vtt")
    _ = try run()
    try folder.write(said("korean") + "\nNOTE changed\n", to: "said/korean.vtt")
    _ = try run()
    try FileManager.default.removeItem(atPath: "\(folder.path)/said/korean.vtt")
    _ = try run()
  }

  @Test("Rules are settings: another file of rules is another hash")
  func rules() throws {
    try folder.write("version: 1\nkeywords:\n  - name: a\n    any_of: [refund]\n", to: "a.yaml")
    try folder.write("version: 1\nkeywords:\n  - name: b\n    any_of: [refund]\n", to: "b.yaml")
    let hashes = try [["--text-rules", "a.yaml"], ["--text-rules", "b.yaml"], []].map { options in
      try records(
        Program.run(["analyze", "in/korean.wav", "-q"] + options, in: folder.path)
      )[0].configHash
    }
    #expect(Set(hashes).count == 3)
  }
}
