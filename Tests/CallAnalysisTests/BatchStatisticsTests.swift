import Foundation
import Reporting
import Testing

@testable import CallAnalysis

@Suite struct BatchStatisticsTests {
  private let heading: RecordHeading

  init() throws { heading = try RecordHeading(configuration: AnalysisConfiguration()) }

  private func call(_ path: String, seconds: Double, bytes: Int, took: Duration) -> AnalyzedCall {
    var call = AnalyzedCall(
      record: heading.record(of: CallInput(path: path), status: .ok, sizeBytes: bytes),
      audioDuration: Int(seconds * 1000))
    call.processingTime = took
    return call
  }

  private func refused(
    _ path: String, _ status: CallStatus, _ code: String, took: Duration? = nil
  ) -> AnalyzedCall {
    var call = AnalyzedCall(
      record: heading.record(
        of: CallInput(path: path), refusal: Refusal(status, code: code, "because")))
    call.processingTime = took
    return call
  }

  private func tally() -> BatchTally {
    var tally = BatchTally()
    tally.add(call("a.wav", seconds: 40.5, bytes: 1000, took: .milliseconds(5)))
    tally.add(call("b.wav", seconds: 10, bytes: 500, took: .milliseconds(7)))
    tally.add(refused("c.wav", .failed, "not_found", took: .milliseconds(1)))
    tally.add(refused("d.wav", .skipped, "consent_absent"))
    tally.add(refused("e.wav", .failed, "not_audio", took: .seconds(600)))
    tally.add(refused("f.wav", .failed, "not_audio", took: .zero))
    return tally
  }

  @Test(
    "Why inputs were not measured: failures first, the most frequent first, the first as example")
  func kinds() {
    let kinds = tally().unmeasuredKinds
    #expect(kinds.map(\.code) == ["not_audio", "not_found", "consent_absent"])
    #expect(kinds.map(\.count) == [2, 1, 1])
    #expect(kinds.map(\.example) == ["e.wav", "c.wav", "d.wav"])
    #expect(kinds.map(\.status) == [.failed, .failed, .skipped])
  }

  @Test("A class of the histogram holds its upper bound, and what was not tried is not counted")
  func histogram() {
    let histogram = tally().processing
    #expect(histogram.count == 5)
    #expect(histogram.counts.first == 3)
    #expect(histogram.counts[1] == 1)
    #expect(histogram.counts.last == 1)
    #expect(histogram.sum == .milliseconds(600_013))
  }

  @Test("The text is what Prometheus' format asks for, line by line")
  func text() throws {
    var statistics = BatchStatistics(startTime: 1_700_000_000.25)
    statistics.tally = tally()
    statistics.elapsed = .seconds(10)
    statistics.time = 1_700_000_010.25
    statistics.underWay = 2
    statistics.timeLeft = .milliseconds(1500)
    var totals = InputTotals()
    for bytes in [1000, 500, 0, 0, 20, 30, 70] { totals.add(bytes: bytes) }
    statistics.totals = totals
    let lines = statistics.prometheusText.split(separator: "\n")
    for line in [
      "# HELP sori_calls_total Inputs that have their record, by its status.",
      "# TYPE sori_calls_total counter", #"sori_calls_total{status="ok"} 2"#,
      #"sori_calls_total{status="empty"} 0"#, #"sori_calls_total{status="skipped"} 1"#,
      #"sori_calls_total{status="failed"} 3"#, #"sori_call_failures_total{code="not_audio"} 2"#,
      #"sori_call_failures_total{code="not_found"} 1"#,
      #"sori_call_skips_total{code="consent_absent"} 1"#, "sori_audio_seconds_total 50.5",
      "sori_input_bytes_total 1500", "sori_realtime_ratio 5.05", "sori_calls_in_progress 2",
      "sori_calls_expected 7", "sori_input_bytes_expected 1620",
      "sori_run_start_time_seconds 1700000000.25", "sori_run_update_time_seconds 1700000010.25",
      "sori_run_remaining_seconds 1.5", #"sori_run_state{state="running"} 1"#,
      #"sori_run_state{state="finished"} 0"#, "# TYPE sori_call_processing_seconds histogram",
      #"sori_call_processing_seconds_bucket{le="0.005"} 3"#,
      #"sori_call_processing_seconds_bucket{le="0.01"} 4"#,
      #"sori_call_processing_seconds_bucket{le="500"} 4"#,
      #"sori_call_processing_seconds_bucket{le="+Inf"} 5"#,
      "sori_call_processing_seconds_sum 600.013", "sori_call_processing_seconds_count 5",
    ] { #expect(lines.contains { $0 == line }, "\(line)") }
    #expect(!statistics.prometheusText.contains("run_end"))
    #expect(statistics.prometheusText.hasSuffix("\n"))
  }

  @Test(
    "Every family has its help and its type before its samples, once", arguments: [false, true])
  func families(isOver: Bool) throws {
    var statistics = BatchStatistics(startTime: 0)
    if isOver {
      statistics.tally = tally()
      statistics.state = .interrupted
    }
    var family = ""
    var seen: Set<String> = []
    for line in statistics.prometheusText.split(separator: "\n") {
      let words = line.split(separator: " ")
      if line.hasPrefix("# HELP ") {
        family = String(words[2])
        #expect(seen.insert(family).inserted, "\(family) stands there twice")
      } else if line.hasPrefix("# TYPE ") {
        #expect(words[2] == family)
      } else {
        #expect(line.hasPrefix(family), "\(line) under \(family)")
        #expect(Double(words[words.count - 1]) != nil, "\(line)")
      }
    }
    #expect(seen.contains("sori_run_end_time_seconds") == isOver)
  }

  @Test("Quotes, backslashes and line ends in labels are escaped")
  func escaping() {
    #expect(PrometheusText.escaped("a\"b\\c\nd", quotes: true) == #"a\"b\\c\nd"#)
    #expect(PrometheusText.escaped("a\"b\\c\nd", quotes: false) == #"a"b\\c\nd"#)
  }

  @Test("A statistics file is replaced whole, and its folder holds nothing else afterwards")
  func file() throws {
    let folder = try TemporaryFolder()
    let file = try StatisticsFile(path: folder.path + "/sori.prom")
    try file.write("old\n")
    let reader = try #require(FileHandle(forReadingAtPath: file.path))
    try file.write("new\n")
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "new\n")
    // Who opened the old one reads the old one to its end: it was replaced, not overwritten.
    #expect(String(decoding: reader.readDataToEndOfFile(), as: UTF8.self) == "old\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["sori.prom"])
  }

  @Test("Where a statistics file cannot be, its error names it and nothing is left behind")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    #expect(
      throws: AnalysisError(.usage, path: folder.path, "statistics go to a regular file")
    ) { _ = try StatisticsFile(path: folder.path) }
    let missing = folder.path + "/nowhere/sori.prom"
    #expect(throws: AnalysisError(.unwritable, path: missing, "No such file or directory")) {
      _ = try StatisticsFile(path: missing)
    }
    let file = try StatisticsFile(path: folder.path + "/sori.prom")
    try FileManager.default.createDirectory(
      atPath: file.path, withIntermediateDirectories: false)
    #expect(throws: AnalysisError(.unwritable, path: file.path, "Is a directory")) {
      try file.write("x")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["sori.prom"])
  }
}
