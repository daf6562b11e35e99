internal import CallMetrics

/// A published figure whose error is measured, under its path in the record.
public struct MetricFigure: Hashable, Sendable {
  /// What an error of the figure is counted in.
  public enum Unit: String, Hashable, Sendable {
    /// Percentage points: hundredths of a ratio.
    case percentagePoints = "pp"
    case seconds = "s"
    case count = "n"
    case perMinute = "1/min"
    /// 0 where both name the same, 1 where they do not: the mean is the share of disagreement.
    case disagreement = "differs"
  }

  /// Where the record has it: `turns.turn_count`, `speakers.agent.talk_s`.
  public let path: String
  /// What its error is counted in.
  public let unit: Unit

  init(_ path: String, _ unit: Unit) {
    self.path = path
    self.unit = unit
  }

  /// Every figure that is compared, in the order of reports.
  ///
  /// `silence.silence_s` and its like are left out: labels know of no hold, which those leave out.
  public static let all: [MetricFigure] =
    [
      MetricFigure("speakers.agent.talk_share_ratio", .percentagePoints),
      MetricFigure("silence.mutual_silence_ratio", .percentagePoints),
      MetricFigure("overlap.overlap_ratio", .percentagePoints),
      MetricFigure("activity.talk_s", .seconds),
      MetricFigure("speakers.agent.talk_s", .seconds),
      MetricFigure("speakers.customer.talk_s", .seconds),
      MetricFigure("activity.speech_start_s", .seconds),
      MetricFigure("activity.speech_end_s", .seconds),
      MetricFigure("turns.turn_count", .count),
      MetricFigure("turns.turn_mean_s", .seconds),
      MetricFigure("turns.longest_monologue_s", .seconds),
      MetricFigure("turns.switches_per_min", .perMinute),
      MetricFigure("turns.reply_count", .count),
      MetricFigure("turns.reply_gap_median_s", .seconds),
      MetricFigure("turns.reply_gap_p90_s", .seconds),
      MetricFigure("turns.first_reply_s", .seconds),
      MetricFigure("turns.opener", .disagreement),
      MetricFigure("turns.backchannel_count", .count),
      MetricFigure("speakers.agent.backchannel_count", .count),
      MetricFigure("speakers.customer.backchannel_count", .count),
    ]
    + OverlapClass.allCases.flatMap { overlapClass in
      [
        MetricFigure("overlap.\(overlapClass.rawValue)_count", .count),
        MetricFigure("overlap.\(overlapClass.rawValue)_s", .seconds),
      ]
    } + [
      MetricFigure("silence.silence_longest_s", .seconds),
      MetricFigure("silence.dead_air_count", .count),
    ]
}

/// What a figure says of one call.
public enum FigureValue: Hashable, Sendable {
  case number(Double)
  case name(String)

  /// How far this is from the `reference`, in the figure's unit; positive = more than there.
  func error(against reference: FigureValue, in unit: MetricFigure.Unit) -> Double? {
    switch (self, reference) {
    case (.number(let own), .number(let other)):
      unit == .percentagePoints ? 100 * (own - other) : own - other
    case (.name(let own), .name(let other)): own == other ? 0 : 1
    case (.number, .name), (.name, .number): nil
    }
  }

  /// The number in the figure's unit; nil for a name.
  func size(in unit: MetricFigure.Unit) -> Double? {
    switch self {
    case .number(let number): unit == .percentagePoints ? 100 * number : number
    case .name: nil
    }
  }
}

/// The compared figures of one call, by path; those that cannot be measured are not there.
public typealias FigureValues = [String: FigureValue]
