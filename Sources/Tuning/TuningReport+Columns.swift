internal import Scoring

/// One number of a set's errors, under the name that machines read and the one that people do.
struct ErrorColumn: Sendable {
  /// Unit as suffix.
  let name: String
  /// Short, with the unit.
  let title: String
  /// In that unit, ratios as they are; nil where it cannot be given.
  let value: @Sendable (ErrorSums) -> Double?
  /// What people see is this many times as much: ratios in per cent.
  let scale: Double

  init(
    _ name: String, _ title: String, scale: Double = 1,
    _ value: @escaping @Sendable (ErrorSums) -> Double?
  ) {
    self.name = name
    self.title = title
    self.scale = scale
    self.value = value
  }

  /// Those of every report.
  static let standard: [ErrorColumn] = [
    ErrorColumn("reference_s", "speech s") { Double($0.detection.reference) / 1000 },
    ErrorColumn("miss_ratio", "miss %", scale: 100) { $0.detection.missRatio },
    ErrorColumn("false_alarm_ratio", "fa %", scale: 100) { $0.detection.falseAlarmRatio },
    ErrorColumn("false_alarm_of_non_speech_ratio", "fa of rest %", scale: 100) {
      $0.detection.falseAlarmOfNonSpeechRatio
    },
    ErrorColumn("error_ratio", "error %", scale: 100) { $0.detection.errorRatio },
    ErrorColumn("cost", "cost %", scale: 100) { $0.detection.cost },
    ErrorColumn("der_ratio", "DER %", scale: 100) { $0.diarization?.errorRatio },
  ]

  /// The mean size of a figure's error.
  init(_ figure: MetricFigure, title: String) {
    self.init("\(figure.path)_error", "\(title) \(figure.unit.rawValue)") {
      $0.figures[figure.path]?.mean
    }
  }
}

extension TuningReport {
  /// The columns of a report: the standard ones and the figures that are kept.
  var columns: [ErrorColumn] {
    ErrorColumn.standard
      + plan.shownFigures.map { ErrorColumn($0, title: Objective.figure($0).name) }
  }

  /// What each field is called in a table: as much of its name as tells it from the others.
  var fieldTitles: [String] {
    space.fields.map { field in
      let parts = field.name.split(separator: ".")
      for count in 1...parts.count {
        let title = parts.suffix(count).joined(separator: ".")
        let others = space.fields.filter { $0.name != field.name }
        if !others.contains(where: { $0.name.hasSuffix(".\(title)") }) { return title }
      }
      return field.name
    }
  }
}
