public import CallAnalysis
public import Scoring

/// How configurations are looked for.
public enum SearchMethod: Hashable, Sendable {
  /// Every combination of values.
  case grid
  /// One field after the other, from the base on, each time to its best value; again and again until a
  /// whole round changes nothing.
  case coordinate
  /// Combinations drawn without repetition; the same seed draws the same.
  case random(seed: UInt64)

  /// `grid`, `coordinate` or `random`.
  public var name: String {
    switch self {
    case .grid: "grid"
    case .coordinate: "coordinate"
    case .random: "random"
    }
  }
}

/// What is tuned, and how.
public struct TuningPlan: Sendable {
  public var objective: Objective
  public var method: SearchMethod
  /// Configurations that one search looks at, at most, the base not counted; 1 and more.
  public var budget = 100
  /// Nil tunes on everything and holds nothing out.
  public var foldCount: Int?
  /// How results are held against labels. Its `metrics` are those that the *references* are measured
  /// with: the base's, whatever is tuned, so that the target stands still.
  public var scoring: ScoreOptions
  /// Values within this of the best count as good as it; in the objective's unit, 0 and more. 0.1: well
  /// below what another set of recordings would change.
  public var plateauWidth = 0.1
  /// Recordings measured at once, 1 and more.
  public var jobs = 1
  /// As in `CallAnalyzer`.
  public var channelsAreNamed = false
  /// Where the trained models are found.
  public var models = ModelFolder()

  public init(objective: Objective, method: SearchMethod, scoring: ScoreOptions) {
    self.objective = objective
    self.method = method
    self.scoring = scoring
  }

  /// - Throws: `TuningError` (`usage`) naming the first option out of range.
  public func validate() throws(TuningError) {
    guard budget >= 1 else {
      throw TuningError(.usage, "--budget", "is \(budget), expected 1 or more")
    }
    guard plateauWidth >= 0, plateauWidth.isFinite else {
      throw TuningError(.usage, "--plateau", "is \(plateauWidth), expected 0 or more")
    }
    guard jobs >= 1 else { throw TuningError(.usage, "--jobs", "is \(jobs), expected 1 or more") }
  }

  /// The figures whose errors are kept: those always shown, and the objective's.
  var shownFigures: [MetricFigure] {
    guard case .figure(let own) = objective, !Objective.shownFigures.contains(own) else {
      return Objective.shownFigures
    }
    return Objective.shownFigures + [own]
  }
}
