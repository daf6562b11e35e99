internal import ArgumentParser

/// The program: times the parts of sori and the whole, one line of JSON for each.
@main
struct SoriBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sori-bench",
    abstract: "Times the kernels, the stages and whole runs of sori; one line of JSON for each.",
    discussion: """
      All times are CPU time (user and system). Whole runs each have a process of their own, so that \
      its peak memory is the run's. Build in release: figures of a debug build say nothing.
      """,
    subcommands: [Measure.self, Once.self],
    defaultSubcommand: Measure.self)
}

/// What to time.
enum Part: String, CaseIterable, ExpressibleByArgument {
  case kernels, stages, runs
}

/// `sori-bench` itself.
struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "Time what is asked for (the default).")

  @Option(name: .long, help: "The call whose sound is repeated: two channels.")
  var call = "fixtures/calls/two-party.wav"

  @Option(name: .long, parsing: .upToNextOption, help: "What to time (default: all).")
  var only: [Part] = Part.allCases

  @Option(
    name: .long, parsing: .upToNextOption,
    help: "Lengths of the whole runs in minutes.")
  var minutes = [60, 360]

  @Option(name: .long, help: "Measurements of each kernel and stage.")
  var repeats = 7

  @Option(name: .long, help: "Measurements of each whole run.")
  var runRepeats = 3

  func validate() throws {
    guard repeats > 0, runRepeats > 0 else {
      throw ValidationError("--repeats and --run-repeats are at least 1")
    }
    guard minutes.allSatisfy({ (1...Self.mostMinutes).contains($0) }) else {
      throw ValidationError("--minutes is 1 to \(Self.mostMinutes)")
    }
  }

  func run() throws {
    // Whole runs come first: what follows would only warm what they must pay for.
    if only.contains(.runs) {
      for length in minutes {
        try withRepeatedCall(call, minutes: length) { path, material in
          print(try wholeRun(path, material, minutes: length, repeats: runRepeats).line)
        }
      }
    }
    if only.contains(.stages) {
      try withRepeatedCall(call, minutes: Self.stageMinutes) { path, material in
        let stages = Stages(
          path: path, material: material.repeated(minutes: Self.stageMinutes), repeats: repeats)
        for measurement in try stages.all() { print(measurement.line) }
      }
    }
    if only.contains(.kernels) {
      let kernels = Kernels(material: try Material(path: call), repeats: repeats)
      for measurement in try kernels.all() { print(measurement.line) }
    }
  }

  /// A day: beyond that a WAVE file of two channels outgrows its 32-bit sizes at high rates.
  private static let mostMinutes = 1440
  /// Long enough for sections to be decided as in any ordinary call.
  private static let stageMinutes = 5
}
