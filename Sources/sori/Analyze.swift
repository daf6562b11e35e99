internal import ArgumentParser
internal import CallAnalysis
internal import FoundationEssentials
internal import Reporting

/// `sori analyze`: recordings in, one line of JSON for each out, in the same order.
struct Analyze: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure recordings; write one line of JSON for each.",
    discussion: """
      Folders are searched with their sub-folders, in order of path. On standard input (-) every \
      line is one recording. Records come in the order of the inputs, failures included. After \
      Ctrl-C the calls under way are finished and written; a second one ends at once. Whatever ended \
      a run, the same command with --resume goes on with it.
      """)

  @Argument(help: "Recordings, folders of them, or - for a list on standard input.")
  var paths: [String] = []

  @Option(
    name: .long,
    help: "Take the recordings from a table: CSV with a header, or JSON Lines (.jsonl).")
  var manifest: String?

  @Flag(
    name: [.customShort("0"), .customLong("null")],
    help: "Names on standard input end with a zero byte, not a line's end.")
  var nulDelimited = false

  @OptionGroup var destination: DestinationOptions

  @Flag(name: .long, help: "Add the events (turns, overlaps, silences …) to every record.")
  var events = false

  @Option(name: .long, help: "Write each call's talkspurts to DIR/NAME.rttm.")
  var rttmOut: String?

  @Option(name: .long, help: "Key for agents' pseudonyms; without it no agent is named.")
  var idKey: String?

  @Option(name: .long, help: "Day on which retention is judged, YYYY-MM-DD (default: today).")
  var asOf: String?

  @Option(name: .shortAndLong, help: "Calls measured at once (default: one a core).")
  var jobs: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A call that takes longer fails (default: none does).", valueName: "seconds"))
  var timeout: Double?

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  @OptionGroup var measurement: MeasurementOptions

  func validate() throws {
    if paths.isEmpty, manifest == nil {
      throw ValidationError("nothing to analyze: name recordings, folders, - or --manifest FILE")
    }
    if !paths.isEmpty, manifest != nil {
      throw ValidationError("--manifest takes the place of other inputs")
    }
    if nulDelimited, !paths.contains(PathInputs.standardInput) {
      throw ValidationError("--null is for a list on standard input (-)")
    }
    if let jobs, !(1...Self.mostJobs).contains(jobs) {
      throw ValidationError("--jobs is \(jobs), expected 1 to \(Self.mostJobs)")
    }
    if let asOf, CalendarDay(asOf) == nil {
      throw ValidationError("--as-of is \"\(asOf)\", expected YYYY-MM-DD")
    }
    if let timeout, !(timeout > 0 && timeout <= Self.longestTimeout) {
      throw ValidationError("--timeout is \(timeout), expected seconds above 0")
    }
    let output = destination.output
    let read = [manifest, measurement.config, idKey].compactMap(\.self) + paths
    if !destination.isStream, let input = read.first(where: { leadToSameFile($0, output) }) {
      throw ValidationError("--output \(output) would overwrite \(input)")
    }
  }

  func run() async throws {
    Interruption.listen()
    do {
      let configuration = try measurement.configuration()
      let analyzer = try CallAnalyzer(
        configuration: configuration,
        pseudonym: try idKey.map { path throws(AnalysisError) in try AgentPseudonym(keyFile: path)
        },
        channelsAreNamed: measurement.namesChannels(configuration),
        models: ModelFolder(named: measurement.models), timeout: timeout.map { .seconds($0) })
      if let manifest {
        let inputs = try ManifestInputs(path: manifest, asOf: day) { if !quiet { report($0) } }
        try await analyze(inputs, total: nil, with: analyzer)
      } else {
        let inputs = try PathInputs(paths, nulDelimited: nulDelimited)
        try await analyze(inputs, total: quiet ? nil : inputs.count(), with: analyzer)
      }
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error)
    }
  }

  /// More tasks than any machine has cores.
  private static let mostJobs = 1024
  /// A year, in seconds.
  private static let longestTimeout = 31_536_000.0
  /// What may wait for an earlier call, in calls and in bytes: while one call takes an hour, others go on.
  private static let window = 1 << 14
  private static let heldBytes = 1 << 26

  private var day: CalendarDay { asOf.flatMap(CalendarDay.init) ?? .today() }

  private func analyze(
    _ inputs: some InputSource, total: Int?, with analyzer: CallAnalyzer
  ) async throws {
    let folder = try rttmOut.map { path throws(AnalysisError) in try RTTMFolder(path: path) }
    let opened = try destination.open(
      for: analyzer, includesEvents: events, rttm: folder, notice: { if !quiet { report($0) } })
    let records = RecordOutput(lines: opened.lines, rttm: folder, includesEvents: events)
    let plan = BatchPlan(
      analyzer: analyzer, includesEvents: events, journal: opened.journal,
      output: opened.resumed, retriesFailed: destination.retryFailed)
    let (tally, ending) =
      folder == nil
      ? try await measure(inputs, total: total, by: plan, into: records)
      : try await measure(RTTMClaims(inputs), total: total, by: plan, into: records)
    if ending == .finished { opened.journal?.finish() }
    if tally.untoldCount > 0, let reason = analyzer.voicesAreMissing {
      report("speakers not told apart in \(tally.untoldCount) calls of one channel: \(reason)")
    }
    try conclude(tally, ending)
  }

  private func measure(
    _ inputs: some InputSource, total: Int?, by plan: BatchPlan, into records: RecordOutput
  ) async throws -> (BatchTally, BatchRunner.Ending) {
    var inputs = inputs
    var records = records
    var progress = ProgressDisplay(total: total, isQuiet: quiet)
    let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let runner = BatchRunner(
      jobs: jobs, window: Self.window, heldBytes: Self.heldBytes, order: destination.order)
    let analyze = plan.analyze
    let ending = try await runner.run(
      &inputs, step: plan.step(for:),
      analyze: { input in
        CrashMark.prepareThread()
        return analyze(input)
      },
      weigh: \.heldBytes, isInterrupted: { Interruption.isRequested },
      deliver: { outcome, input in
        switch outcome {
        case .measured(let call):
          let record = try records.write(call, of: input)
          if record.status == .failed, let error = record.error {
            progress.interject("\(input.path): \(error.message)")
          }
        case .kept(let record): try records.write(record)
        }
        progress.update(records.tally)
      })
    try records.finish(ending)
    progress.finish(records.tally, ending: ending, output: destination.output)
    return (records.tally, ending)
  }

  private func conclude(_ tally: BatchTally, _ ending: BatchRunner.Ending) throws {
    if ending == .interrupted { throw ExitCodes.interrupted }
    if tally.total == 0, manifest == nil, !paths.contains(PathInputs.standardInput) {
      report("no recordings in \(paths.joined(separator: ", "))")
      throw ExitCodes.nothingDone
    }
    if tally.count(of: .failed) > 0 { throw ExitCodes.someFailed }
  }
}
