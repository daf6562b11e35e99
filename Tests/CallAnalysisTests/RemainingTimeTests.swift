import Foundation
import Testing

@testable import CallAnalysis

/// Made-up batches, run on a made-up clock: what the estimate says is held against what comes true.
@Suite struct RemainingTimeTests {
  enum Order: CaseIterable { case smallFirst, largeFirst, mixed }

  /// A call, and the time at which it was measured.
  private struct Measurement {
    let bytes: Int
    let processing: Double
    let time: Double
  }

  /// Calls from 50 kB to 50 MB, as many of each order of magnitude.
  private static func sizes(_ order: Order, count: Int = 600) -> [Int] {
    var random = Random(seed: 7)
    let sizes = (0..<count).map { _ in Int(5e4 * pow(1000, random.next())) }
    return switch order {
    case .smallFirst: sizes.sorted()
    case .largeFirst: sizes.sorted(by: >)
    case .mixed: sizes
    }
  }

  /// Runs calls on `jobs` cores: each takes 4 ms and `secondsPerByte` for each byte, give or take a fifth.
  private static func run(_ sizes: [Int], jobs: Int, secondsPerByte: Double) -> [Measurement] {
    var random = Random(seed: 3)
    var cores = [Double](repeating: 0, count: jobs)
    let calls = sizes.map { bytes in
      let processing =
        0.004 + Double(bytes) * secondsPerByte * (0.8 + 0.4 * random.next())
      let core = cores.indices.min { cores[$0] < cores[$1] } ?? 0
      cores[core] += processing
      return Measurement(bytes: bytes, processing: processing, time: cores[core])
    }
    return calls.sorted { $0.time < $1.time }
  }

  /// What is estimated once `share` of the bytes is measured ÷ what it then still takes.
  private static func error(_ calls: [Measurement], after share: Double) throws -> Double {
    var totals = InputTotals()
    for call in calls { totals.add(bytes: call.bytes) }
    let end = try #require(calls.last).time
    var remaining = RemainingTime(of: totals)
    for call in calls {
      remaining.learn(
        bytes: call.bytes, processing: .seconds(call.processing),
        at: .seconds(call.time))
      if Double(totals.bytes - remaining.bytesLeft) >= share * Double(totals.bytes) {
        let estimate = try #require(remaining.estimate) / .seconds(1)
        return estimate / (end - call.time)
      }
    }
    return .infinity
  }

  @Test(
    "After a third of the bytes the time left is within 20 % of what comes true, though sizes range 1:1000",
    arguments: Order.allCases, [1, 2, 8])
  func third(order: Order, jobs: Int) throws {
    let calls = Self.run(Self.sizes(order), jobs: jobs, secondsPerByte: 1e-7)
    let ratio = try Self.error(calls, after: 1 / 3)
    #expect((0.8...1.2).contains(ratio), "\(order), \(jobs) jobs: \(ratio)")
  }

  @Test("Calls that cost twenty times as much, mixed among the others, are reckoned with")
  func twoKinds() throws {
    var random = Random(seed: 11)
    var time = 0.0
    // Many, for a few large ones of the dear kind come or do not come.
    let calls = Self.sizes(.mixed, count: 6000).map { bytes in
      let processing = 0.004 + Double(bytes) * (random.next() < 0.2 ? 2e-6 : 1e-7)
      time += processing
      return Measurement(bytes: bytes, processing: processing, time: time)
    }
    let ratio = try Self.error(calls, after: 1 / 3)
    #expect((0.8...1.2).contains(ratio), "\(ratio)")
  }

  @Test("A machine that becomes three times as slow is noticed")
  func slowdown() throws {
    var time = 0.0
    let sizes = Self.sizes(.mixed)
    let calls = sizes.enumerated().map { index, bytes in
      // The same work waits three times as long for the disk or for other programs.
      let processing = (0.004 + Double(bytes) * 1e-7) * (index < sizes.count / 3 ? 1 : 3)
      time += processing
      return Measurement(bytes: bytes, processing: processing, time: time)
    }
    let ratio = try Self.error(calls, after: 0.8)
    #expect((0.8...1.2).contains(ratio), "\(ratio)")
  }

  @Test("Nothing is estimated before a call was measured, and nothing is left at the end")
  func ends() {
    var totals = InputTotals()
    for bytes in [0, 1000, 2000] { totals.add(bytes: bytes) }
    var remaining = RemainingTime(of: totals)
    #expect(remaining.estimate == nil)
    remaining.learn(bytes: 0, processing: nil, at: .seconds(1))
    #expect(remaining.estimate == nil)
    remaining.learn(bytes: 1000, processing: .seconds(1), at: .seconds(2))
    #expect(remaining.estimate.map { $0 > .zero } == true)
    remaining.learn(bytes: 2000, processing: .seconds(2), at: .seconds(4))
    #expect(remaining.estimate == .zero)
    #expect(remaining.bytesLeft == 0)
  }

  @Test("A file that grew after it was counted takes nothing from the others")
  func grown() {
    var totals = InputTotals()
    for bytes in [1000, 3000, 1_000_000] { totals.add(bytes: bytes) }
    var remaining = RemainingTime(of: totals)
    remaining.learn(bytes: 3500, processing: .seconds(1), at: .seconds(1))
    #expect(remaining.bytesLeft == 1_001_000)
    remaining.learn(bytes: 5_000_000, processing: .seconds(1), at: .seconds(2))
    #expect(remaining.bytesLeft == 1_001_000)
  }
}

/// The same numbers on every machine: Knuth's linear congruential generator (MMIX).
private struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// 0 to below 1.
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53)
  }
}
