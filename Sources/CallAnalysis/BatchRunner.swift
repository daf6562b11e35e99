/// Measures many calls at once and delivers them in the order they came.
///
///     source ──▶ at most `jobs` running ──▶ done, waiting for an earlier one ──▶ deliver, in order
///                └───────────── at most `window` altogether ─────────────┘
///
/// Memory is bounded by the window however many inputs there are. Calls run in parallel, each of them
/// synchronously; source and delivery are used by one task alone.
public struct BatchRunner: Sendable {
  /// Calls measured at once, 1 and more. More than the machine's cores brings nothing.
  public let jobs: Int
  /// Calls begun and not yet delivered, at most. Four for each job let the others go on while one long
  /// call holds back delivery.
  public let window: Int

  /// How a run ended.
  public enum Ending: Hashable, Sendable {
    /// Every input was delivered.
    case finished
    /// Stopped between calls: every call begun was delivered, no other.
    case interrupted
  }

  /// - Precondition: `jobs` is 1 or more, `window` no less than `jobs`.
  public init(jobs: Int, window: Int? = nil) {
    let window = window ?? 4 * jobs
    precondition(
      jobs >= 1 && window >= jobs, "BatchRunner: \(jobs) jobs within a window of \(window)")
    self.jobs = jobs
    self.window = window
  }

  /// Runs `source` dry.
  ///
  /// - Parameters:
  ///   - source: Read as far ahead as the window allows, never further.
  ///   - analyze: Called in parallel, once for each input.
  ///   - isInterrupted: Asked before each input; once true, no call begins any more.
  ///   - deliver: Called one at a time, in the order of `source`.
  /// - Throws: What `source` or `deliver` throws; calls still running are waited for and dropped.
  public func run<Measured: Sendable>(
    _ source: inout some InputSource,
    analyze: @escaping @Sendable (CallInput) -> Measured,
    isInterrupted: () -> Bool = { false },
    deliver: (Measured, CallInput) throws -> Void
  ) async throws -> Ending {
    try await withThrowingTaskGroup(of: Finished<Measured>.self) { group in
      var flight = Flight<Measured>()
      while true {
        while flight.running < jobs, flight.undelivered < window, flight.isBoarding {
          if isInterrupted() || Task.isCancelled {
            flight.isInterrupted = true
            break
          }
          let next = try source.next(waiting: flight.running == 0)
          if case .input(let input) = next {
            let index = flight.begin()
            group.addTask { Finished(index: index, input: input, measured: analyze(input)) }
          } else if case .end = next {
            flight.isSourceDry = true
          } else if flight.running > 0 {
            break
          }
        }
        guard let finished = try await group.next() else { break }
        flight.land(finished)
        while let ready = flight.nextInOrder() { try deliver(ready.measured, ready.input) }
      }
      return flight.isInterrupted ? .interrupted : .finished
    }
  }

  private struct Finished<Measured: Sendable>: Sendable {
    let index: Int
    let input: CallInput
    let measured: Measured
  }

  /// Where a run stands.
  private struct Flight<Measured: Sendable> {
    private var begun = 0
    private var delivered = 0
    private(set) var running = 0
    /// Done before an earlier one was.
    private var waiting: [Int: Finished<Measured>] = [:]
    var isSourceDry = false
    var isInterrupted = false

    var isBoarding: Bool { !isSourceDry && !isInterrupted }
    var undelivered: Int { begun - delivered }

    /// Counts a call in; returns its place in the order.
    mutating func begin() -> Int {
      defer { begun += 1 }
      running += 1
      return begun
    }

    mutating func land(_ finished: Finished<Measured>) {
      running -= 1
      waiting[finished.index] = finished
    }

    /// The next call to deliver, or nil while it is still running.
    mutating func nextInOrder() -> Finished<Measured>? {
      guard let ready = waiting.removeValue(forKey: delivered) else { return nil }
      delivered += 1
      return ready
    }
  }
}
