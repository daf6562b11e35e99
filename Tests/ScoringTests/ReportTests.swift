import SpeechTimeline
import Testing

@testable import Scoring

@Suite struct ReportTests {
  @Test("Numbers have the decimals asked for, rounded away from zero")
  func numbers() {
    #expect(decimal(1.5, places: 3) == "1.5")
    #expect(decimal(100, places: 3) == "100")
    #expect(decimal(-0.0005, places: 3) == "-0.001")
    #expect(decimal(-0.0004, places: 3) == "0")
    #expect(fixed(2.345, places: 2) == "2.35")
    #expect(fixed(0.05, places: 1) == "0.1")
    #expect(fixed(-12, places: 0) == "-12")
  }

  @Test("Names with quotes, commas and line ends survive in JSON and CSV")
  func names() throws {
    var report = ScoreReport()
    report.add("a \"b\",\nc", try score(drawn("a"), against: drawn("a")))
    #expect(report.jsonLines.hasPrefix(#"{"file":"a \"b\",\u000ac","files":1,"#))
    #expect(report.jsonLines.split(separator: "\n").count == 2)
    #expect(report.csv.contains("\n\"a \"\"b\"\",\nc\",10,"))
  }

  @Test("Every line of JSON has the same keys in the same order")
  func keys() throws {
    var report = ScoreReport()
    report.add("call", try score(drawn("a"), against: drawn("a").renamed(["a": "agent"])))
    report.add("other", try score(drawn("a"), against: SpeakerLabels()))
    let keys = report.jsonLines.split(separator: "\n").map { line in
      line.split(separator: "\"").filter { $0.hasSuffix("_s") || $0.hasSuffix("_ratio") }.map(
        String.init)
    }
    #expect(keys.count == 3)
    #expect(keys[0] == keys[1])
    #expect(keys[0] == keys[2])
    #expect(report.total.recordings == 2)
  }

  @Test("An empty report says only how it would have been scored")
  func empty() {
    let report = ScoreReport(options: options { $0.byFrame = true })
    #expect(
      report.table
        == "collarPerSide 0 s, detection after bridging 0 s on both sides, 10 ms frames, overlap scored\n"
    )
  }

  @Test("Options out of range are named")
  func ranges() {
    #expect(
      throws: ScoreOptionsError(field: "bridgeSeconds", value: "-1.0", expected: "0.0...10.0")
    ) { try options { $0.bridgeSeconds = -1 }.validate() }
    #expect(throws: ScoreOptionsError.self) {
      try options { $0.collarPerSideSeconds = .nan }.validate()
    }
    #expect(throws: Never.self) { try ScoreOptions().validate() }
  }
}
