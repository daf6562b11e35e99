import CallAnalysis
import CallMetrics
import Testing

@testable import Tuning

@Suite struct FoldTests {
  private func sets(_ names: [[String]]) -> [LabelledSet] {
    var made = MadeUp { _, _, _ in 0 }
    made.names = names
    return made.sets
  }

  private let names = (0..<10).map { "call\($0)" }

  @Test("A mono mix is in the fold of its two channels, and of the same call in another folder")
  func copies() throws {
    let folds = try Folds(
      sets([names.flatMap { [$0, "\($0).mono"] }, names.map { "\($0).mono" }, names.reversed()]),
      count: 3
    ).assignment
    for call in names.indices {
      #expect(folds[0][2 * call] == folds[0][2 * call + 1])
      #expect(folds[0][2 * call] == folds[1][call])
      #expect(folds[0][2 * call] == folds[2][names.count - 1 - call])
    }
  }

  @Test("Every fold has its share of every folder", arguments: [2, 3, 4, 7])
  func balance(count: Int) throws {
    let all = sets([names, (0..<9).map { "other\($0)" }, (0..<15).map { "more\($0)" }])
    for set in try Folds(all, count: count).assignment {
      let sizes = (0..<count).map { fold in set.count { $0 == fold } }
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }
  }

  @Test("The order in which recordings are listed does not matter")
  func order() throws {
    let forward = try Folds(sets([names]), count: 3).assignment[0]
    let backward = try Folds(sets([names.reversed()]), count: 3).assignment[0]
    #expect(forward == backward.reversed())
    #expect(
      Set(forward.prefix(3)) != [0, 1, 2] || Set(forward.dropFirst(3).prefix(3)) != [0, 1, 2])
  }

  @Test("More folds than calls, or fewer than two, are refused")
  func count() {
    #expect(throws: TuningError.self) { try Folds(sets([names]), count: 1) }
    #expect(throws: TuningError.self) { try Folds(sets([names]), count: 11) }
    #expect(throws: TuningError.self) { try Folds(sets([["a", "a.mono"]]), count: 2) }
    #expect(throws: Never.self) { try Folds(sets([names]), count: 10) }
  }

  @Test("Where all recordings behave alike, held out is what was chosen on, in every fold")
  func alike() async throws {
    var made = MadeUp { configuration, _, _ in
      MadeUp.bowl(configuration, bridge: 700, drop: 400)
    }
    made.names = [names]
    var plan = MadeUp.plan(.grid)
    plan.foldCount = 5
    let report = try await made.tune(plan)
    #expect(report.folds.count == 5)
    #expect(report.crossValidated == report.bestRow?.value)
    for fold in report.folds {
      #expect(fold.candidate == report.best)
      #expect(fold.train == fold.heldOut)
      #expect(fold.baseHeldOut == report.baseRow?.value)
    }
    #expect(report.folds.reduce(0) { $0 + $1.recordings } == names.count)
  }

  @Test("A configuration that fits one call is not chosen without it: over-tuning shows")
  func overtuning() async throws {
    // Each call has a value of its own at which it is perfect; elsewhere all are alike.
    var made = MadeUp { configuration, _, recording in
      let step = Int((configuration.metrics.bridgeSeconds * 10).rounded())
      return step == recording + 4 ? 0 : step == 3 ? 1000 : 1050
    }
    made.names = [names]
    made.fields = ["metrics.bridgeSeconds=0:2:0.1"]
    var plan = MadeUp.plan(.grid)
    plan.foldCount = 10
    let report = try await made.tune(plan)
    let chosen = try #require(report.bestRow?.value)
    let held = try #require(report.crossValidated)
    #expect(chosen < report.baseRow?.value ?? 0)
    #expect(held > report.baseRow?.value ?? 0)
    for fold in report.folds { #expect(fold.heldOut ?? 0 > fold.train ?? 0) }
  }

  @Test("Coordinate descent within a fold sees none of what is held out")
  func blind() async throws {
    // The held-out call wants another bottom; what the fold chooses must be the others'.
    var made = MadeUp { configuration, _, recording in
      MadeUp.bowl(configuration, bridge: recording == 0 ? 1500 : 700, drop: 400)
        * (recording == 0 ? 100 : 1)
    }
    made.names = [names]
    var plan = MadeUp.plan(.coordinate)
    plan.foldCount = 10
    let report = try await made.tune(plan)
    let own = try Folds(made.sets, count: 10).assignment[0][0]
    #expect(report.folds[own].candidate.values == [.number(0.7), .number(0.4)])
    #expect(report.best.values != report.folds[own].candidate.values)
  }
}
