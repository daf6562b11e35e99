internal import CallAnalysis

/// One run of `sori analyze` over its inputs: measured, written, reported.
struct Batch {
  let analyzer: CallAnalyzer
  let opened: DestinationOptions.Opened
  /// Where the run's numbers go; nil for nowhere.
  let statistics: StatisticsFile?
  /// What there is to do; nil where only the end will tell.
  let totals: InputTotals?
  let jobs: Int
  let destination: DestinationOptions
  let limits: BatchLimits
  let reporting: ReportingOptions

  /// What may wait for an earlier call, in calls and in bytes: while one call takes an hour, others go on.
  private static let window = 1 << 14
  private static let heldBytes = 1 << 26

  /// Runs `source` dry, or as far as limits and signals allow.
  ///
  /// - Throws: `AnalysisError` where inputs cannot be listed or records not be written.
  func run(_ source: some InputSource) async throws -> (BatchTally, BatchEnding) {
    var inputs = source
    var records = RecordOutput(
      lines: opened.lines, rttm: opened.rttm, includesEvents: destination.events)
    let watch = BatchWatch(totals: totals)
    let plan = BatchPlan(
      analyzer: analyzer, includesEvents: destination.events, journal: opened.journal,
      output: opened.resumed, watch: watch)
    var reporter = try BatchReporter(
      reporting, statistics: statistics, watch: watch, jobs: jobs, output: destination.output)
    let analyze = plan.analyze
    let runner = BatchRunner(
      jobs: jobs, window: max(jobs, Self.window), heldBytes: Self.heldBytes,
      order: destination.order)
    do {
      let ending = try await runner.run(
        &inputs, step: plan.step(for:),
        analyze: { input in
          CrashMark.prepareThread()
          return analyze(input)
        },
        weigh: \.heldBytes,
        isInterrupted: {
          reporter.refresh()
          return Interruption.isRequested || limits.failFast && watch.hasFailed
        },
        tick: {
          try records.secureIfDue()
          reporter.refresh()
        },
        deliver: { outcome, input in
          switch outcome {
          case .measured(let call): reporter.tell(try records.write(call, of: input), of: input)
          case .kept(let record): try records.write(record)
          }
          reporter.update(records.tally)
        })
      // A part of the inputs says nothing of the records of others.
      try records.finish(limits.limit == nil ? ending : .interrupted)
      if ending == .finished, !records.isOutdated { opened.journal?.finish() }
      reporter.finish(BatchEnding(ending))
      return (records.tally, BatchEnding(ending))
    } catch {
      // What was delivered is kept, as far as it can be.
      try? records.finish(.interrupted)
      reporter.fail()
      throw error
    }
  }
}
