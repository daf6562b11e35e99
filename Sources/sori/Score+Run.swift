internal import CallAnalysis
internal import CallMetrics
internal import FoundationEssentials
internal import Reporting
internal import Scoring
internal import SpeechTimeline

extension Score {
  /// Measures every recording in `folder` that has labels beside it, and scores what is found.
  func score(
    recordingsIn folder: String, with configuration: AnalysisConfiguration,
    into scores: inout FolderScoring
  ) async throws {
    let suffix = scoring.suffix
    var inputs = try PathInputs([folder])
    let analyzer = try CallAnalyzer(
      configuration: configuration, channelsAreNamed: measurement.namesChannels(configuration))
    let runner = BatchRunner(jobs: ProcessInfo.processInfo.activeProcessorCount)
    let isAsked: @Sendable (CallInput) -> Bool = { suffix.isEmpty || $0.name.hasSuffix(suffix) }
    _ = try await runner.run(
      &inputs,
      analyze: { input in
        let labels = LabelFolder.reference(besideRecording: input.file, suffix: suffix)
        return isAsked(input) && labels != nil ? analyzer.analyze(input) : nil
      },
      deliver: { call, input in
        guard isAsked(input) else { return }
        do {
          try deliver(call, of: input, into: &scores)
        } catch let error as LabelError {
          scores.fail(error)
        }
      })
  }

  private func deliver(
    _ call: AnalyzedCall?, of input: CallInput, into scores: inout FolderScoring
  ) throws {
    guard let call,
      let labels = LabelFolder.reference(besideRecording: input.file, suffix: scoring.suffix)
    else { throw LabelError(.unscorable, path: input.path, "no labels beside it") }
    guard let text = call.rttm, let figures = call.record.figures else {
      throw LabelError(
        .unscorable, path: input.path, call.record.error?.message ?? "the recording is empty")
    }
    scores.score(
      String(input.name.dropLast(scoring.suffix.count)),
      hypothesis: try LabelFile(text: text, path: input.path, format: .rttm),
      reference: try LabelFile(
        text: readText(labels.path), path: labels.path, format: labels.format),
      duration: figures.recording.facts.duration, figures: comparedFigures(figures))
  }
}
