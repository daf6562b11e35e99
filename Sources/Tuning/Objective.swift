public import Scoring

/// What is made small. Everything is computed as `sori score` does.
public enum Objective: Hashable, Sendable {
  /// 0.25 · false alarms ÷ non-speech + 0.75 · miss ÷ speech, per cent.
  case detectionCost
  /// (Miss + false alarms) ÷ speech, per cent.
  case detectionError
  /// Diarization error rate, per cent.
  case diarizationError
  /// Mean size of the error of one figure of the record, in its unit.
  case figure(MetricFigure)

  /// Names for the figures most looked at.
  private static let shortNames = [
    "talk-share": "speakers.agent.talk_share_ratio",
    "silence": "silence.mutual_silence_ratio",
    "overlap": "overlap.overlap_ratio",
  ]

  /// Figures that are shown whatever the objective is.
  static let shownFigures = ["talk-share", "silence", "overlap"].compactMap {
    shortNames[$0].flatMap(figure(at:))
  }

  /// - Parameter name: `detection-cost`, `detection-error`, `der`, `talk-share`, `silence`, `overlap`,
  ///   or the path of any figure that is compared: `turns.turn_count`.
  /// - Throws: `TuningError` (`usage`).
  public init(named name: String) throws(TuningError) {
    switch name {
    case "detection-cost": self = .detectionCost
    case "detection-error": self = .detectionError
    case "der": self = .diarizationError
    default:
      guard let figure = Self.figure(at: Self.shortNames[name] ?? name) else {
        let known =
          ["detection-cost", "detection-error", "der"] + Self.shortNames.keys.sorted()
          + MetricFigure.all.map(\.path)
        let nearest = nearestName(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
        throw TuningError(.usage, "--objective", "there is no \"\(name)\"\(nearest)")
      }
      self = .figure(figure)
    }
  }

  private static func figure(at path: String) -> MetricFigure? {
    MetricFigure.all.first { $0.path == path }
  }

  /// The name that `init(named:)` takes.
  public var name: String {
    switch self {
    case .detectionCost: "detection-cost"
    case .detectionError: "detection-error"
    case .diarizationError: "der"
    case .figure(let figure):
      Self.shortNames.first { $0.value == figure.path }?.key ?? figure.path
    }
  }

  /// What its values are counted in: `%`, or the figure's unit.
  public var unit: String {
    switch self {
    case .detectionCost, .detectionError, .diarizationError: "%"
    case .figure(let figure): figure.unit.rawValue
    }
  }

  /// The value for recordings added up; nil where they have none: no speech in any reference, no
  /// speakers named, no calls of agent and customer.
  func value(of sums: ErrorSums) -> Double? {
    switch self {
    case .detectionCost: sums.detection.cost.map { 100 * $0 }
    case .detectionError: sums.detection.errorRatio.map { 100 * $0 }
    case .diarizationError: sums.diarization?.errorRatio.map { 100 * $0 }
    case .figure(let figure): sums.figures[figure.path]?.mean
    }
  }

  /// Why a set has no value, for messages.
  var demand: String {
    switch self {
    case .detectionCost: "no time is scored"
    case .detectionError: "no reference has speech: detection-cost counts false alarms all the same"
    case .diarizationError: "no reference names speakers"
    case .figure(let figure):
      "no reference of agent and customer has \(figure.path) where the recording has it too"
    }
  }
}
