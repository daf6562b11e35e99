internal import ArgumentParser
internal import CallAnalysis
internal import Scoring
internal import Tuning

/// How the search is made.
struct SearchOptions: ParsableArguments {
  enum Method: String, ExpressibleByArgument, CaseIterable {
    case grid, coordinate, random
  }

  @Option(
    name: .long,
    help: """
      What is made small: detection-cost, detection-error, der, talk-share, silence, overlap, or the \
      path of a figure, as turns.turn_count.
      """)
  var objective = "detection-cost"

  @Option(
    name: .customLong("search"),
    help: "All combinations, one field after the other, or combinations drawn.")
  var method = Method.grid

  @Option(name: .long, help: "Seed of the combinations drawn.")
  var seed: UInt64 = 1

  @Option(name: .long, help: "Configurations that a search may look at.")
  var budget = 100

  @Option(name: .long, help: "Choose without each of K parts of the recordings, measure on it.")
  var folds: Int?

  @Option(
    name: .long, help: "What lies within this of the best is as good, in the objective's unit.")
  var plateau = 0.1

  func plan(scoring: ScoreOptions) throws(TuningError) -> TuningPlan {
    let chosen: SearchMethod =
      switch method {
      case .grid: .grid
      case .coordinate: .coordinate
      case .random: .random(seed: seed)
      }
    var plan = TuningPlan(
      objective: try Objective(named: objective), method: chosen, scoring: scoring)
    plan.budget = budget
    plan.foldCount = folds
    plan.plateauWidth = plateau
    return plan
  }
}

/// Where results go.
struct TuneOutput: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, jsonl
  }

  @Option(name: .long, help: "How results are printed.")
  var format = Format.table

  @Option(name: .long, help: "Write a row for each configuration and set to this CSV file.")
  var curve: String?

  @Option(
    name: .long, help: "Write the best configuration here, for --config of any command.")
  var write: String?

  /// - Throws: `AnalysisError` (`unwritable`).
  func write(_ report: TuningReport) throws(AnalysisError) {
    if let curve { try LineWriter(path: curve).write(report.csv) }
    if let write {
      let document = try ConfigurationDocument.readableJSON(report.configuration)
      try LineWriter(path: write).write(document)
    }
    try LineWriter().write(format == .table ? report.table : report.jsonLines)
  }
}
