internal import CallAnalysis
internal import Scoring

// MARK: For people

extension TuningReport {
  /// The search as people read it: the sets, the configurations with a picture of the objective, each
  /// set's errors, the folds, and what was chosen.
  public var table: String {
    var parts = [heading, setTable]
    parts.append(objectiveTable)
    parts += sets.indices.map(errorTable)
    if !folds.isEmpty { parts.append(foldTable) }
    parts.append(conclusion)
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// With more than one field, only the best are shown; the curve and JSON Lines have them all.
  private static let mostRows = 12
  /// Columns of the picture.
  private static let pictureWidth = 40

  private var heading: String {
    "objective \(plan.objective.name), \(plan.objective.unit), the mean of \(sets.count) "
      + (sets.count == 1 ? "set" : "sets by weight")
      + "; \(plan.method.name), \(rows.count) configurations\n"
      + ScoreReport(options: plan.scoring).heading
  }

  private var setTable: String {
    let base = baseRow
    return aligned(
      [["set", "recordings", "speech s", "weight", "base"]]
        + sets.indices.map { set in
          [
            sets[set].name, String(recordingCounts[set]),
            fixed(Double(base?.sums[set].detection.reference ?? 0) / 1000, places: 1),
            decimal(sets[set].weight, places: 3), text(base?.setValues[set]),
          ]
        })
  }

  /// Rows that are shown: all of one field's, else the best and the base.
  private var shown: [Row] {
    guard space.fields.count > 1 else { return rows }
    let ordered = rows.enumerated().sorted { one, other in
      (one.element.value ?? .infinity, one.offset) < (
        other.element.value ?? .infinity, other.offset
      )
    }.map(\.element)
    let first = ordered.prefix(Self.mostRows)
    let base = ordered.dropFirst(Self.mostRows).filter { $0.candidate == space.origin }
    return Array(first) + base
  }

  private var objectiveTable: String {
    let values = shown.compactMap(\.value)
    let range = (values.min() ?? 0, values.max() ?? 0)
    let plateau = Set(plateau.map(\.candidate))
    let perSet = sets.count > 1 ? sets.map(\.name) : []
    let header =
      fieldTitles + ["\(plan.objective.name) \(plan.objective.unit)"] + perSet + [scale(range)]
      + [""]
    let lines = shown.map { row in
      row.candidate.values.map(\.description) + [text(row.value)]
        + (sets.count > 1 ? row.setValues.map { text($0) } : [])
        + [picture(row.value, in: range), mark(row, isPlateau: plateau.contains(row.candidate))]
    }
    let last = header.count - 1
    return aligned([header] + lines, leading: [last - 1, last])
  }

  private func errorTable(_ set: Int) -> String {
    let columns = columns.dropFirst().filter { column in
      shown.contains { column.value($0.sums[set]) != nil }
    }
    let header = fieldTitles + columns.map(\.title)
    let lines = shown.map { row in
      row.candidate.values.map(\.description)
        + columns.map { column in text(column.value(row.sums[set]).map { $0 * column.scale }) }
    }
    return sets[set].name + "\n" + aligned([header] + lines, leading: [])
  }

  private var foldTable: String {
    let header =
      ["fold", "recordings", "train", "held out", "base there"] + fieldTitles
    let lines = folds.enumerated().map { index, fold in
      [
        String(index + 1), String(fold.recordings), text(fold.train), text(fold.heldOut),
        text(fold.baseHeldOut),
      ] + fold.candidate.values.map(\.description)
    }
    var summary = "held out, all folds together: \(text(crossValidated))"
    summary += "; the base there: \(text(baseRow?.value))"
    summary += "; chosen on everything and measured there: \(text(bestRow?.value))"
    if let (low, high) = range(of: folds.compactMap(\.heldOut)) {
      summary += "\nspread of the folds: \(text(low)) to \(text(high))"
    }
    let agreeing = folds.count { $0.candidate == best }
    summary += "; \(agreeing) of \(folds.count) folds chose what everything together chooses"
    return aligned([header] + lines, leading: []) + "\n" + summary
  }

  private var conclusion: String {
    var lines = plateauLines
    if hasNoEffect {
      lines.append("nothing that was tried changes the objective on these recordings")
    }
    if isCutShort { lines.append("the budget of \(plan.budget) ended the search") }
    if invalidCount > 0 {
      lines.append("left out: \(invalidCount) combinations whose values contradict each other")
    }
    lines.append(describe("base", baseRow))
    lines.append(
      best == space.origin
        ? "best  the base: nothing looked at is better" : describe("best", bestRow))
    return lines.joined(separator: "\n")
  }

  private var hasNoEffect: Bool {
    rows.count > 1 && rows.allSatisfy { $0.value == rows[0].value }
  }

  private func describe(_ name: String, _ row: Row?) -> String {
    let settings = zip(space.fields, row?.candidate.values ?? [])
      .map { "\($0.name)=\($1)" }.joined(separator: " ")
    return "\(name)  \(text(row?.value)) \(plan.objective.unit)  config_hash \(row?.hash ?? "-")"
      + "  \(settings)"
  }

  // MARK: Plateau

  private var plateauLines: [String] {
    let width = "\(decimal(plan.plateauWidth, places: 6)) \(plan.objective.unit) of the best"
    guard space.fields.count == 1 else {
      return ["plateau: \(plateau.count) of \(rows.count) configurations lie within \(width)"]
    }
    let isIn = Set(plateau.map(\.candidate))
    // Runs of neighbours: a plateau is broken by every value that is worse.
    var runs: [[Row]] = [[]]
    for row in rows {
      if isIn.contains(row.candidate) {
        runs[runs.count - 1].append(row)
      } else if !(runs.last?.isEmpty ?? true) {
        runs.append([])
      }
    }
    let named = runs.filter { !$0.isEmpty }.map { run in
      let ends = [run.first, run.last].compactMap { $0?.candidate.values.first?.description }
      return ends.first == ends.last ? ends[0] : "\(ends[0]) to \(ends[1])"
    }
    return [
      "plateau: \(fieldTitles[0]) \(named.joined(separator: ", ")) "
        + "(\(plateau.count) of \(rows.count) values) within \(width)"
    ]
  }

  private func mark(_ row: Row, isPlateau: Bool) -> String {
    var words: [String] = []
    if row.candidate == best {
      words.append("best")
    } else if isPlateau {
      words.append("plateau")
    }
    if row.candidate == space.origin { words.append("base") }
    return words.joined(separator: ", ")
  }

  // MARK: Numbers and pictures

  private func text(_ value: Double?) -> String { value.map { fixed($0, places: 3) } ?? "-" }

  private func range(of values: [Double]) -> (Double, Double)? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return (low, high)
  }

  /// `0.512 …                  … 1.300`: the ends of the picture's axis.
  private func scale(_ range: (Double, Double)) -> String {
    let (low, high) = (text(range.0), text(range.1))
    let gap = max(1, Self.pictureWidth - low.count - high.count)
    return low + String(repeating: " ", count: gap) + high
  }

  /// `|        *       |`: where the value lies between the least and the greatest.
  private func picture(_ value: Double?, in range: (Double, Double)) -> String {
    let width = Self.pictureWidth - 2
    var line = [Character](repeating: " ", count: width)
    if let value {
      let part = range.1 > range.0 ? (value - range.0) / (range.1 - range.0) : 0
      line[Int((part * Double(width - 1)).rounded())] = "*"
    }
    return "|\(String(line))|"
  }
}
