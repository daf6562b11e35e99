internal import CallAnalysis
internal import Scoring

/// Searches `sets` for the best configuration of `space`.
///
/// Sets are averaged by weight, however many recordings each has; within a set errors are summed before
/// any ratio is taken. With folds, the search is made once for each fold without its recordings, and
/// what it chose is measured on them; the configuration returned is chosen on everything.
///
/// - Parameter progress: Told how many of the recordings in hand are measured, each of them once for
///   every configuration; the search comes back for more until it is done.
/// - Throws: `TuningError`, `AnalysisError`, `LabelError`.
public func tune(
  _ sets: [LabelledSet], over space: SearchSpace, plan: TuningPlan,
  progress: @escaping (_ recordings: Int, _ total: Int, _ configurations: Int) -> Void = {
    _, _, _ in
  }
) async throws -> TuningReport {
  let sweep = RecordingSweep(sets: sets, plan: plan, progress: progress)
  return try await tune(
    SweepMeasurements(space: space, sets: sets) { try await sweep.run($0) }, plan: plan)
}

/// The same with any source of measurements.
func tune(_ measurements: SweepMeasurements, plan: TuningPlan) async throws -> TuningReport {
  try plan.validate()
  var measurements = measurements
  let space = measurements.space
  let sets = measurements.sets
  let folds = try plan.foldCount.map { count throws(TuningError) in try Folds(sets, count: count) }
  try await measurements.measure([space.origin])
  try demandValues(of: measurements, plan: plan)
  let found = try await Search(plan: plan, isAsked: { _, _ in true }).best(in: &measurements)
  let choices = try await choose(folds, in: &measurements, plan: plan)
  let judge = Judge(
    objective: plan.objective, weights: sets.map(\.weight),
    baseSums: measurements.sums(space.origin))
  return TuningReport(
    plan: plan, space: space, sets: sets,
    recordingCounts: measurements.sums(space.origin).map(\.recordings),
    rows: try rows(measurements, judge: judge), best: found.candidate,
    configuration: measurements.configurations[found.candidate] ?? space.base,
    isCutShort: found.isCutShort, invalidCount: measurements.invalid.count,
    failures: measurements.failures, folds: choices.folds,
    crossValidated: choices.sums.flatMap(judge.value))
}

/// - Throws: `TuningError` where the base has no value on a set: nothing could be compared there.
private func demandValues(
  of measurements: SweepMeasurements, plan: TuningPlan
) throws(TuningError) {
  let sums = measurements.sums(measurements.space.origin)
  for (set, own) in zip(measurements.sets, sums) where plan.objective.value(of: own) == nil {
    let reason =
      own.recordings == 0 ? "none of its recordings can be scored" : plan.objective.demand
    throw TuningError(.nothingLabelled, set.name, "has no \(plan.objective.name): \(reason)")
  }
}

private func rows(
  _ measurements: SweepMeasurements, judge: Judge
) throws -> [TuningReport.Row] {
  try measurements.candidates.map { candidate in
    let sums = measurements.sums(candidate)
    let configuration = measurements.configurations[candidate]
    return TuningReport.Row(
      candidate: candidate, hash: try configuration?.hash() ?? "", value: judge.value(sums),
      setValues: sums.map(judge.objective.value), sums: sums)
  }
}

/// What each fold chooses without its recordings, and the errors of all recordings, each measured with
/// what was chosen without it.
private func choose(
  _ folds: Folds?, in measurements: inout SweepMeasurements, plan: TuningPlan
) async throws -> (folds: [TuningReport.Fold], sums: [ErrorSums]?) {
  guard let folds else { return ([], nil) }
  let origin = measurements.space.origin
  let weights = measurements.sets.map(\.weight)
  var results: [TuningReport.Fold] = []
  var pooled = measurements.sets.map { _ in ErrorSums() }
  for fold in 0..<folds.count {
    let isHeldOut = { (set: Int, recording: Int) in folds.assignment[set][recording] == fold }
    let isTrained = { (set: Int, recording: Int) in !isHeldOut(set, recording) }
    let chosen = try await Search(plan: plan, isAsked: isTrained).best(in: &measurements).candidate
    let known = measurements
    func value(of candidate: Candidate, where isAsked: (Int, Int) -> Bool) -> Double? {
      Judge(
        objective: plan.objective, weights: weights,
        baseSums: known.sums(origin, where: isAsked)
      ).value(known.sums(candidate, where: isAsked))
    }
    let held = measurements.sums(chosen, where: isHeldOut)
    for set in held.indices { pooled[set].add(held[set]) }
    results.append(
      TuningReport.Fold(
        candidate: chosen, recordings: held.reduce(0) { $0 + $1.recordings },
        train: value(of: chosen, where: isTrained),
        heldOut: value(of: chosen, where: isHeldOut),
        baseHeldOut: value(of: origin, where: isHeldOut)))
  }
  return (results, pooled)
}
