internal import ArgumentParser
internal import CallAnalysis
internal import FoundationEssentials
internal import Logging
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

  @OptionGroup(title: "What is written") var destination: DestinationOptions

  @Option(name: .long, help: "Key for agents' pseudonyms; without it no agent is named.")
  var idKey: String?

  @Option(name: .long, help: "Day on which retention is judged, YYYY-MM-DD (default: today).")
  var asOf: String?

  @Option(name: .shortAndLong, help: "Calls measured at once (default: one a core).")
  var jobs: Int?

  @OptionGroup(title: "How much is done") var limits: BatchLimits

  @OptionGroup(title: "Watching") var reporting: ReportingOptions

  @OptionGroup(title: "Measuring") var measurement: MeasurementOptions

  @OptionGroup(title: "Words") var words: WordOptions

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
    let output = destination.output
    let read = [manifest, measurement.config, idKey].compactMap(\.self) + words.files + paths
    if !destination.isStream, let input = read.first(where: { leadToSameFile($0, output) }) {
      throw ValidationError("--output \(output) would overwrite \(input)")
    }
    try reporting.validate(against: read + [output])
    if limits.dryRun, destination.resume {
      throw ValidationError("--dry-run looks at no records: leave out --resume")
    }
  }

  func run() async throws {
    Interruption.listen()
    do {
      var configuration = try measurement.configuration()
      try words.alter(&configuration)
      let models = ModelFolder(named: measurement.models)
      let said = try words.settings(models, configuration)
      if let reason = said.recogniserIsMissing {
        log.say(.error, "recognizer_missing", "speech is not recognised: \(reason)")
      }
      let analyzer = try CallAnalyzer(
        configuration: configuration,
        pseudonym: try idKey.map { path throws(AnalysisError) in try AgentPseudonym(keyFile: path)
        },
        channelsAreNamed: measurement.namesChannels(configuration),
        models: models, words: said,
        timeout: limits.timeLimit)
      if let manifest {
        let inputs = try ManifestInputs(path: manifest, asOf: day) {
          log.say(.warning, "columns_ignored", $0)
        }
        try await analyze(inputs, with: analyzer) { () throws(AnalysisError) in
          guard ManifestInputs.canBeCounted(manifest) else { return nil }
          return try total(of: ManifestInputs(path: manifest, asOf: day) { _ in })
        }
      } else {
        let inputs = try PathInputs(paths, nulDelimited: nulDelimited)
        try await analyze(inputs, with: analyzer) { () throws(AnalysisError) in
          inputs.canBeCounted ? try total(of: inputs) : nil
        }
      }
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error, to: log)
    }
  }

  /// More tasks than any machine has cores.
  private static let mostJobs = 1024

  private var day: CalendarDay { asOf.flatMap(CalendarDay.init) ?? .today() }

  private var log: ProgramLog { reporting.programLog }

  private func total(of inputs: some InputSource) throws(AnalysisError) -> InputTotals? {
    try .counting(
      LimitedInputs(inputs, limit: limits.limit), isInterrupted: { Interruption.isRequested })
  }

  /// - Parameter counted: What there is to do, or nil where only the end will tell.
  private func analyze(
    _ source: some InputSource, with analyzer: CallAnalyzer,
    counted: () throws(AnalysisError) -> InputTotals?
  ) async throws {
    let inputs = LimitedInputs(source, limit: limits.limit)
    let writesRTTM = destination.rttmOut != nil
    if limits.dryRun {
      guard writesRTTM else { return try DryRun.run(inputs, with: analyzer, log: log) }
      return try DryRun.run(RTTMClaims(inputs), with: analyzer, log: log)
    }
    let statistics = try reporting.statisticsFile()
    // First of all the output: who may not write it need not count.
    let opened = try destination.open(for: analyzer) { event, message in
      log.say(.warning, event, message)
    }
    let totals = reporting.needsTotals ? try counted() : nil
    let batch = Batch(
      analyzer: analyzer, opened: opened, statistics: statistics, totals: totals,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, destination: destination,
      limits: limits, reporting: reporting)
    let (tally, ending) =
      writesRTTM ? try await batch.run(RTTMClaims(inputs)) : try await batch.run(inputs)
    if tally.untoldCount > 0, let reason = analyzer.voicesAreMissing {
      log.say(
        .error, "models_missing",
        "speakers not told apart in \(tally.untoldCount) calls of one channel: \(reason)")
    }
    try conclude(tally, ending)
  }

  private func conclude(_ tally: BatchTally, _ ending: BatchEnding) throws {
    if ending == .interrupted { throw ExitCodes.interrupted }
    if tally.total == 0, manifest == nil, !paths.contains(PathInputs.standardInput) {
      log.say(.error, "nothing_to_do", "no recordings in \(paths.joined(separator: ", "))")
      throw ExitCodes.nothingDone
    }
    if tally.count(of: .failed) > 0 { throw ExitCodes.someFailed }
  }
}
