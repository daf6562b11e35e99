internal import Scoring

/// What is got wrong in one recording, or in several added up: what objectives are computed from.
struct ErrorSums: Sendable {
  /// Sizes of the errors of one figure.
  struct Figure: Sendable {
    /// In the figure's unit.
    var sum = 0.0
    /// Calls that have it on both sides.
    var calls = 0
    /// Calls that have it on one side alone.
    var oneSided = 0

    /// Nil without calls.
    var mean: Double? { calls > 0 ? sum / Double(calls) : nil }
  }

  /// Without boundaries: lists of them would be kept for every configuration.
  var detection = DetectionScore()
  /// Nil where no reference names speakers.
  var diarization: DiarizationScore?
  /// By path.
  var figures: [String: Figure] = [:]
  var recordings = 0

  init() {}

  /// Those of `score`, with the errors of `figures`.
  init(_ score: Score, figures: [MetricFigure]) {
    detection = score.detection
    detection.boundaries = BoundaryOffsets()
    diarization = score.diarization
    recordings = score.recordings
    for figure in figures {
      var errors = Figure()
      for error in score.metrics[figure.path] {
        errors.sum += abs(error.error)
        errors.calls += 1
      }
      errors.oneSided = score.metrics.unmatched[figure.path]?.count ?? 0
      if errors.calls + errors.oneSided > 0 { self.figures[figure.path] = errors }
    }
  }

  mutating func add(_ other: ErrorSums) {
    detection.add(other.detection)
    if let added = other.diarization {
      diarization = diarization ?? DiarizationScore()
      diarization?.add(added)
    }
    figures.merge(other.figures) { one, two in
      Figure(
        sum: one.sum + two.sum, calls: one.calls + two.calls,
        oneSided: one.oneSided + two.oneSided)
    }
    recordings += other.recordings
  }
}
