import Reporting
import Testing

@testable import CallAnalysis

@Suite struct BatchWatchTests {
  private let heading: RecordHeading

  init() throws { heading = try RecordHeading(configuration: AnalysisConfiguration()) }

  private func call(_ input: CallInput, _ status: CallStatus) -> AnalyzedCall {
    var call = AnalyzedCall(record: heading.record(of: input, status: status, sizeBytes: 1000))
    call.processingTime = .milliseconds(20)
    return call
  }

  @Test("A call is in progress while it is measured, not before and not after")
  func underWay() {
    let watch = BatchWatch()
    let input = CallInput(path: "a.wav")
    #expect(watch.underWay == 0)
    _ = watch.measure(input) { input in
      #expect(watch.underWay == 1)
      return call(input, .ok)
    }
    #expect(watch.underWay == 0)
    #expect(watch.timeLeft == nil)
  }

  @Test("A failure is known as soon as it is measured; what is empty or skipped is none")
  func failure() {
    let watch = BatchWatch()
    for status in [CallStatus.ok, .empty, .skipped] {
      _ = watch.measure(CallInput(path: "a.wav")) { call($0, status) }
    }
    #expect(!watch.hasFailed)
    _ = watch.measure(CallInput(path: "a.wav")) { call($0, .failed) }
    #expect(watch.hasFailed)
    let later = BatchWatch()
    later.noteFailure()
    #expect(later.hasFailed)
  }

  @Test("Inputs that an earlier run recorded take nothing of the time left, and teach nothing")
  func passed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([UInt8](repeating: 0, count: 1000), to: "a.wav")
    var totals = InputTotals()
    for _ in 0..<3 { totals.add(bytes: 1000) }
    let watch = BatchWatch(totals: totals)
    watch.pass(CallInput(path: path))
    #expect(watch.timeLeft == nil)
    _ = watch.measure(CallInput(path: path)) { call($0, .ok) }
    #expect(watch.timeLeft.map { $0 > .zero } == true)
    watch.pass(CallInput(path: path))
    #expect(watch.timeLeft == .zero)
  }

  @Test("Calls that end at once on all cores are counted one by one")
  func parallel() async {
    let watch = BatchWatch()
    await withTaskGroup { group in
      for _ in 0..<200 {
        group.addTask { _ = watch.measure(CallInput(path: "a.wav")) { call($0, .ok) } }
      }
    }
    #expect(watch.underWay == 0)
  }
}
