internal import ArgumentParser
internal import CallAnalysis

/// What a batch says of itself while it runs.
struct ReportingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "Keep the run's numbers in this file, as Prometheus reads them (name it FILE.prom).")
  var stats: String?

  @Option(name: .long, help: "How messages look: text, or json, one object a line.")
  var log = LogFormat.text

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  /// Where messages go.
  var programLog: ProgramLog { ProgramLog(log, isQuiet: quiet) }

  /// Whether anybody is told how much there is to do.
  var needsTotals: Bool { !quiet || stats != nil }

  /// The file that the statistics go to; nil where none are wanted.
  ///
  /// - Throws: `AnalysisError` where it cannot be written.
  func statisticsFile() throws(AnalysisError) -> StatisticsFile? {
    try stats.map { path throws(AnalysisError) in try StatisticsFile(path: path) }
  }

  /// - Parameter paths: What the command reads and writes.
  /// - Throws: `ValidationError` where the statistics would take the place of one of these, or of a
  ///   recording.
  func validate(against paths: [String]) throws {
    guard let stats else { return }
    if PathInputs.isRecording(stats) {
      throw ValidationError("--stats \(stats) is named like a recording")
    }
    if let path = paths.first(where: { $0 == stats || leadToSameFile($0, stats) }) {
      throw ValidationError("--stats \(stats) would overwrite \(path)")
    }
  }
}
