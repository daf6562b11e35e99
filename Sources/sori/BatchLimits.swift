internal import ArgumentParser

/// How much of a batch is done.
struct BatchLimits: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Take the first N inputs only.", valueName: "n"))
  var limit: Int?

  @Flag(name: .long, help: "Stop at the first call that failed; calls under way are finished.")
  var failFast = false

  @Flag(name: .long, help: "Print what would be done with each input; measure and write nothing.")
  var dryRun = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is \(limit), expected 1 or more") }
  }
}
