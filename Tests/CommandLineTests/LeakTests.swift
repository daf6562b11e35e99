import Foundation
import Testing

/// What is said in a call is nowhere but in the transcript it was read from, and where it was asked for.
@Suite("Nothing that is said leaks")
struct LeakTests {
  /// Words and values that stand nowhere else, in forms in which they might come out.
  private static let planted = [
    "유니콘구름", "01098765432", "010-9876-5432", "9876", "골뱅이나무", "unicorncloud",
  ]

  private static let webVTT = """
    WEBVTT

    00:00:01.000 --> 00:00:04.000
    <v agent>유니콘구름 상담원입니다. 전화번호 말씀해 주시겠어요?

    00:00:05.000 --> 00:00:09.000
    <v customer>공일공 구팔칠육 오사삼이요, 010-9876-5432요. unicorncloud 골뱅이나무 점 컴이에요.
    """

  private let twoParty = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("fixtures/calls/two-party.wav").path

  private func copyTwoParty(to name: String, in folder: TemporaryFolder) throws {
    try folder.write(Array(try Data(contentsOf: URL(fileURLWithPath: twoParty))), to: name)
  }

  /// Every byte of every file under `folder`, and the two streams.
  private func places(in folder: TemporaryFolder, _ outcome: Program.Outcome) throws -> [String:
    Data]
  {
    var places = [
      "standard output": Data(outcome.output.utf8), "standard error": Data(outcome.errors.utf8),
    ]
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    for name in names where !name.hasPrefix("said/") {
      places[name] = FileManager.default.contents(atPath: "\(folder.path)/\(name)")
    }
    return places
  }

  private func expectNothing(in places: [String: Data]) {
    for (place, content) in places {
      for value in Self.planted {
        #expect(content.range(of: Data(value.utf8)) == nil, "\(value) stands in \(place)")
      }
    }
  }

  @Test("Not in records, events, statistics, logs, errors, temporary files or the journal")
  func analyze() throws {
    let folder = try TemporaryFolder()
    for name in ["one", "two", "three"] {
      try copyTwoParty(to: "\(name).wav", in: folder)
    }
    _ = try folder.write("", to: "tmp/.keep")
    _ = try folder.write(Self.webVTT, to: "said/one.vtt")
    // Broken in ways whose messages might quote them.
    _ = try folder.write(
      "WEBVTT\n\n00:00:09.000 --> 00:00:01.000\n유니콘구름 010-9876-5432\n", to: "said/two.vtt")
    _ = try folder.write(
      #"{"segments": [{"seek": 0, "start": 1, "end": "unicorncloud", "text": "010-9876-5432"}]}"#,
      to: "said/three.json")
    let outcome = try Program.shell(
      """
      TMPDIR=tmp HOME=tmp "$SORI" analyze . --transcripts said --events --rttm-out rttm --stats run.prom \
        --log json -o calls.jsonl
      """, in: folder.path)
    #expect(outcome.exitCode == 0)
    expectNothing(in: try places(in: folder, outcome))
    let records = try String(contentsOfFile: "\(folder.path)/calls.jsonl", encoding: .utf8)
    #expect(records.contains(#""source":"file","format":"webvtt""#))
    #expect(records.contains(#""error":"transcript_"#))
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/tmp") == [".keep"])
  }

  @Test("Not in a worker's records")
  func worker() throws {
    let folder = try TemporaryFolder()
    try copyTwoParty(to: "one.wav", in: folder)
    _ = try folder.write(Self.webVTT, to: "said/one.vtt")
    let outcome = try Program.shell(
      #"printf 'one.wav\n{"path":"one.wav","transcript":"said/one.vtt"}\n' | "$SORI" worker --events --transcripts said"#,
      in: folder.path)
    #expect(outcome.exitCode == 0)
    #expect(outcome.lines.count == 2)
    expectNothing(in: try places(in: folder, outcome))
  }
}
