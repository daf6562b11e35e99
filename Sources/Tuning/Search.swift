/// Looks for the best configuration on some of the recordings.
struct Search {
  let plan: TuningPlan
  /// Which recordings count.
  let isAsked: (_ set: Int, _ recording: Int) -> Bool

  /// What a search comes to.
  struct Found {
    /// The best candidate that was come upon, the base among them: never worse than where it began. Of
    /// equals the one that changes fewest fields, then the first.
    var candidate: Candidate
    /// Whether the budget ended the search before it came to rest.
    var isCutShort = false
  }

  /// Searches as planned.
  ///
  /// - Throws: What measuring throws; `TuningError` (`usage`) for a grid larger than the budget.
  func best(in measurements: inout SweepMeasurements) async throws -> Found {
    let origin = measurements.space.origin
    try await measurements.measure([origin])
    switch plan.method {
    case .grid:
      let all = try grid(measurements.space)
      return Found(candidate: try await best(of: all, in: &measurements))
    case .random(let seed):
      let drawn = try draw(from: measurements.space, seed: seed)
      return Found(candidate: try await best(of: drawn, in: &measurements))
    case .coordinate:
      return try await descend(from: origin, in: &measurements)
    }
  }

  private func grid(_ space: SearchSpace) throws(TuningError) -> [Candidate] {
    guard space.size <= plan.budget else {
      let size =
        space.size == Int.max
        ? "more configurations than can be counted" : "\(space.size) configurations"
      throw TuningError(
        .usage, "--search grid",
        "\(size), the budget is \(plan.budget): raise --budget or search otherwise")
    }
    return space.grid()
  }

  private func draw(from space: SearchSpace, seed: UInt64) throws -> [Candidate] {
    guard space.size > plan.budget else { return space.grid() }
    var random = SplitMix(state: seed)
    var drawn: Set<Candidate> = []
    var ordered: [Candidate] = []
    while ordered.count < plan.budget {
      let candidate = Candidate(
        values: space.fields.map { $0.values[Int(random.next() % UInt64($0.values.count))] })
      if drawn.insert(candidate).inserted { ordered.append(candidate) }
    }
    return ordered
  }

  private func best(
    of candidates: [Candidate], in measurements: inout SweepMeasurements
  ) async throws -> Candidate {
    try await measurements.measure(candidates)
    return best(among: candidates + [measurements.space.origin], in: measurements)
  }

  private func best(
    among candidates: [Candidate], in measurements: SweepMeasurements
  ) -> Candidate {
    let origin = measurements.space.origin
    let judge = Judge(
      objective: plan.objective, weights: measurements.sets.map(\.weight),
      baseSums: measurements.sums(origin, where: isAsked))
    let valued = candidates.filter(measurements.isMeasured).compactMap { candidate in
      judge.value(measurements.sums(candidate, where: isAsked)).map { (candidate, $0) }
    }
    let least = valued.min { one, other in
      let changes = (measurements.space.changes(in: one.0), measurements.space.changes(in: other.0))
      return (one.1, changes.0, one.0) < (other.1, changes.1, other.0)
    }
    return least?.0 ?? origin
  }

  private func descend(
    from origin: Candidate, in measurements: inout SweepMeasurements
  ) async throws -> Found {
    let fields = measurements.space.fields
    var seen: Set<Candidate> = [origin]
    var place = origin
    while true {
      let before = place
      for (index, field) in fields.enumerated() {
        var line = field.values.map { value in
          var candidate = place
          candidate.values[index] = value
          return candidate
        }
        // A line that the budget cuts short would favour its lower end.
        guard seen.union(line).count - 1 <= plan.budget else {
          return Found(candidate: place, isCutShort: true)
        }
        seen.formUnion(line)
        try await measurements.measure(line)
        line.append(place)
        place = best(among: line, in: measurements)
      }
      if place == before { return Found(candidate: place) }
    }
  }
}

/// Sebastiano Vigna's SplitMix64: the same numbers from the same seed, everywhere and always.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
