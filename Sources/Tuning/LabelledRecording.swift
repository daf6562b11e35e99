public import CallAnalysis
internal import CallMetrics
internal import Reporting
public import Scoring
internal import SpeechTimeline

/// A recording with the labels that it is scored against.
public struct LabelledRecording: Sendable {
  public let input: CallInput
  /// Its name within the folder, less the suffix.
  public let name: String
  public let reference: LabelFile
  /// What its header claims; nil where that cannot be read.
  private let headerSeconds: Double?

  /// Reads the labels beside the recording: `NAME.speech.txt`, `NAME.labels.txt` or `NAME.rttm`.
  ///
  /// - Parameters:
  ///   - suffix: What the recording's name has more than its labels'; `input` must have it.
  ///   - unlabelledIsSilent: Whether without labels nobody speaks.
  /// - Throws: `LabelError`: no labels, or labels that cannot be read.
  public init(
    _ input: CallInput, suffix: String, unlabelledIsSilent: Bool
  ) throws(LabelError) {
    self.input = input
    name = String(input.name.dropLast(suffix.count))
    if let labels = LabelFolder.reference(besideRecording: input.file, suffix: suffix) {
      reference = try LabelFile(
        text: readText(labels.path), path: labels.path, format: labels.format)
    } else if unlabelledIsSilent {
      reference = .silence(name)
    } else {
      throw LabelError(.unscorable, path: input.path, "no labels beside it")
    }
    headerSeconds = RecordingLength.seconds(ofRecording: input.file)
  }

  /// A recording whose labels are at hand.
  init(_ input: CallInput, name: String, reference: LabelFile) {
    self.input = input
    self.name = name
    self.reference = reference
    headerSeconds = RecordingLength.seconds(ofRecording: input.file)
  }

  /// Adds to `scores` what `call`, the analysis of this recording, is worth.
  ///
  /// - Parameter voicePitchHz: median pitch of the reference's speakers, by label; nil scores no voices.
  public func score(
    _ call: AnalyzedCall, voicePitchHz: [String: Double]? = nil, into scores: inout FolderScoring
  ) {
    guard let text = call.rttm, let figures = call.record.figures else {
      return scores.fail(
        LabelError(
          .unscorable, path: input.path, call.record.error?.message ?? "the recording is empty"))
    }
    do {
      scores.score(
        name, hypothesis: try LabelFile(text: text, path: input.path, format: .rttm),
        reference: reference,
        durationSeconds: headerSeconds ?? Double(figures.recording.facts.duration) / 1000,
        figures: comparedFigures(figures), voicePitchHz: voicePitchHz)
    } catch {
      scores.fail(error)
    }
  }
}
