internal import Reporting

/// What a batch does with each input, for the sake of what earlier runs did.
public struct BatchPlan {
  /// What waits for delivery.
  public enum Outcome: Sendable {
    case measured(FinishedCall)
    case kept(KeptRecord)

    /// What it holds while it waits, in bytes.
    public var heldBytes: Int {
      switch self {
      case .measured(let call): call.heldBytes
      case .kept(let record): record.line?.count ?? 0
      }
    }
  }

  private let analyzer: CallAnalyzer
  private let includesEvents: Bool
  private let journal: RunJournal?
  private let output: BatchOutput?
  private let watch: BatchWatch

  /// - Parameters:
  ///   - journal: Of the output; nil where that is no file.
  ///   - output: What earlier runs left; nil where nothing is gone on with.
  ///   - watch: Sees what is measured.
  public init(
    analyzer: CallAnalyzer, includesEvents: Bool, journal: RunJournal? = nil,
    output: BatchOutput? = nil, watch: BatchWatch = BatchWatch()
  ) {
    self.analyzer = analyzer
    self.includesEvents = includesEvents
    self.journal = journal
    self.output = output
    self.watch = watch
  }

  /// What `BatchRunner` is to do with `input`.
  ///
  /// - Throws: `AnalysisError`.
  public func step(for input: CallInput) throws(AnalysisError) -> BatchRunner.Step<Outcome> {
    if let kept = try output?.record(of: input) {
      watch.pass(input)
      return .ready(.kept(kept))
    }
    guard let journal, input.refusal == nil else { return .analyze }
    switch journal.suspicion(of: input.path) {
    case .none: return .analyze
    case .alone: return .alone
    case .refused:
      // Its record says so from now on; who wants it tried again has --retry-failed.
      journal.acquit(input.path)
      watch.pass(input)
      return .ready(.measured(finished(refused(input))))
    }
  }

  /// Measures `input`.
  public var analyze: @Sendable (CallInput) -> Outcome {
    { [analyzer, includesEvents, journal, watch] input in
      guard let journal, input.refusal == nil else {
        return .measured(
          FinishedCall(
            watch.measure(input, by: analyzer.analyze), includingEvents: includesEvents))
      }
      return journal.noting(input.path) {
        .measured(
          FinishedCall(
            watch.measure(input, by: analyzer.analyze), includingEvents: includesEvents))
      }
    }
  }

  private func finished(_ call: AnalyzedCall) -> FinishedCall {
    FinishedCall(call, includingEvents: includesEvents)
  }

  private func refused(_ input: CallInput) -> AnalyzedCall {
    let refusal = Refusal(
      .failed, code: "crashed",
      "the program crashed \(RunJournal.crashesBeforeRefusal) times while measuring it")
    return AnalyzedCall(record: analyzer.heading.record(of: input, refusal: refusal))
  }
}
