internal import CallAnalysis
internal import FoundationEssentials
internal import Scoring
internal import Tuning

extension Score {
  /// Measures every recording in `folder` that has labels beside it, and scores what is found.
  func score(
    recordingsIn folder: String, with configuration: AnalysisConfiguration,
    into scores: inout FolderScoring
  ) async throws {
    let suffix = pairing.suffix
    let silentUnlabelled = scoring.unlabelledIsSilent
    var inputs = try PathInputs([folder])
    let analyzer = try CallAnalyzer(
      configuration: configuration, channelsAreNamed: measurement.namesChannels(configuration),
      models: ModelFolder(named: measurement.models))
    let runner = BatchRunner(jobs: ProcessInfo.processInfo.activeProcessorCount)
    let voices = VoicePitch(roles: configuration.channels)
    _ = try await runner.run(
      &inputs,
      analyze: { input -> Measured? in
        guard suffix.isEmpty || input.name.hasSuffix(suffix) else { return nil }
        do throws(LabelError) {
          let recording = try LabelledRecording(
            input, suffix: suffix, unlabelledIsSilent: silentUnlabelled)
          return .success(LabelledCall(recording: recording, call: analyzer.analyze(input)))
        } catch {
          return .failure(error)
        }
      },
      deliver: { measured, _ in
        switch measured {
        case .success(let labelled):
          let (recording, call) = (labelled.recording, labelled.call)
          do throws(LabelError) {
            let pitch = try voicePitchHz(
              of: recording.reference, inRecording: recording.input.file, by: voices)
            recording.score(call, voicePitchHz: pitch, into: &scores)
          } catch {
            scores.fail(error)
          }
        case .failure(let error): scores.fail(error)
        case nil: break
        }
      })
  }

  private typealias Measured = Result<LabelledCall, LabelError>

  private struct LabelledCall: Sendable {
    let recording: LabelledRecording
    let call: AnalyzedCall
  }
}
