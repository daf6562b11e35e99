internal import ArgumentParser
internal import CallAnalysis
internal import CallMetrics
internal import Scoring
internal import SpeechTimeline

/// How hypotheses are held against references.
struct ScoringOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "Leave out this many seconds on each side of every reference boundary (0 to 5).")
  var collarPerSide = 0.0

  @Option(
    name: .long,
    help: "Fill gaps of at most this many seconds on both sides before detection is scored.")
  var bridge = 0.0

  @Flag(name: .long, help: "Leave out time in which several speak when speakers are scored.")
  var noOverlap = false

  @Flag(name: .long, help: "Count detection in frames of 10 ms instead of exactly.")
  var byFrame = false

  @Flag(name: .long, help: "Take a recording without labels as one in which nobody speaks.")
  var unlabelledIsSilent = false

  @Flag(
    name: .long,
    help: "Tell how much is found of low, middle and high voices, by the recordings' pitch.")
  var byPitch = false

  func options(metrics: MetricsConfiguration) throws -> ScoreOptions {
    var options = ScoreOptions()
    options.collarPerSideSeconds = collarPerSide
    options.bridgeSeconds = bridge
    options.scoresOverlap = !noOverlap
    options.byFrame = byFrame
    options.byPitch = byPitch
    options.metrics = metrics
    try options.validate()
    return options
  }
}

/// Which hypotheses are held against which references.
struct PairingOptions: ParsableArguments {
  @Option(name: .long, help: "Score only what this evaluation map names.")
  var uem: String?

  @Flag(name: .long, help: "Take a hypothesis that is missing as one that finds nobody.")
  var missingIsEmpty = false

  @Option(
    name: .long,
    help: "Score only hypotheses named with this suffix, without it: .mono for mixed-down calls.")
  var suffix = ""

  func maps() throws -> [String: Timeline]? {
    try uem.map { try EvaluationMap.read(readText($0), path: $0) }
  }
}

/// Where scores go.
struct ScoreOutput: ParsableArguments {
  @Flag(name: .long, help: "Print JSON Lines: one for each recording, then the total.")
  var json = false

  @Option(name: .long, help: "Write a row for each recording to this CSV file.")
  var csv: String?

  @Option(name: .long, help: "Write a row for each voice to this CSV file (with --by-pitch).")
  var voicesCsv: String?

  func write(_ report: ScoreReport) throws {
    if let csv { try LineWriter(path: csv).write(report.csv) }
    if let voicesCsv { try LineWriter(path: voicesCsv).write(report.voicesCSV) }
    if !report.files.isEmpty { try LineWriter().write(json ? report.jsonLines : report.table) }
  }
}
