import CallAnalysis
import CallMetrics
import Scoring
import Testing

@testable import Tuning

@Suite struct SearchTests {
  private let bowl = MadeUp { configuration, _, _ in
    MadeUp.bowl(configuration, bridge: 700, drop: 400)
  }
  private let bottom: [SettingValue] = [.number(0.7), .number(0.4)]

  @Test("The grid holds every combination and the base, and its best is the least of all")
  func grid() async throws {
    let report = try await bowl.tune(MadeUp.plan(.grid))
    #expect(report.rows.count == 21 * 11 + 1)
    #expect(report.best.values == bottom)
    #expect(report.bestRow?.value == report.rows.compactMap(\.value).min())
    #expect(report.configuration.metrics.bridgeSeconds == 0.7)
    #expect(report.configuration.metrics.dropSeconds == 0.4)
    #expect(report.rows.map(\.candidate) == report.rows.map(\.candidate).sorted())
    #expect(report.row(report.space.origin)?.value == report.baseRow?.value)
  }

  @Test("In the curve, names of sets are no formulas, and negative numbers are numbers")
  func hostileNames() async throws {
    var bowl = bowl
    bowl.setName = "=1+"
    bowl.fields = ["detector.network=speech-1", "metrics.bridgeSeconds=0.5:0.7:0.1"]
    let rows = try await bowl.tune(MadeUp.plan(.grid)).csv.split(separator: "\n").dropFirst()
    #expect(rows.count == 4)
    #expect(rows.allSatisfy { $0.hasPrefix("speech-1,0.") && $0.contains(",'=1+0,") })
  }

  @Test("Where fields do not depend on each other, one after the other finds the grid's best")
  func coordinate() async throws {
    let report = try await bowl.tune(MadeUp.plan(.coordinate))
    #expect(report.best.values == bottom)
    // Two lines of the first round, two of the second, which changes nothing and shares one.
    #expect(report.rows.count <= 1 + 2 * (21 + 11))
    #expect(!report.isCutShort)
  }

  @Test("Coordinate descent never ends above where it began, and never at a better neighbour")
  func descent() async throws {
    for seed in 0..<6 as Range<UInt64> {
      let rugged = MadeUp { configuration, _, _ in
        var random = SplitMix(
          state: seed &+ UInt64(configuration.metrics.bridgeSeconds * 1e4)
            &* 31 &+ UInt64(configuration.metrics.dropSeconds * 1e4))
        return Int(random.next() % 50_000)
      }
      let report = try await rugged.tune(MadeUp.plan(.coordinate))
      let best = try #require(report.bestRow?.value)
      #expect(best <= report.baseRow?.value ?? 0)
      for (index, field) in report.space.fields.enumerated() {
        for value in field.values {
          var neighbour = report.best
          neighbour.values[index] = value
          let row = try #require(report.row(neighbour))
          #expect(row.value ?? 0 >= best)
        }
      }
    }
  }

  @Test("A seed draws the same combinations again, another seed others, none of them twice")
  func random() async throws {
    var plan = MadeUp.plan(.random(seed: 3))
    plan.budget = 20
    let first = try await bowl.tune(plan).rows.map(\.candidate)
    #expect(first.count == 21)
    #expect(try await bowl.tune(plan).rows.map(\.candidate) == first)
    plan.method = .random(seed: 4)
    #expect(try await bowl.tune(plan).rows.map(\.candidate) != first)
    plan.budget = 231
    let all = try await bowl.tune(plan)
    #expect(all.rows.count == 232)
    #expect(all.best.values == bottom)
  }

  @Test("SplitMix64 gives the numbers of its author's program")
  func splitMix() {
    var random = SplitMix(state: 1_234_567)
    #expect(
      (0..<3).map { _ in random.next() }
        == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test("A grid beyond the budget is refused; a descent beyond it stops and says so")
  func budget() async throws {
    var plan = MadeUp.plan(.grid)
    plan.budget = 230
    await #expect(throws: TuningError.self) { try await bowl.tune(plan) }
    plan.method = .coordinate
    plan.budget = 25
    let report = try await bowl.tune(plan)
    #expect(report.isCutShort)
    #expect(report.best.values == [.number(0.7), .number(0.12)])
    #expect(report.table.contains("the budget of 25 ended the search"))
  }

  @Test("Of equals the base wins, then what changes fewest fields, then the first")
  func ties() async throws {
    let flat = try await MadeUp { _, _, _ in 500 }.tune(MadeUp.plan(.grid))
    #expect(flat.best == flat.space.origin)
    #expect(flat.table.contains("nothing that was tried changes the objective"))
    var notBase = MadeUp { configuration, _, _ in
      configuration.metrics.dropSeconds > 0.55 ? 300 : 500
    }
    let one = try await notBase.tune(MadeUp.plan(.grid))
    #expect(one.best.values == [.number(0.3), .number(0.6)])
    notBase.fields = ["metrics.dropSeconds=0:1:0.2"]
    #expect(try await notBase.tune(MadeUp.plan(.grid)).best.values == [.number(0.6)])
  }

  @Test("A combination whose values contradict each other is left out and counted")
  func contradiction() async throws {
    var calls = MadeUp { configuration, _, _ in 100 * configuration.channels.agent }
    calls.fields = ["channels.agent=1,3", "channels.customer=2,3"]
    let report = try await calls.tune(MadeUp.plan(.grid))
    #expect(
      report.rows.map(\.candidate.values)
        == [[1, 2], [1, 3], [3, 2]].map { $0.map { .number($0) } })
    #expect(report.invalidCount == 1)
  }

  @Test("A recording that cannot be scored is left out of every configuration, and named once")
  func broken() async throws {
    let one = MadeUp { configuration, _, recording in
      recording == 2 ? nil : MadeUp.bowl(configuration, bridge: 700, drop: 400)
    }
    let report = try await one.tune(MadeUp.plan(.grid))
    #expect(report.failures.map(\.path) == ["c"])
    #expect(report.recordingCounts == [3])
    #expect(report.best.values == bottom)
    await #expect(throws: TuningError.self) {
      try await MadeUp { _, _, _ in nil }.tune(MadeUp.plan(.grid))
    }
  }
}
