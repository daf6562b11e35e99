internal import Foundation

/// How surely voice vectors were given to the right voice.
enum PredictedError {
  /// Share of the vectors expected to be with the wrong voice, 0–1; 0 for fewer than two voices.
  static func value(
    _ vectors: VoiceVectors, _ clustering: VoiceClustering,
    settings: DiarizationConfidenceConfiguration
  ) -> Double {
    guard clustering.voiceCount > 1, vectors.count > 0 else { return 0 }
    let division = SphericalKMeans(vectors, startingAt: clustering.centroids, mostRounds: 0)
    let errors = VoiceMargins.values(vectors, division).map {
      1 / (1 + exp(settings.marginSlope * Double($0) - settings.marginOffset))
    }
    let byMargin = errors.reduce(0, +) / Double(errors.count)
    let gain = clustering.weakestKept ?? 0
    let ramp = max(settings.clearGain - settings.unclearGain, .leastNormalMagnitude)
    let unclear = min(1, max(0, (settings.clearGain - gain) / ramp))
    return byMargin + unclear * max(0, settings.unclearError - byMargin)
  }
}

/// How much closer voice vectors are to their own voice than to the next.
enum VoiceMargins {
  /// How much closer each vector is to its own voice, taken from all other units of speech, than to the
  /// next. A voice of one unit is known from nowhere else: its cosine counts as 0.
  static func values(_ vectors: VoiceVectors, _ clustering: SphericalKMeans) -> [Float] {
    let width = VoiceVectors.width
    let cosines = vectors.cosines(with: clustering.centroids)
    let count = clustering.groupCount
    let sums = (0..<count).map { voice in
      vectors.sum(of: clustering.groups.indices.filter { clustering.groups[$0] == voice })
    }
    var margins = [Float](repeating: 0, count: vectors.count)
    for rows in rowsOfUnits(vectors.units) {
      for voice in 0..<count {
        let own = rows.filter { clustering.groups[$0] == voice }
        guard !own.isEmpty else { continue }
        let here = vectors.sum(of: own)
        let elsewhere = VoiceVectors.normalized(zip(sums[voice], here).map { $0 - $1 })
        let isHeardElsewhere = own.count < clustering.groups.count { $0 == voice }
        for row in own {
          var closeness: Float = 0
          for dimension in 0..<width where isHeardElsewhere {
            closeness += elsewhere[dimension] * vectors.values[row * width + dimension]
          }
          let others = (0..<count).filter { $0 != voice }.map { cosines[row * count + $0] }
          margins[row] = closeness - (others.max() ?? 0)
        }
      }
    }
    return margins
  }

  private static func rowsOfUnits(_ units: [Int]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for row in units.indices where row + 1 == units.count || units[row + 1] != units[row] {
      ranges.append(start..<row + 1)
      start = row + 1
    }
    return ranges
  }
}
