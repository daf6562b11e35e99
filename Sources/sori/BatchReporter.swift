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
  private let log: ProgramLog
  private let file: StatisticsFile?
  private let output: String
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var display: ProgressDisplay
  private var remaining: RemainingTime?
  private var state: BatchStatistics
  private var writtenAt = Duration.zero
  /// Whether the last attempt to write the statistics failed, which is said once.
  private var statisticsFail = false

  /// Counts the calls in progress.
  let underWay = CallsUnderWay()

  /// Collectors look every 15 s or more seldom.
  private static let statisticsInterval = Duration.seconds(5)

  /// - Parameters:
  ///   - totals: What there is to do; nil where only the end will tell.
  ///   - output: Where records go, as the summary names it; `-` for standard output.
  /// - Throws: `AnalysisError` where the statistics cannot be written.
  init(
    _ options: ReportingOptions, totals: InputTotals?, jobs: Int, output: String
  ) throws(AnalysisError) {
    log = options.programLog
    self.output = output
    start = clock.now
    display = ProgressDisplay(log: log, isQuiet: options.quiet)
    remaining = totals.map(RemainingTime.init(of:))
    state = BatchStatistics(startTime: Date().timeIntervalSince1970)
    state.totals = totals
    if let path = options.stats {
      let file = try StatisticsFile(path: path)
      try file.write(state.prometheusText)
      self.file = file
    } else {
      file = nil
    }
    var fields = state.fields
    fields["jobs"] = .stringConvertible(jobs)
    fields["version"] = .string(soriVersion)
    fields["output"] = .string(output)
    log.say(.info, "run_started", "measuring", fields)
  }

  /// Takes note of a call that was delivered, as `record` tells it.
  mutating func deliver(
    _ record: CallRecord, of input: CallInput, processing: Duration?, tally: BatchTally
  ) {
    let elapsed = clock.now - start
    remaining?.learn(
      bytes: record.inputSizeBytes ?? input.readableBytes, processing: processing, at: elapsed)
    if let error = record.error {
      display.clear()
      let isFailure = record.status == .failed
      log.say(
        isFailure ? .error : .info, isFailure ? "call_failed" : "call_skipped", error.message,
        path: input.path, ["code": .string(error.code)])
    }
    show(tally, at: elapsed)
  }

  /// Takes note of a call that an earlier run measured.
  mutating func keep(_ input: CallInput, tally: BatchTally) {
    let elapsed = clock.now - start
    remaining?.learn(bytes: input.readableBytes, processing: nil, at: elapsed)
    show(tally, at: elapsed)
  }

  private mutating func show(_ tally: BatchTally, at elapsed: Duration) {
    let isStatisticsDue = file != nil && elapsed - writtenAt >= Self.statisticsInterval
    guard display.isDue(at: elapsed) || isStatisticsDue else { return }
    update(tally, at: elapsed)
    if display.isDue(at: elapsed) { display.show(state) }
    if isStatisticsDue { writeStatistics() }
  }

  /// Says what the batch came to.
  mutating func finish(_ tally: BatchTally, _ ending: BatchEnding) {
    update(tally, at: clock.now - start)
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
  mutating func fail(_ tally: BatchTally) {
    update(tally, at: clock.now - start)
    state.state = .failed
    state.timeLeft = nil
    display.clear()
    writeStatistics()
  }

  private mutating func update(_ tally: BatchTally, at elapsed: Duration) {
    state.tally = tally
    state.elapsed = elapsed
    state.time = Date().timeIntervalSince1970
    state.underWay = underWay.count
    state.timeLeft = remaining?.estimate
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
