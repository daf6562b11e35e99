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
    let voices = VoicePitch(roles: configuration.channels)
    let silentUnlabelled = scoring.unlabelledIsSilent
    _ = try await runner.run(
      &inputs,
      analyze: { input in
        let hasLabels = LabelFolder.reference(besideRecording: input.file, suffix: suffix) != nil
        return isAsked(input) && (hasLabels || silentUnlabelled) ? analyzer.analyze(input) : nil
      },
      deliver: { call, input in
        guard isAsked(input) else { return }
        do {
          try deliver(call, of: input, voices: voices, into: &scores)
        } catch let error as LabelError {
          scores.fail(error)
        }
      })
  }

  private func deliver(
    _ call: AnalyzedCall?, of input: CallInput, voices: VoicePitch,
    into scores: inout FolderScoring
  ) throws {
    guard let call else {
      throw LabelError(.unscorable, path: input.path, "no labels beside it")
    }
    guard let text = call.rttm, let figures = call.record.figures else {
      throw LabelError(
        .unscorable, path: input.path, call.record.error?.message ?? "the recording is empty")
    }
    let name = String(input.name.dropLast(scoring.suffix.count))
    let labels = LabelFolder.reference(besideRecording: input.file, suffix: scoring.suffix)
    let reference = try labels.map {
      try LabelFile(text: readText($0.path), path: $0.path, format: $0.format)
    }
    let truth = reference ?? .silence(name)
    scores.score(
      name, hypothesis: try LabelFile(text: text, path: input.path, format: .rttm),
      reference: truth,
      durationSeconds: RecordingLength.seconds(ofRecording: input.file)
        ?? Double(figures.recording.facts.duration) / 1000,
      figures: comparedFigures(figures),
      voicePitchHz: try voicePitchHz(of: truth, inRecording: input.file, by: voices))
  }
}
