internal import AudioIO
internal import CallMetrics
internal import Recognition
internal import SpeechTimeline

/// The words of one call as speech-to-text hears them.
struct RecognisedCall {
  /// What the record says of it.
  var origin: TranscriptOrigin
  /// Nil where recognition failed; `origin.failure` says how.
  var transcript: Transcript?

  /// - Throws: `AudioError` (`timedOut`).
  init(
    _ input: CallInput, _ conversation: Conversation, sharedChannels: [Int],
    by recognisers: RecogniserPool, until deadline: ReadingDeadline?
  ) throws(AudioError) {
    origin = TranscriptOrigin(.recognition)
    origin.recognizer = recognisers.name
    do {
      let words = try recognisers.withEngine { engine in
        var pass = TranscriptionPass(engine: engine, configuration: recognisers.configuration)
        pass.deadline = deadline
        return try pass.transcribe(
          conversation: conversation, path: input.file, sharedChannels: sharedChannels)
      }
      origin.language = words.language
      transcript = words
    } catch let error as AudioError {
      if error.code == .timedOut { throw error }
      origin.failure = "recognition_\(error.code.rawValue)"
    } catch let error as RecognitionError {
      origin.failure = error.code.rawValue
    } catch {
      origin.failure = "recognition_failed"
    }
  }
}
