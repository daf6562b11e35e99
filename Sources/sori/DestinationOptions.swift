internal import ArgumentParser
internal import CallAnalysis

/// Where records go, and what becomes of those that are there already.
struct DestinationOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: "Write the records here (- is standard output); a name that ends in .gz is compressed.")
  var output = "-"

  @Flag(name: .long, help: "Add the events (turns, overlaps, silences …) to every record.")
  var events = false

  @Option(name: .long, help: "Write each call's talkspurts to DIR/NAME.rttm.")
  var rttmOut: String?

  @Flag(
    name: .long,
    help: "Go on with what an earlier run left in the output: keep the records that still hold.")
  var resume = false

  @Flag(name: .long, help: "With --resume: measure calls again that failed.")
  var retryFailed = false

  @Flag(
    name: .long,
    help: "With --resume: compare recordings by content, not by size; reads every one of them.")
  var verifyContent = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "When records are forced onto the disk: each, batch (once a second, the default) or none.",
      valueName: "when"),
    transform: Self.durability)
  var fsync = Durability.batch

  @Flag(name: .long, help: "Write records as calls are done, not in the order of the inputs.")
  var unordered = false

  private static func durability(_ text: String) throws -> Durability {
    guard let durability = Durability(rawValue: text) else {
      throw ValidationError("--fsync is \"\(text)\", expected each, batch or none")
    }
    return durability
  }

  var isStream: Bool { output == "-" }

  var order: BatchRunner.Order { unordered ? .ofCompletion : .ofInputs }

  func validate() throws {
    if !isStream, PathInputs.isRecording(output) {
      throw ValidationError("--output \(output) is named like a recording")
    }
    if resume, isStream {
      throw ValidationError("--resume needs a file to go on with: name one with --output")
    }
    if !resume, retryFailed || verifyContent {
      throw ValidationError("--retry-failed and --verify-content go with --resume")
    }
  }

  /// What records are written to, and the journal that guards it.
  struct Opened {
    let lines: RecordOutput.Lines
    /// Nil where no RTTM is wanted.
    let rttm: RTTMFolder?
    /// What earlier runs left; nil where nothing is gone on with.
    var resumed: BatchOutput?
    /// Nil where the output is no file.
    var journal: RunJournal?
  }

  /// Opens the output; from here on, nobody else writes it.
  ///
  /// - Parameter notice: Told what was found in it: an event's name and a message.
  /// - Throws: `AnalysisError`.
  func open(
    for analyzer: CallAnalyzer, notice: @escaping (String, String) -> Void
  ) throws(AnalysisError) -> Opened {
    let rttm = try rttmOut.map { path throws(AnalysisError) in try RTTMFolder(path: path) }
    if isStream { return Opened(lines: .stream(LineWriter()), rttm: rttm) }
    guard isFileOrNothing(output) else {
      return Opened(lines: .stream(try LineWriter(path: output)), rttm: rttm)
    }
    let output = whereLinkLeads(output)
    let journal = try RunJournal(output: output, resumes: resume)
    CrashMark.listen(journal.markDescriptor)
    let tell = { (message: String) in notice("output_resumed", message) }
    guard resume else {
      let file = try BatchOutput(
        path: output, durability: fsync, rttm: rttm, order: order, notice: tell)
      return Opened(lines: .file(file), rttm: rttm, journal: journal)
    }
    let rules = RecordRules(
      analyzer: analyzer, includesEvents: events, retriesFailed: retryFailed,
      verifiesContent: verifyContent, rttm: rttm)
    let file = try BatchOutput(
      resuming: output, durability: fsync, order: order, rules: rules, notice: tell)
    return Opened(lines: .file(file), rttm: rttm, resumed: file, journal: journal)
  }
}
