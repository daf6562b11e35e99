/// The scores of a run: of each recording, and of all together.
public struct ScoreReport: Sendable {
  /// Recordings in the order they were scored.
  public private(set) var files: [(name: String, score: Score)] = []
  /// All of them added up.
  public private(set) var total = Score()
  /// How they were scored.
  public let options: ScoreOptions

  public init(options: ScoreOptions = ScoreOptions()) {
    self.options = options
  }

  /// Adds the score of one recording.
  public mutating func add(_ name: String, _ score: Score) {
    files.append((name, score))
    total.add(score)
  }

  /// How the numbers came about, in words.
  public var heading: String {
    let overlap = options.scoresOverlap ? "scored" : "left out"
    let counting = options.byFrame ? "10 ms frames" : "exact"
    return "collarPerSide \(decimal(options.collarPerSideSeconds, places: 3)) s, "
      + "detection after bridging \(decimal(options.bridgeSeconds, places: 3)) s on both sides, "
      + "\(counting), overlap \(overlap)"
  }
}

// MARK: For machines

extension ScoreReport {
  /// One line of JSON for each recording, then one for the total, each with its end.
  ///
  /// Every line has the same keys: `file` (null in the total), `files`, the options, `detection`,
  /// `diarization`, `metric_error` and `by_pitch` (null unless asked for). Numbers have 6 decimals at most; null = cannot be given. In a
  /// recording's line a figure's error is hypothesis less reference; in the total it is an object.
  public var jsonLines: String {
    (files.map { line($0.name, $0.score) } + [line(nil, total)]).map { $0 + "\n" }.joined()
  }

  private func line(_ name: String?, _ score: Score) -> String {
    let members: [(String, String)] = [
      ("file", name.map(quoted) ?? "null"),
      ("files", String(score.recordings)),
      ("collar_per_side_s", decimal(options.collarPerSideSeconds, places: 3)),
      ("bridge_s", decimal(options.bridgeSeconds, places: 3)),
      ("overlap_scored", String(options.scoresOverlap)),
      ("by_frame", String(options.byFrame)),
      ("detection", group(ScoreField.detection, of: score)),
      ("diarization", group(ScoreField.diarization, of: score)),
      ("metric_error", name == nil ? summaries : errors(score.metrics)),
      ("by_pitch", name == nil ? pitchGroups : voices(score)),
    ]
    return object(members)
  }

  private func group(_ fields: [ScoreField], of score: Score) -> String {
    object(fields.map { ($0.name, number($0.value(score))) })
  }

  private func errors(_ metrics: MetricErrors) -> String {
    object(MetricFigure.all.map { ($0.path, number(metrics[$0.path].first?.error)) })
  }

  private var summaries: String {
    let byPath = Dictionary(
      total.metrics.summaries.map { ($0.figure.path, $0) }, uniquingKeysWith: { first, _ in first })
    return object(
      MetricFigure.all.map { figure in
        let summary = byPath[figure.path]
        return (
          figure.path,
          object([
            ("unit", quoted(figure.unit.rawValue)),
            ("mean_absolute", number(summary?.meanAbsolute)),
            ("mean_signed", number(summary?.meanSigned)), ("worst", number(summary?.worst)),
            ("worst_file", summary.map { quoted($0.worstCall) } ?? "null"),
            ("reference_mean", number(summary?.referenceMean)),
            ("call_count", String(summary?.callCount ?? 0)),
            ("unmatched_count", String(total.metrics.unmatched[figure.path]?.count ?? 0)),
          ])
        )
      })
  }

  func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }

  func number(_ value: Double?) -> String {
    value.map { decimal($0, places: 6) } ?? "null"
  }

  func quoted(_ text: String) -> String {
    var line = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": line += "\\\(scalar)"
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line + "\""
  }
}

// MARK: For spreadsheets

extension ScoreReport {
  /// A header and a row for each recording: everything a line of JSON has, in the same order; empty =
  /// cannot be given.
  public var csv: String {
    let header =
      ["file"] + ScoreField.detection.map { "detection.\($0.name)" }
      + ScoreField.diarization.map { "diarization.\($0.name)" }
      + MetricFigure.all.map { "metric_error.\($0.path)" }
    let rows = files.map { file in
      [spreadsheetCell(file.name)]
        + (ScoreField.detection + ScoreField.diarization).map { cell($0.value(file.score)) }
        + MetricFigure.all.map { cell(file.score.metrics[$0.path].first?.error) }
    }
    return ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  func cell(_ value: Double?) -> String {
    value.map { decimal($0, places: 6) } ?? ""
  }
}
