internal import Scoring

/// Holds configurations against each other on some of the recordings.
struct Judge {
  let objective: Objective
  let weights: [Double]
  /// The base's errors on the same recordings, by set.
  let baseSums: [ErrorSums]

  /// The objective, averaged over sets by weight; sets that have no value are left out. Nil where none
  /// has any, or where a figure is missing in more calls than the base misses it in: a configuration
  /// must not win by making the hard calls `null`.
  func value(_ sums: [ErrorSums]) -> Double? {
    var total = 0.0
    var weight = 0.0
    for (set, own) in sums.enumerated() {
      if case .figure(let figure) = objective,
        (own.figures[figure.path]?.oneSided ?? 0)
          > (baseSums[set].figures[figure.path]?.oneSided ?? 0)
      {
        return nil
      }
      guard let value = objective.value(of: own) else { continue }
      total += weights[set] * value
      weight += weights[set]
    }
    return weight > 0 ? total / weight : nil
  }
}
