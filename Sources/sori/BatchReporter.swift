internal import CallAnalysis
internal import FoundationEssentials
internal import Logging
internal import Reporting

/// How a batch ended, for those who watch it.
enum BatchEnding {
  /// Every input was delivered.
  case finished
  /// A signal asked for it.
  case interrupted
  /// A call failed, and that was to be the end.
  case failedFast

  init(_ ending: BatchRunner.Ending) {
    self =
      switch ending {
      case .finished: .finished
      case .interrupted: Interruption.isRequested ? .interrupted : .failedFast
      }
  }
}

/// Tells the world how a batch goes: messages, progress, statistics, summary.
struct BatchReporter {
  /// Sees the calls of the run.
  let watch: BatchWatch
  private let log: ProgramLog
  private let file: StatisticsFile?
  private let output: String
  private var display: ProgressDisplay
  private var state: BatchStatistics
  private var writtenAt = Duration.zero
  /// Whether the last attempt to write the statistics failed, which is said once.
  private var statisticsFail = false

  /// Collectors look every 15 s or more seldom.
  private static let statisticsInterval = Duration.seconds(5)

  /// - Parameters:
  ///   - watch: Sees the calls of the run.
  ///   - output: Where records go, as the summary names it; `-` for standard output.
  /// - Throws: `AnalysisError` where the statistics cannot be written.
  init(
    _ options: ReportingOptions, statistics file: StatisticsFile?, watch: BatchWatch, jobs: Int,
    output: String
  ) throws(AnalysisError) {
    log = options.programLog
    self.output = output
    self.watch = watch
    display = ProgressDisplay(log: log, isQuiet: options.quiet)
    state = BatchStatistics(startTime: Date().timeIntervalSince1970)
    state.totals = watch.totals
    self.file = file
    try file?.write(state.prometheusText)
    var fields = state.fields
    fields["jobs"] = .stringConvertible(jobs)
    fields["version"] = .string(soriVersion)
    fields["output"] = .string(output)
    log.say(.info, "run_started", "measuring", fields)
  }

  /// Tells why a call was not measured, where it was not.
  func tell(_ record: CallRecord, of input: CallInput) {
    guard let error = record.error else { return }
    let isFailure = record.status == .failed
    if isFailure {
      watch.noteFailure()
      display.clear()
    }
    log.say(
      isFailure ? .error : .info, isFailure ? "call_failed" : "call_skipped", error.message,
      path: input.path, ["code": .string(error.code)])
  }

  /// Shows how far the batch is, and renews the statistics, unless that was done just now.
  mutating func update(_ tally: BatchTally) {
    state.tally = tally
    let elapsed = watch.elapsed
    let isDisplayDue = display.isDue(at: elapsed)
    let isFileDue = file != nil && elapsed - writtenAt >= Self.statisticsInterval
    guard isDisplayDue || isFileDue else { return }
    look(at: elapsed)
    if isDisplayDue { display.show(state) }
    if isFileDue { writeStatistics() }
  }

  /// Says what the batch came to.
  mutating func finish(_ ending: BatchEnding) {
    look(at: watch.elapsed)
    state.state = ending == .finished ? .finished : .interrupted
    state.timeLeft = nil
    display.clear()
    writeStatistics()
    let lines = ProgressText.summary(state, ending: ending, output: output)
    switch log.format {
    case .text: for line in lines { log.say(.notice, "summary", line) }
    case .json:
      var fields = state.fields
      fields["failures"] = state.kinds(.failed)
      fields["skips"] = state.kinds(.skipped)
      fields["output"] = .string(output)
      log.say(
        ending == .finished ? .notice : .warning, "run_\(state.state.rawValue)", lines[0], fields)
    }
  }

  /// Leaves statistics that say that the batch broke off: its inputs cannot be read on, its records not be
  /// written.
  mutating func fail() {
    look(at: watch.elapsed)
    state.state = .failed
    state.timeLeft = nil
    display.clear()
    writeStatistics()
  }

  private mutating func look(at elapsed: Duration) {
    state.elapsed = elapsed
    state.time = Date().timeIntervalSince1970
    state.underWay = watch.underWay
    state.timeLeft = watch.timeLeft
  }

  /// A batch is never lost for want of statistics: trouble is told, once.
  private mutating func writeStatistics() {
    guard let file else { return }
    writtenAt = state.elapsed
    do throws(AnalysisError) {
      try file.write(state.prometheusText)
      statisticsFail = false
    } catch {
      if !statisticsFail {
        display.clear()
        log.say(.warning, "stats_unwritable", error.message, path: error.path)
      }
      statisticsFail = true
    }
  }
}
