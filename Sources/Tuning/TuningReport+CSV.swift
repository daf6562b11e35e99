internal import CallAnalysis
internal import Scoring

// MARK: For spreadsheets and plots

extension TuningReport {
  /// A header, then a row for each configuration and set: the points of a curve. Empty = cannot be
  /// given.
  ///
  /// Miss ratio against false alarms of non-speech is the detection error trade-off (DET).
  public var csv: String {
    let header =
      space.fields.map(\.name) + ["config_hash", "set", "objective", "objective_all"]
      + columns.map(\.name) + ["is_base", "is_best", "is_plateau"]
    let plateau = Set(plateau.map(\.candidate))
    let lines = rows.flatMap { row in
      sets.indices.map { set in
        let settings = row.candidate.values.map(cell)
        let names = [row.hash, spreadsheetCell(sets[set].name)]
        let values = [number(row.setValues[set]), number(row.value)]
        let errors = columns.map { number($0.value(row.sums[set])) }
        let marks = [
          row.candidate == space.origin, row.candidate == best, plateau.contains(row.candidate),
        ]
        return settings + names + values + errors + marks.map(String.init)
      }
    }
    return ([header] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private func number(_ value: Double?) -> String {
    value.map { decimal($0, places: 6) } ?? ""
  }

  /// Numbers and truth values as they are, also negative ones; names as texts from outside.
  private func cell(_ value: SettingValue) -> String {
    if case .text(let text) = value { spreadsheetCell(text) } else { value.description }
  }
}
