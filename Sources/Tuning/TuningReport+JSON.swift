internal import CallAnalysis
internal import Reporting
internal import Scoring

// MARK: For machines

extension TuningReport {
  /// One line of JSON for each set, configuration and fold, then one for the result; `type` says which.
  /// Numbers have 6 decimals at most; null = cannot be given.
  public var jsonLines: String {
    let lines = sets.indices.map(set) + rows.map(configuration) + folds.indices.map(fold) + [result]
    return lines.map { JSONLineWriter.line(.object($0)) + "\n" }.joined()
  }

  private func set(_ index: Int) -> [JSONValue.Member] {
    [
      member("type", .string("set")), member("set", .string(sets[index].name)),
      member("recordings", .integer(recordingCounts[index])),
      member("weight", .decimal(sets[index].weight, places: 6)),
    ]
  }

  private func configuration(_ row: Row) -> [JSONValue.Member] {
    [
      member("type", .string("configuration")), member("settings", settings(row.candidate)),
      member("config_hash", .string(row.hash)), member("objective", number(row.value)),
      member(
        "sets",
        .array(
          sets.indices.map { set in
            .object(
              [
                member("set", .string(sets[set].name)),
                member("objective", number(row.setValues[set])),
              ] + columns.map { member($0.name, number($0.value(row.sums[set]))) })
          })),
    ]
  }

  private func fold(_ index: Int) -> [JSONValue.Member] {
    let fold = folds[index]
    return [
      member("type", .string("fold")), member("fold", .integer(index + 1)),
      member("recordings", .integer(fold.recordings)),
      member("settings", settings(fold.candidate)), member("train", number(fold.train)),
      member("held_out", number(fold.heldOut)), member("base_held_out", number(fold.baseHeldOut)),
    ]
  }

  private var result: [JSONValue.Member] {
    [
      member("type", .string("result")), member("objective", .string(plan.objective.name)),
      member("unit", .string(plan.objective.unit)), member("search", .string(plan.method.name)),
      member("configurations", .integer(rows.count)),
      member("invalid_combinations", .integer(invalidCount)),
      member("cut_short", .boolean(isCutShort)),
      member("bridge_s", .decimal(plan.scoring.bridgeSeconds, places: 3)),
      member("collar_per_side_s", .decimal(plan.scoring.collarPerSideSeconds, places: 3)),
      member("base", settings(space.origin)),
      member("base_config_hash", .string(baseRow?.hash ?? "")),
      member("base_value", number(baseRow?.value)), member("best", settings(best)),
      member("config_hash", .string(bestRow?.hash ?? "")),
      member("best_value", number(bestRow?.value)),
      member("cross_validated", number(crossValidated)),
      member("plateau_width", .decimal(plan.plateauWidth, places: 6)),
      member("plateau", .array(plateau.map { settings($0.candidate) })),
    ]
  }

  private func settings(_ candidate: Candidate) -> JSONValue {
    .object(
      zip(space.fields, candidate.values).map { field, value in
        switch value {
        case .boolean(let value): member(field.name, .boolean(value))
        case .number(let value): member(field.name, .decimal(value, places: 9))
        case .text(let value): member(field.name, .string(value))
        }
      })
  }

  private func number(_ value: Double?) -> JSONValue {
    value.map { .decimal($0, places: 6) } ?? .null
  }

  private func member(_ key: String, _ value: JSONValue) -> JSONValue.Member {
    JSONValue.Member(key: key, value: value)
  }
}
