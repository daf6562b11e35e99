extension ScoreReport {
  /// The scores as people read them: one table for speech, one for speakers and one for the figures,
  /// as far as there is anything to say.
  public var table: String {
    var parts = [heading]
    if total.detection.scored > 0 { parts.append(detectionTable) }
    if total.diarization != nil { parts.append(diarizationTable) }
    if options.byPitch { parts.append(pitchTable) }
    if total.metrics.callCount > 0 { parts.append(metricTable) }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var detectionTable: String {
    let rows = rows { _, score -> [String]? in
      let detection = score.detection
      return [
        seconds(detection.reference), percent(detection.missRatio),
        percent(detection.falseAlarmRatio), percent(detection.errorRatio),
        percent(detection.falseAlarmOfNonSpeechRatio), percent(detection.cost),
        whole(detection.boundaries.startMedian), whole(detection.boundaries.endMedian),
        percent(detection.boundaries.hitRatio),
      ]
    }
    return aligned(
      [
        [
          "speech", "reference s", "miss %", "fa %", "error %", "fa of rest %", "cost %",
          "start ms", "end ms", "edges hit %",
        ]
      ] + rows)
  }

  private var diarizationTable: String {
    let rows = rows { _, score -> [String]? in
      guard let speakers = score.diarization else { return nil }
      return [
        seconds(speakers.reference), percent(quotient(speakers.miss, speakers.reference)),
        percent(quotient(speakers.falseAlarm, speakers.reference)),
        percent(quotient(speakers.confusion, speakers.reference)), percent(speakers.errorRatio),
        percent(speakers.jaccardErrorRatio), percent(speakers.purity), percent(speakers.coverage),
        "\(speakers.hypothesisSpeakers)/\(speakers.referenceSpeakers)",
      ]
    }
    return aligned(
      [
        [
          "speakers", "reference s", "miss %", "fa %", "confusion %", "DER %", "JER %", "purity %",
          "coverage %", "found/there",
        ]
      ] + rows)
  }

  private var metricTable: String {
    let header = [
      "figure", "unit", "mean |error|", "mean error", "worst", "in", "of", "calls", "one-sided",
    ]
    let rows = total.metrics.summaries.map { summary in
      [
        summary.figure.path, summary.figure.unit.rawValue, fixed(summary.meanAbsolute, places: 3),
        fixed(summary.meanSigned, places: 3), fixed(summary.worst, places: 3), summary.worstCall,
        summary.referenceMean.map { fixed($0, places: 3) } ?? "-", String(summary.callCount),
        String(total.metrics.unmatched[summary.figure.path]?.count ?? 0),
      ]
    }
    return aligned([header] + rows, leading: [0, 1, 5])
  }

  /// A row for each recording that has one, and one for all together.
  private func rows(_ cells: (String, Score) -> [String]?) -> [[String]] {
    (files.map { ($0.name, $0.score) } + [("total", total)]).compactMap { name, score in
      cells(name, score).map { [name] + $0 }
    }
  }

  func seconds(_ milliseconds: Int) -> String {
    fixed(Double(milliseconds) / 1000, places: 1)
  }

  func percent(_ ratio: Double?) -> String {
    ratio.map { fixed(100 * $0, places: 2) } ?? "-"
  }

  func whole(_ number: Double?) -> String { number.map { fixed($0, places: 1) } ?? "-" }
}

/// Rows with their cells in columns two spaces apart; those of `leading` begin together, others end
/// together.
package func aligned(_ rows: [[String]], leading: Set<Int> = [0]) -> String {
  let columns = rows.first?.indices ?? 0..<0
  let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    let cells = columns.map { column in
      let padding = String(repeating: " ", count: widths[column] - row[column].count)
      return leading.contains(column) ? row[column] + padding : padding + row[column]
    }
    var line = cells.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }.joined(separator: "\n")
}
