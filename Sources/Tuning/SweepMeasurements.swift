internal import CallAnalysis
internal import Scoring

/// What every configuration that was looked at gets wrong, recording by recording. Each is measured
/// once, whoever asks for it.
struct SweepMeasurements {
  let space: SearchSpace
  let sets: [LabelledSet]
  /// Why recordings were left out of every configuration's figures.
  private(set) var failures: [LabelError] = []
  /// Combinations of values that contradict each other.
  private(set) var invalid: Set<Candidate> = []

  private let sweep: Sweep
  /// By set and recording; nil for recordings that are left out.
  private var errors: [Candidate: [[ErrorSums?]]] = [:]
  /// What was measured for each of these candidates.
  private(set) var configurations: [Candidate: AnalysisConfiguration] = [:]

  /// Measures every recording, in order of sets, under every configuration, in theirs.
  typealias Sweep = ([AnalysisConfiguration]) async throws -> [[Result<ErrorSums, LabelError>]]

  init(space: SearchSpace, sets: [LabelledSet], sweep: @escaping Sweep) {
    self.space = space
    self.sets = sets
    self.sweep = sweep
  }

  /// Every candidate that was measured, ascending.
  var candidates: [Candidate] { errors.keys.sorted() }

  /// Measures those of `candidates` that are not measured yet.
  ///
  /// The first call decides which recordings can be scored at all: those that cannot are left out of
  /// everything, so that all configurations are compared on the same ones.
  ///
  /// - Throws: `AnalysisError`, or `LabelError` for a recording that only some configurations can score.
  mutating func measure(_ candidates: [Candidate]) async throws {
    var pending: [(candidate: Candidate, configuration: AnalysisConfiguration)] = []
    for candidate in Set(candidates).subtracting(errors.keys).subtracting(invalid).sorted() {
      if let configuration = try space.configuration(candidate) {
        pending.append((candidate, configuration))
      } else {
        invalid.insert(candidate)
      }
    }
    guard !pending.isEmpty else { return }
    let results = try await sweep(pending.map(\.configuration))
    let isFirst = errors.isEmpty
    for (column, one) in pending.enumerated() {
      configurations[one.candidate] = one.configuration
      var place = results.makeIterator()
      errors[one.candidate] = try sets.map { set in
        try set.recordings.map { recording in
          guard let result = place.next()?[column] else { return nil }
          return try keep(result, isFirst: isFirst && column == 0)
        }
      }
    }
  }

  /// What of a recording's result is kept: its errors, or nothing where no configuration has any.
  private mutating func keep(
    _ result: Result<ErrorSums, LabelError>, isFirst: Bool
  ) throws(LabelError) -> ErrorSums? {
    switch result {
    case .success(let sums): return sums
    case .failure(let failure):
      if isFirst { failures.append(failure) }
      guard failures.contains(failure) else { throw failure }
      return nil
    }
  }

  // MARK: Sums

  /// The errors of each set added up over the recordings that `isAsked` takes.
  ///
  /// - Precondition: `candidate` was measured.
  func sums(
    _ candidate: Candidate, where isAsked: (_ set: Int, _ recording: Int) -> Bool = { _, _ in true }
  ) -> [ErrorSums] {
    guard let sets = errors[candidate] else { preconditionFailure("\(candidate) is not measured") }
    return sets.indices.map { set in
      var total = ErrorSums()
      for (recording, errors) in sets[set].enumerated() {
        if let errors, isAsked(set, recording) { total.add(errors) }
      }
      return total
    }
  }

  func isMeasured(_ candidate: Candidate) -> Bool { errors[candidate] != nil }
}
