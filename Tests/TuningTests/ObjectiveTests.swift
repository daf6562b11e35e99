import CallAnalysis
import CallMetrics
import Scoring
import Testing

@testable import Tuning

@Suite struct ObjectiveTests {
  @Test("Every name that an objective prints is one that it takes")
  func names() throws {
    let names =
      ["detection-cost", "detection-error", "der", "talk-share", "silence", "overlap"]
      + MetricFigure.all.map(\.path)
    for name in names {
      let objective = try Objective(named: name)
      #expect(try Objective(named: objective.name) == objective)
    }
    #expect(try Objective(named: "talk-share").unit == "pp")
    let error = #expect(throws: TuningError.self) { try Objective(named: "detection-eror") }
    #expect(error?.description.contains("did you mean detection-error?") == true)
  }

  @Test("Values are the scores' own, in per cent")
  func values() {
    var sums = ErrorSums()
    #expect(Objective.detectionCost.value(of: sums) == nil)
    sums.detection.scored = 400
    sums.detection.reference = 100
    sums.detection.miss = 20
    sums.detection.falseAlarm = 30
    #expect(Objective.detectionCost.value(of: sums) == 17.5)
    #expect(Objective.detectionError.value(of: sums) == 50)
    #expect(Objective.diarizationError.value(of: sums) == nil)
    sums.add(sums)
    #expect(Objective.detectionCost.value(of: sums) == 17.5)
  }

  @Test("Sets are averaged by weight, however many recordings each has")
  func weights() async throws {
    var made = MadeUp { configuration, set, _ in
      configuration.metrics.bridgeSeconds == 0.5 ? (set == 0 ? 1000 : 5000) : 4000
    }
    made.names = [["a", "b", "c", "d", "e"], ["f"]]
    made.fields = ["metrics.bridgeSeconds=0.5"]
    let equal = try await made.tune(MadeUp.plan(.grid))
    #expect(equal.bestRow?.value == 3)
    #expect(equal.bestRow?.setValues == [1, 5])
    made.weights = [1, 4]
    let weighed = try await made.tune(MadeUp.plan(.grid))
    #expect(weighed.best == weighed.space.origin)
    #expect(weighed.row(Candidate(values: [.number(0.5)]))?.value == 4.2)
  }

  @Test("A configuration that makes a figure null in more calls than the base has no value")
  func oneSided() throws {
    let objective = try Objective(named: "talk-share")
    let path = "speakers.agent.talk_share_ratio"
    func sums(calls: Int, oneSided: Int) -> ErrorSums {
      var sums = ErrorSums()
      sums.figures[path] = ErrorSums.Figure(sum: 2, calls: calls, oneSided: oneSided)
      return sums
    }
    let judge = Judge(
      objective: objective, weights: [1], baseSums: [sums(calls: 4, oneSided: 1)])
    #expect(judge.value([sums(calls: 4, oneSided: 1)]) == 0.5)
    #expect(judge.value([sums(calls: 3, oneSided: 2)]) == nil)
    #expect(judge.value([sums(calls: 5, oneSided: 0)]) == 0.4)
  }

  @Test("The plateau is every value within its width of the best, and named by its ends")
  func plateau() async throws {
    var made = MadeUp { configuration, _, _ in
      let step = Int((configuration.metrics.bridgeSeconds * 10).rounded())
      return [900, 500, 450, 400, 480, 900, 430, 900][step]
    }
    made.fields = ["metrics.bridgeSeconds=0:0.7:0.1"]
    let report = try await made.tune(MadeUp.plan(.grid))
    #expect(report.best.values == [.number(0.3)])
    #expect(
      report.plateau.map(\.candidate.values) == [0.1, 0.2, 0.3, 0.4, 0.6].map { [.number($0)] })
    #expect(
      report.table.contains(
        "plateau: bridgeSeconds 0.1 to 0.4, 0.6 (5 of 8 values) within 0.1 % of the best"))
  }
}
