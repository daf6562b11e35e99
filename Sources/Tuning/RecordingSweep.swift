internal import CallAnalysis
internal import Scoring

/// Measures labelled recordings under many configurations, several recordings at once.
struct RecordingSweep {
  private let sets: [LabelledSet]
  private let options: ScoreOptions
  private let figures: [MetricFigure]
  private let runner: BatchRunner
  private let channelsAreNamed: Bool
  private let models: ModelFolder
  private let progress: (Int, Int, Int) -> Void

  init(
    sets: [LabelledSet], plan: TuningPlan, progress: @escaping (Int, Int, Int) -> Void
  ) {
    self.sets = sets
    self.progress = progress
    options = plan.scoring
    figures = plan.shownFigures
    runner = BatchRunner(jobs: plan.jobs)
    channelsAreNamed = plan.channelsAreNamed
    models = plan.models
  }

  /// Every recording, in order of sets, under every configuration, in theirs.
  ///
  /// - Throws: `AnalysisError` where a configuration is invalid.
  func run(
    _ configurations: [AnalysisConfiguration]
  ) async throws -> [[Result<ErrorSums, LabelError>]] {
    let analyzer = try SweepAnalyzer(
      configurations, channelsAreNamed: channelsAreNamed, models: models)
    let recordings = sets.flatMap(\.recordings)
    let byPath = Dictionary(
      recordings.map { ($0.input.path, $0) }, uniquingKeysWith: { first, _ in first })
    let (options, figures) = (options, figures)
    var inputs = ListedInputs(recordings.map(\.input))
    var results: [[Result<ErrorSums, LabelError>]] = []
    _ = try await runner.run(
      &inputs,
      analyze: { input in
        guard let recording = byPath[input.path] else {
          preconditionFailure("\(input.path) is not among the labelled recordings")
        }
        return analyzer.analyze(input).map {
          Self.score($0, of: recording, options: options, figures: figures)
        }
      },
      deliver: { scores, _ in
        results.append(scores)
        progress(results.count, recordings.count, configurations.count)
      })
    return results
  }

  private static func score(
    _ call: AnalyzedCall, of recording: LabelledRecording, options: ScoreOptions,
    figures: [MetricFigure]
  ) -> Result<ErrorSums, LabelError> {
    var scores = FolderScoring(options: options)
    recording.score(call, into: &scores)
    if let failure = scores.failures.first { return .failure(failure) }
    return .success(ErrorSums(scores.report.total, figures: figures))
  }
}
