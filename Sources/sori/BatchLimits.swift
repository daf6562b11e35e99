internal import ArgumentParser

/// How much of a batch is done.
struct BatchLimits: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Take the first N inputs only.", valueName: "n"))
  var limit: Int?

  @Flag(name: .long, help: "Stop at the first call that failed; calls under way are finished.")
  var failFast = false

  @Flag(name: .long, help: "Print what would be done with each input; measure and write nothing.")
  var dryRun = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A call that takes longer fails (default: none does).", valueName: "seconds"))
  var timeout: Double?

  /// A year, in seconds.
  private static let longestTimeout = 31_536_000.0

  var timeLimit: Duration? { timeout.map { .seconds($0) } }

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is \(limit), expected 1 or more") }
    if let timeout, !(timeout > 0 && timeout <= Self.longestTimeout) {
      throw ValidationError("--timeout is \(timeout), expected seconds above 0")
    }
  }
}
