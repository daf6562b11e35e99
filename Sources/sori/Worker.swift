internal import ArgumentParser
internal import CallAnalysis
internal import FoundationEssentials

/// `sori worker`: lines in on standard input, one record out for each on standard output.
struct Worker: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure recordings for an engine: a line in, a record out, one at a time.",
    discussion: """
      Every line on standard input is one input: a path, or a manifest's row as a JSON object. Each is \
      answered with one record on standard output, in order and at once, also a blank line, and an \
      input that crashes what measures it. Exit code 0 means that every line was answered; whether an \
      input failed stands in its record.
      """)

  @Flag(name: .long, help: "Add the events (turns, overlaps, silences …) to every record.")
  var events = false

  @Option(name: .long, help: "Key for agents' pseudonyms; without it no agent is named.")
  var idKey: String?

  @Option(name: .long, help: "Day on which retention is judged, YYYY-MM-DD (default: today).")
  var asOf: String?

  @Option(name: .long, help: "Give up an input that takes longer than so many seconds.")
  var timeout: Double?

  /// The side that measures: the program runs itself with it.
  @Flag(name: .long, help: .hidden)
  var measuring = false

  @OptionGroup var measurement: MeasurementOptions

  @OptionGroup var words: WordOptions

  func validate() throws {
    if let asOf, CalendarDay(asOf) == nil {
      throw ValidationError("--as-of is \"\(asOf)\", expected YYYY-MM-DD")
    }
    if let timeout, !(timeout > 0 && timeout <= Self.longestTimeout) {
      throw ValidationError(
        "--timeout is \(timeout), expected more than 0 and at most \(Int(Self.longestTimeout))")
    }
  }

  func run() throws {
    do {
      let settings = try settings()
      try measuring ? measure(settings) : supervise(settings)
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error)
    }
  }

  /// A week, longer than any call.
  private static let longestTimeout = 604_800.0

  private var day: CalendarDay { asOf.flatMap(CalendarDay.init) ?? .today() }

  private func settings() throws(AnalysisError) -> WorkerSettings {
    var configuration = try measurement.configuration()
    try words.alter(&configuration)
    var settings = WorkerSettings(configuration: configuration, lines: WorkerLines(asOf: day))
    if let idKey { settings.pseudonym = try AgentPseudonym(keyFile: idKey) }
    settings.includesEvents = events
    // The side that supervises only writes heads of records: it loads no model.
    settings.words =
      measuring
      ? try words.settings(ModelFolder(named: measurement.models), configuration)
      : try words.heading()
    settings.timeout = timeout.map { .seconds($0) }
    return settings
  }

  private func measure(_ settings: WorkerSettings) throws(AnalysisError) {
    // proc(5): what `ps` calls this process; started through a link, it would bear the link's name.
    try LineWriter(path: "/proc/self/comm").write("sori")
    let analyzer = try CallAnalyzer(
      configuration: settings.configuration, pseudonym: settings.pseudonym,
      channelsAreNamed: measurement.namesChannels(settings.configuration),
      models: ModelFolder(named: measurement.models), words: settings.words,
      timeout: settings.timeout)
    try MeasuringWorker(settings: settings, analyzer: analyzer).run()
  }

  private func supervise(_ settings: WorkerSettings) throws {
    Interruption.listen()
    // The link leads to this very program, even where another was installed in its place meanwhile.
    var supervisor = try WorkerSupervisor(
      settings: settings, executable: "/proc/self/exe", arguments: measuringArguments)
    let ending = try supervisor.run(isInterrupted: { Interruption.isRequested }, notice: report)
    if ending == .interrupted { throw ExitCodes.interrupted }
  }

  /// This command line, for the side that measures; on the same day, however long it runs.
  private var measuringArguments: [String] {
    let words = ProcessInfo.processInfo.arguments
    return words.prefix(2) + ["--measuring", "--as-of", "\(day)"] + words.dropFirst(2)
  }
}
