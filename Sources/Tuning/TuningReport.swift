public import CallAnalysis
public import Scoring

/// What a search found.
public struct TuningReport: Sendable {
  /// One configuration that was measured.
  public struct Row: Sendable {
    public let candidate: Candidate
    /// The configuration's name in records.
    public let hash: String
    /// The objective over all sets; nil where it has none.
    public let value: Double?
    /// The objective of each set.
    public let setValues: [Double?]
    /// Errors of each set.
    let sums: [ErrorSums]
  }

  /// What one fold says.
  public struct Fold: Sendable {
    /// Chosen on all other folds.
    public let candidate: Candidate
    /// Recordings held out.
    public let recordings: Int
    /// The objective where it was chosen.
    public let train: Double?
    /// The objective where it was not.
    public let heldOut: Double?
    /// The base's objective there.
    public let baseHeldOut: Double?
  }

  public let plan: TuningPlan
  public let space: SearchSpace
  public let sets: [LabelledSet]
  /// Recordings of each set that are scored.
  public let recordingCounts: [Int]
  /// Every configuration that was measured, the base among them, ascending.
  public let rows: [Row]
  /// The configuration chosen on everything.
  public let best: Candidate
  /// Its settings, the base's where they are not tuned.
  public let configuration: AnalysisConfiguration
  /// Whether the budget ended the search before it came to rest.
  public let isCutShort: Bool
  /// Combinations left out because their values contradict each other.
  public let invalidCount: Int
  /// Recordings left out, and why.
  public let failures: [LabelError]
  /// Empty where none were asked for.
  public let folds: [Fold]
  /// The objective where every recording is measured with the configuration chosen without it; nil
  /// without folds.
  public let crossValidated: Double?

  /// The row of the configuration chosen.
  public var bestRow: Row? { row(best) }
  /// The row of the base.
  public var baseRow: Row? { row(space.origin) }

  func row(_ candidate: Candidate) -> Row? { rows.first { $0.candidate == candidate } }

  /// Rows within `plan.plateauWidth` of the best, ascending.
  public var plateau: [Row] {
    guard let best = bestRow?.value else { return [] }
    // A hair's breadth more: differences of decimals are not exact.
    return rows.filter { row in
      row.value.map { $0 - best <= plan.plateauWidth + 1e-9 } ?? false
    }
  }
}
