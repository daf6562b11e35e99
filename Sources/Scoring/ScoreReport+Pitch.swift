// Voices by their pitch: as people read them, as JSON and as CSV.
extension ScoreReport {
  /// Terciles of all voices' pitches, and the voices without one.
  public var groupsByPitch: [PitchGroup] { PitchGroup.groups(total.voices) }

  /// A row for each group, and the largest difference between terciles.
  var pitchTable: String {
    let groups = groupsByPitch
    let rows = groups.map { group in
      [
        group.name.rawValue,
        group.pitchHz.map { "\(whole($0.lowerBound))–\(whole($0.upperBound))" } ?? "-",
        String(group.voices), seconds(group.reference), percent(group.recall),
        percent(group.missRatio), percent(group.errorRatio),
      ]
    }
    let header = [
      "voices by pitch", "Hz", "voices", "reference s", "recall %", "miss %", "error %",
    ]
    let spread = PitchGroup.recallSpread(groups).map { fixed(100 * $0, places: 2) } ?? "-"
    return aligned([header] + rows)
      + "\nlargest difference in recall between terciles: \(spread) points"
  }

  /// Of the total, as JSON: null unless asked for.
  var pitchGroups: String {
    guard options.byPitch else { return "null" }
    let groups = groupsByPitch
    let members = groups.map { group in
      (
        group.name.rawValue,
        object([
          ("pitch_lowest_hz", number(group.pitchHz?.lowerBound)),
          ("pitch_highest_hz", number(group.pitchHz?.upperBound)),
          ("voice_count", String(group.voices)),
          ("reference_s", number(Double(group.reference) / 1000)),
          ("miss_s", number(Double(group.miss) / 1000)),
          ("false_alarm_s", number(group.falseAlarm.map { Double($0) / 1000 })),
          ("recall_ratio", number(group.recall)), ("miss_ratio", number(group.missRatio)),
          ("error_ratio", number(group.errorRatio)),
        ])
      )
    }
    return object(members + [("recall_spread_ratio", number(PitchGroup.recallSpread(groups)))])
  }

  /// Of one recording, as JSON: an object for each voice; null unless asked for.
  func voices(_ score: Score) -> String {
    guard options.byPitch else { return "null" }
    let members = score.voices.map { voice in
      (
        voice.speaker,
        object([
          ("pitch_hz", number(voice.pitchHz)),
          ("reference_s", number(Double(voice.reference) / 1000)),
          ("miss_s", number(Double(voice.miss) / 1000)),
          ("false_alarm_s", number(voice.falseAlarm.map { Double($0) / 1000 })),
          ("recall_ratio", number(voice.recall)),
        ])
      )
    }
    return object(members)
  }

  /// A header and a row for each voice, recordings in the order they were scored; empty = cannot be
  /// given.
  public var voicesCSV: String {
    let header = [
      "file", "speaker", "pitch_hz", "reference_s", "miss_s", "false_alarm_s", "recall_ratio",
    ]
    let rows = total.voices.map { voice in
      [
        spreadsheetCell(voice.recording), spreadsheetCell(voice.speaker), cell(voice.pitchHz),
        cell(Double(voice.reference) / 1000), cell(Double(voice.miss) / 1000),
        cell(voice.falseAlarm.map { Double($0) / 1000 }), cell(voice.recall),
      ]
    }
    return ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }
}
