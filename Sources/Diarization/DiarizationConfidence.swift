internal import Foundation

/// How surely voice vectors were given to the right voice.
struct MarginError {
  /// Share of the vectors expected to be with the wrong voice, 0–1; nil for fewer than two voices.
  let predicted: Double?

  /// - Parameters:
  ///   - clustering: of `vectors`.
  init(
    _ vectors: VoiceVectors, _ clustering: VoiceClustering,
    settings: DiarizationConfidenceConfiguration
  ) {
    guard clustering.voiceCount > 1, vectors.count > 0 else {
      predicted = nil
      return
    }
    let margins = Self.margins(vectors, clustering)
    let errors = margins.map {
      1 / (1 + exp(settings.marginSlope * Double($0) - settings.marginOffset))
    }
    predicted = errors.reduce(0, +) / Double(errors.count)
  }

  /// How much closer each vector is to its own voice, taken from all other units of speech, than to the
  /// next. A voice of one unit is known from nowhere else: its cosine counts as 0.
  private static func margins(_ vectors: VoiceVectors, _ clustering: VoiceClustering) -> [Float] {
    let width = VoiceVectors.width
    let cosines = vectors.cosines(with: clustering.centroids)
    let count = clustering.voiceCount
    let sums = (0..<count).map { voice in
      vectors.sum(of: clustering.voices.indices.filter { clustering.voices[$0] == voice })
    }
    var margins = [Float](repeating: 0, count: vectors.count)
    for rows in rowsOfUnits(vectors.units) {
      for voice in 0..<count {
        let own = rows.filter { clustering.voices[$0] == voice }
        guard !own.isEmpty else { continue }
        let here = vectors.sum(of: own)
        let elsewhere = VoiceVectors.normalized(zip(sums[voice], here).map { $0 - $1 })
        let isHeardElsewhere = own.count < clustering.voices.count { $0 == voice }
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
