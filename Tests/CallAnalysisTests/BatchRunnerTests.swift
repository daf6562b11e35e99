import Foundation
import Synchronization
import Testing

@testable import CallAnalysis

@Suite struct BatchRunnerTests {
  private static func inputs(_ count: Int) -> ListedInputs {
    ListedInputs((0..<count).map { CallInput(path: "\($0)") })
  }

  /// Up to 3 ms, another for every input and seed.
  private static func delay(_ path: String, seed: UInt64) {
    let mixed = ((UInt64(path) ?? 0) &+ seed) &* 0x9E37_79B9_7F4A_7C15
    usleep(UInt32((mixed >> 40) % 3000))
  }

  @Test(
    "Results come in the order of the inputs whatever the number of jobs",
    arguments: [0, 1, 2, 100], [1, 2, 7])
  func order(count: Int, jobs: Int) async throws {
    var source = Self.inputs(count)
    var delivered: [String] = []
    let ending = try await BatchRunner(jobs: jobs).run(
      &source,
      analyze: { input in
        Self.delay(input.path, seed: UInt64(jobs))
        return "measured \(input.path)"
      },
      deliver: { result, input in
        #expect(result == "measured \(input.path)")
        delivered.append(input.path)
      })
    #expect(ending == .finished)
    #expect(delivered == (0..<count).map { "\($0)" })
  }

  @Test("No more than the jobs run at once, and no more than the window is begun and undelivered")
  func bounds() async throws {
    let running = Atomic<Int>(0)
    let most = Atomic<Int>(0)
    var source = CountedSource(count: 200)
    let taken = source.taken
    var delivered = 0
    var widest = 0
    _ = try await BatchRunner(jobs: 3, window: 5).run(
      &source,
      analyze: { input in
        let now = running.add(1, ordering: .relaxed).newValue
        most.max(now, ordering: .relaxed)
        // The first of every ten holds back the delivery of the others.
        usleep(input.path.hasSuffix("0") ? 5000 : 200)
        running.subtract(1, ordering: .relaxed)
      },
      deliver: { _, _ in
        widest = max(widest, taken.withLock { $0 } - delivered)
        delivered += 1
      })
    #expect(delivered == 200)
    #expect((1...3).contains(most.load(ordering: .relaxed)))
    #expect((2...5).contains(widest))
  }

  /// The first input is measured, the others are ready: what is delivered when depends on no thread's luck.
  private static func firstIsMeasured(_ input: CallInput) -> BatchRunner.Step<Int> {
    input.path == "0" ? .analyze : .ready(100)
  }

  @Test("While a first call takes long the others go on, as far as their weight allows")
  func weight() async throws {
    var source = CountedSource(count: 500)
    let taken = source.taken
    var delivered: [String] = []
    var takenBefore = 0
    _ = try await BatchRunner(jobs: 2, window: 400, heldBytes: 1000).run(
      &source, step: Self.firstIsMeasured, analyze: { _ in 0 }, weigh: { $0 },
      deliver: { _, input in
        if input.path == "0" { takenBefore = taken.withLock { $0 } }
        delivered.append(input.path)
      })
    // The first, ten of weight 100, and the one that exceeds it.
    #expect(takenBefore == 12)
    #expect(delivered == (0..<500).map { "\($0)" })
  }

  @Test("In the order of completion nothing waits for a slow first call")
  func completion() async throws {
    var source = Self.inputs(20)
    var delivered: [String] = []
    _ = try await BatchRunner(jobs: 2, order: .ofCompletion).run(
      &source, step: Self.firstIsMeasured, analyze: { _ in 0 },
      deliver: { _, input in delivered.append(input.path) })
    #expect(delivered == (1..<20).map { "\($0)" } + ["0"])
  }

  @Test("What is ready is delivered in its place, and what is measured alone has nothing beside it")
  func steps() async throws {
    let running = Atomic<Int>(0)
    let crowded = Atomic<Bool>(false)
    var source = Self.inputs(60)
    var delivered: [String] = []
    _ = try await BatchRunner(jobs: 4).run(
      &source,
      step: { input in
        switch (Int(input.path) ?? 0) % 5 {
        case 1: .ready("ready \(input.path)")
        case 3: .alone
        default: .analyze
        }
      },
      analyze: { input in
        let now = running.add(1, ordering: .relaxed).newValue
        usleep(2000)
        let later = running.load(ordering: .relaxed)
        if input.path.hasSuffix("3") || input.path.hasSuffix("8"), max(now, later) > 1 {
          crowded.store(true, ordering: .relaxed)
        }
        running.subtract(1, ordering: .relaxed)
        return "measured \(input.path)"
      },
      deliver: { result, _ in delivered.append(result) })
    let wasCrowded = crowded.load(ordering: .relaxed)
    #expect(!wasCrowded)
    #expect(
      delivered
        == (0..<60).map { $0 % 5 == 1 ? "ready \($0)" : "measured \($0)" })
  }

  @Test("After an interruption every call begun is delivered, in order, and no other")
  func interruption() async throws {
    var source = CountedSource(count: 1000)
    let taken = source.taken
    var delivered: [String] = []
    let interrupted = Atomic<Bool>(false)
    let ending = try await BatchRunner(jobs: 4).run(
      &source,
      analyze: { Self.delay($0.path, seed: 1) },
      isInterrupted: { interrupted.load(ordering: .relaxed) },
      deliver: { _, input in
        delivered.append(input.path)
        if delivered.count == 20 { interrupted.store(true, ordering: .relaxed) }
      })
    #expect(ending == .interrupted)
    #expect((20..<60).contains(delivered.count))
    #expect(delivered.count == taken.withLock { $0 })
    #expect(delivered == (0..<delivered.count).map { "\($0)" })
  }

  @Test("Cancelling the task ends the run as an interruption does")
  func cancellation() async {
    let ending = await Task {
      var source = Self.inputs(1000)
      var count = 0
      let ending = try? await BatchRunner(jobs: 2).run(
        &source, analyze: { _ in },
        deliver: { _, _ in
          count += 1
          if count == 10 { withUnsafeCurrentTask { $0?.cancel() } }
        })
      #expect((10..<30).contains(count))
      return ending
    }.value
    #expect(ending == .interrupted)
  }

  @Test("What delivery throws ends the run")
  func deliveryFails() async {
    var source = Self.inputs(100)
    var delivered = 0
    await #expect(throws: AnalysisError(.unwritable, "full")) {
      _ = try await BatchRunner(jobs: 2).run(
        &source, analyze: { _ in },
        deliver: { _, _ in
          if delivered == 7 { throw AnalysisError(.unwritable, "full") }
          delivered += 1
        })
    }
    #expect(delivered == 7)
  }

  @Test("What the source throws ends the run")
  func sourceFails() async {
    var source = CountedSource(count: 10, failsAt: 3)
    await #expect(throws: AnalysisError(.unreadable, "gone")) {
      _ = try await BatchRunner(jobs: 2).run(&source, analyze: { _ in }, deliver: { _, _ in })
    }
  }

  @Test(
    "A source that keeps a run waiting loses nothing, and finished calls are not held back by it")
  func slowSource() async throws {
    var source = CountedSource(count: 9, pendingBetween: 3)
    let taken = source.taken
    var lag = 0
    var delivered = 0
    _ = try await BatchRunner(jobs: 4).run(
      &source, analyze: { _ in },
      deliver: { _, _ in
        delivered += 1
        lag = max(lag, taken.withLock { $0 } - delivered)
      })
    #expect(delivered == 9)
    // With nothing to begin, the call under way is delivered before the next is taken.
    #expect(lag == 0)
  }
}

/// Counts what was taken; may be slow or fail.
private struct CountedSource: InputSource {
  final class Count: Sendable {
    private let value = Mutex(0)
    func withLock<Result>(_ body: (inout Int) -> Result) -> Result {
      value.withLock { body(&$0) }
    }
  }

  let count: Int
  var failsAt: Int?
  var pendingBetween = 0
  let taken = Count()
  private var pending = 0

  init(count: Int, failsAt: Int? = nil, pendingBetween: Int = 0) {
    self.count = count
    self.failsAt = failsAt
    self.pendingBetween = pendingBetween
  }

  mutating func next(waiting: Bool) throws(AnalysisError) -> NextInput {
    let index = taken.withLock { $0 }
    if index == failsAt { throw AnalysisError(.unreadable, "gone") }
    if index == count { return .end }
    if pending < pendingBetween {
      pending += 1
      return .pending
    }
    pending = 0
    taken.withLock { $0 += 1 }
    return .input(CallInput(path: "\(index)"))
  }
}
