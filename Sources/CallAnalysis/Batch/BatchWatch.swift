internal import Reporting
internal import Synchronization

/// Sees calls being measured, whatever order they end in and however long they then wait for delivery.
///
/// A class because all tasks of a run tell the same one.
public final class BatchWatch: Sendable {
  private struct State {
    var underWay = 0
    var hasFailed = false
    var remaining: RemainingTime?
  }

  private let state: Mutex<State>
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  /// All that is to be done; nil where only the end will tell.
  public let totals: InputTotals?

  /// The run's clock starts here.
  ///
  /// - Parameter totals: All that is to be done; nil where only the end will tell.
  public init(totals: InputTotals? = nil) {
    start = clock.now
    self.totals = totals
    state = Mutex(State(remaining: totals.map(RemainingTime.init(of:))))
  }

  /// Since the run began.
  public var elapsed: Duration { clock.now - start }
  /// Calls begun and not yet measured.
  public var underWay: Int { state.withLock(\.underWay) }
  /// Whether a call failed in this run.
  public var hasFailed: Bool { state.withLock(\.hasFailed) }
  /// Until the end of the run; nil where that cannot be told.
  public var timeLeft: Duration? { state.withLock { $0.remaining?.estimate } }

  /// Lets `analyze` measure a call; returns what it returns.
  func measure(_ input: CallInput, by analyze: (CallInput) -> AnalyzedCall) -> AnalyzedCall {
    state.withLock { $0.underWay += 1 }
    let call = analyze(input)
    let bytes = call.record.inputSizeBytes ?? input.readableBytes
    state.withLock { state in
      state.underWay -= 1
      if call.record.status == .failed { state.hasFailed = true }
      // Under the lock, so that times come in their order.
      state.remaining?.learn(bytes: bytes, processing: call.processingTime, at: elapsed)
    }
    return call
  }

  /// Takes note of an input that this run need not measure.
  func pass(_ input: CallInput) {
    let bytes = input.readableBytes
    state.withLock { $0.remaining?.learn(bytes: bytes, processing: nil, at: elapsed) }
  }

  /// Takes note of a call that failed after it was measured.
  public func noteFailure() {
    state.withLock { $0.hasFailed = true }
  }
}
