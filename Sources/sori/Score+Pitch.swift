internal import CallAnalysis
internal import Scoring
internal import SpeechTimeline

extension Score {
  /// Median pitch of the speakers of `reference` that have one, by label, from the recording beside it;
  /// nil unless asked for.
  ///
  /// - Parameter base: The recording's path without suffix and extension.
  /// - Throws: `LabelError` (`unreadable`).
  func voicePitchHz(
    of reference: LabelFile, named base: String, by voices: VoicePitch
  ) throws(LabelError) -> [String: Double]? {
    guard scoring.byPitch else { return nil }
    guard
      let path = RecordingLength.recording(named: base + pairing.suffix)
        ?? RecordingLength.recording(named: base)
    else {
      throw LabelError(.unreadable, path: reference.path, "no recording beside it, for its pitch")
    }
    return try voicePitchHz(of: reference, inRecording: path, by: voices)
  }

  /// The same from the recording at `path`.
  func voicePitchHz(
    of reference: LabelFile, inRecording path: String, by voices: VoicePitch
  ) throws(LabelError) -> [String: Double]? {
    guard scoring.byPitch else { return nil }
    let conversation = Conversation(reference.labels, duration: reference.labels.end)
    do {
      let medians = try voices.medians(of: conversation, inRecording: path)
      let known = zip(conversation.speakers, medians).compactMap { speaker, median in
        median.map { (speaker.label, $0) }
      }
      return Dictionary(known) { first, _ in first }
    } catch {
      throw LabelError(.unreadable, path: path, error.message)
    }
  }
}
