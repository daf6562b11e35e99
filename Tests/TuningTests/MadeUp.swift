import CallAnalysis
import CallMetrics
import Scoring
import Testing

@testable import Tuning

/// Recordings that nobody measures, and errors that a formula gives them.
struct MadeUp {
  /// Reference speech of each recording, milliseconds: errors in milliseconds are 1/1000 per cent.
  static let speech = 100_000

  var names: [[String]] = [["a", "b", "c", "d"]]
  var weights: [Double] = []
  /// Sets are called so, and their number.
  var setName = "set"
  var fields = ["metrics.bridgeSeconds=0:2:0.1", "metrics.dropSeconds=0:1:0.1"]
  /// Missed milliseconds under a configuration, by set and recording; nil where it cannot be scored.
  var missed: (AnalysisConfiguration, _ set: Int, _ recording: Int) -> Int?

  init(missed: @escaping (AnalysisConfiguration, _ set: Int, _ recording: Int) -> Int?) {
    self.missed = missed
  }

  /// A bowl round `bridge` and `drop`, in thousandths of a second.
  static func bowl(
    _ configuration: AnalysisConfiguration, bridge: Int, drop: Int
  ) -> Int {
    let metrics = configuration.metrics
    let aside = [
      Int((metrics.bridgeSeconds * 1000).rounded()) - bridge,
      Int((metrics.dropSeconds * 1000).rounded()) - drop,
    ]
    return aside.reduce(100) { $0 + $1 * $1 / 1000 }
  }

  var sets: [LabelledSet] {
    names.enumerated().map { set, names in
      LabelledSet(
        name: "\(setName)\(set)",
        recordings: names.map {
          LabelledRecording(
            CallInput(path: "set\(set)/\($0).wav"), name: $0, reference: .silence($0))
        },
        weight: weights.isEmpty ? 1 : weights[set])
    }
  }

  func space() throws -> SearchSpace {
    try SearchSpace(
      base: AnalysisConfiguration(), fields: try fields.map(TunedField.init(parsing:)))
  }

  static func plan(_ method: SearchMethod, objective: Objective = .detectionError) -> TuningPlan {
    var plan = TuningPlan(objective: objective, method: method, scoring: ScoreOptions())
    plan.budget = 1000
    return plan
  }

  func tune(_ plan: TuningPlan) async throws -> TuningReport {
    try await Tuning.tune(measurements(), plan: plan)
  }

  /// Measurements that count how often a configuration is measured: never twice.
  func measurements() throws -> SweepMeasurements {
    let sets = sets
    var seen: Set<AnalysisConfiguration> = []
    return SweepMeasurements(space: try space(), sets: sets) { configurations in
      for configuration in configurations {
        #expect(seen.insert(configuration).inserted, "\(configuration.metrics) measured twice")
      }
      return sets.indices.flatMap { set in
        sets[set].recordings.indices.map { recording in
          configurations.map { result($0, set, recording) }
        }
      }
    }
  }

  private func result(
    _ configuration: AnalysisConfiguration, _ set: Int, _ recording: Int
  ) -> Result<ErrorSums, LabelError> {
    guard let missed = missed(configuration, set, recording) else {
      return .failure(LabelError(.unscorable, path: names[set][recording], "broken"))
    }
    var sums = ErrorSums()
    sums.detection.scored = 2 * Self.speech
    sums.detection.reference = Self.speech
    sums.detection.miss = missed
    sums.recordings = 1
    return .success(sums)
  }
}
