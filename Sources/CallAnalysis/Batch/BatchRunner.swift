/// Measures many calls at once and delivers them in the order they came.
///
///     source ─▶ step ─┬▶ at most `jobs` running ─▶ done, waiting for an earlier one ─▶ deliver
///                     └▶ ready without measuring ─▶
///                        └──────── at most `window` calls, held `heldBytes` ──────┘
///
/// Memory is bounded however many inputs there are and however long one of them takes. Calls run in
/// parallel, each of them synchronously; source, step and delivery are used by one task alone.
public struct BatchRunner: Sendable {
  /// Calls measured at once, 1 and more. More than the machine's cores brings nothing.
  public let jobs: Int
  /// Calls begun and not yet delivered, at most.
  public let window: Int
  /// What those may weigh that wait for an earlier one, in bytes; the last to come in may exceed it.
  public let heldBytes: Int
  /// In which order calls are delivered.
  public let order: Order

  /// In which order calls are delivered.
  public enum Order: Hashable, Sendable {
    /// Of the inputs, whatever takes longest.
    case ofInputs
    /// As they are done: nothing ever waits.
    case ofCompletion
  }

  /// What happens to an input.
  public enum Step<Measured: Sendable>: Sendable {
    /// It is measured beside others.
    case analyze
    /// It is measured while nothing else is: what brings the process down is then known.
    case alone
    /// There is nothing to measure.
    case ready(Measured)
  }

  /// Between two ticks, where no call lands: records that wait to be secured wait no longer.
  private static let tickInterval = Duration.seconds(1)

  /// How a run ended.
  public enum Ending: Hashable, Sendable {
    /// Every input was delivered.
    case finished
    /// Stopped between calls: every call begun was delivered, no other.
    case interrupted
  }

  /// - Parameters:
  ///   - window: four for each job unless given: enough where calls are of like length.
  /// - Precondition: `jobs` is 1 or more, `window` no less than `jobs`.
  public init(
    jobs: Int, window: Int? = nil, heldBytes: Int = .max, order: Order = .ofInputs
  ) {
    let window = window ?? 4 * jobs
    precondition(
      jobs >= 1 && window >= jobs, "BatchRunner: \(jobs) jobs within a window of \(window)")
    self.jobs = jobs
    self.window = window
    self.heldBytes = heldBytes
    self.order = order
  }

  /// Runs `source` dry.
  ///
  /// - Parameters:
  ///   - source: Read as far ahead as window and weight allow, never further.
  ///   - step: Asked once of each input, in the order of `source`; what came before is then begun, not
  ///     necessarily delivered.
  ///   - analyze: Called in parallel, once for each input that is to be measured.
  ///   - weigh: What a result holds while it waits, in bytes.
  ///   - isInterrupted: Asked before each input; once true, no call begins any more.
  ///   - tick: Called about once a second while calls run; on the task that delivers.
  ///   - deliver: Called one at a time, in the runner's order.
  /// - Throws: What `source`, `step`, `tick` or `deliver` throws; calls still running are waited for and dropped.
  public func run<Measured: Sendable>(
    _ source: inout some InputSource,
    step: (CallInput) throws -> Step<Measured> = { _ in .analyze },
    analyze: @escaping @Sendable (CallInput) -> Measured,
    weigh: (Measured) -> Int = { _ in 0 },
    isInterrupted: () -> Bool = { false },
    tick: () throws -> Void = {},
    deliver: (Measured, CallInput) throws -> Void
  ) async throws -> Ending {
    try await withThrowingTaskGroup(of: Event<Measured>.self) { group in
      var flight = Flight<Measured>(order: order)
      var isTicking = false
      while true {
        while flight.canBoard(self) {
          if isInterrupted() || Task.isCancelled {
            flight.isInterrupted = true
            break
          }
          let next = try source.next(waiting: flight.running == 0)
          guard case .input(let input) = next else {
            if case .end = next { flight.isSourceDry = true }
            if flight.running > 0 || flight.isSourceDry { break }
            continue
          }
          switch try step(input) {
          case .analyze:
            let index = flight.begin()
            group.addTask { .landed(Landed(index: index, input: input, measured: analyze(input))) }
          case .alone: flight.awaitingSolitude = input
          case .ready(let measured):
            flight.ready(Landed(index: flight.begin(), input: input, measured: measured), weigh)
            while let next = flight.next(weigh) { try deliver(next.measured, next.input) }
          }
        }
        if let input = flight.takeSolitary(unless: isInterrupted() || Task.isCancelled) {
          let index = flight.begin()
          group.addTask { .landed(Landed(index: index, input: input, measured: analyze(input))) }
        }
        guard flight.running > 0 else {
          if flight.isBoarding { continue }
          break
        }
        if !isTicking {
          isTicking = true
          group.addTask {
            try? await Task.sleep(for: Self.tickInterval)
            return .tick
          }
        }
        guard case .landed(let landed)? = try await group.next() else {
          isTicking = false
          try tick()
          continue
        }
        flight.land(landed, weigh)
        while let next = flight.next(weigh) { try deliver(next.measured, next.input) }
      }
      // A tick under way is not waited for.
      group.cancelAll()
      return flight.isInterrupted ? .interrupted : .finished
    }
  }

  private enum Event<Measured: Sendable>: Sendable {
    case landed(Landed<Measured>)
    case tick
  }

  private struct Landed<Measured: Sendable>: Sendable {
    let index: Int
    let input: CallInput
    let measured: Measured
  }

  /// Where a run stands.
  private struct Flight<Measured: Sendable> {
    private let order: Order
    private var begun = 0
    private var delivered = 0
    private(set) var running = 0
    /// Done, not delivered.
    private var waiting: [Int: Landed<Measured>] = [:]
    private var waitingWeight = 0
    /// To be measured alone, as soon as nothing runs.
    var awaitingSolitude: CallInput?
    private var isSolitary = false
    var isSourceDry = false
    var isInterrupted = false

    init(order: Order) { self.order = order }

    var isBoarding: Bool { !isSourceDry && !isInterrupted || awaitingSolitude != nil }

    func canBoard(_ limits: BatchRunner) -> Bool {
      !isSourceDry && !isInterrupted && awaitingSolitude == nil && !isSolitary
        && running < limits.jobs && begun - delivered < limits.window
        && waitingWeight <= limits.heldBytes
    }

    /// Counts a call in; returns its place in the order.
    mutating func begin() -> Int {
      defer { begun += 1 }
      running += 1
      return begun
    }

    /// The call that is to be measured alone, where nothing else runs any more.
    mutating func takeSolitary(unless isInterrupted: Bool) -> CallInput? {
      guard running == 0, let input = awaitingSolitude else { return nil }
      awaitingSolitude = nil
      if isInterrupted {
        self.isInterrupted = true
        return nil
      }
      isSolitary = true
      return input
    }

    mutating func land(_ landed: Landed<Measured>, _ weigh: (Measured) -> Int) {
      isSolitary = false
      ready(landed, weigh)
    }

    mutating func ready(_ landed: Landed<Measured>, _ weigh: (Measured) -> Int) {
      running -= 1
      waiting[landed.index] = landed
      waitingWeight += weigh(landed.measured)
    }

    /// The next call to deliver, or nil while it is still running.
    mutating func next(_ weigh: (Measured) -> Int) -> Landed<Measured>? {
      let index = order == .ofInputs ? delivered : waiting.first?.key
      guard let index, let next = waiting.removeValue(forKey: index) else { return nil }
      delivered += 1
      waitingWeight -= weigh(next.measured)
      return next
    }
  }
}
