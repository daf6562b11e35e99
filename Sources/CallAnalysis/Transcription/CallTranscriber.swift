internal import Recognition
internal import Reporting
public import SpeechTimeline

/// Transcribes single calls: finds who speaks when, as `CallAnalyzer` does, and has it recognised.
public struct CallTranscriber: Sendable {
  private let analyzer: CallAnalyzer
  private let recognisers: RecogniserPool

  public init(analyzer: CallAnalyzer, recognisers: RecogniserPool) {
    self.analyzer = analyzer
    self.recognisers = recognisers
  }

  /// A call and its words.
  public struct Transcribed: Hashable, Sendable {
    public let transcript: Transcript
    public let conversation: Conversation
  }

  /// What is said in a call.
  ///
  /// - Throws: `AnalysisError` (`unreadable`), where the recording cannot be measured or read again, or the
  ///   recogniser failed on it.
  public func transcribe(_ input: CallInput) throws(AnalysisError) -> Transcribed {
    let heard: (conversation: Conversation, sharedChannels: [Int])
    switch analyzer.conversation(of: input) {
    case .success(let found): heard = found
    case .failure(let error): throw error
    }
    do {
      let configuration = recognisers.configuration
      let transcript = try recognisers.withEngine { engine in
        try TranscriptionPass(engine: engine, configuration: configuration).transcribe(
          conversation: heard.conversation, path: input.file, sharedChannels: heard.sharedChannels)
      }
      return Transcribed(transcript: transcript, conversation: heard.conversation)
    } catch let error as RecognitionError {
      throw AnalysisError(.unreadable, path: input.path, "not transcribed: \(error)")
    } catch {
      throw AnalysisError(.unreadable, path: input.path, "not transcribed: \(error)")
    }
  }
}

extension CallAnalyzer {
  /// Who speaks when in a call, and on which channels those who have none to themselves; nothing is measured
  /// of it.
  func conversation(
    of input: CallInput
  ) -> Result<(conversation: Conversation, sharedChannels: [Int]), AnalysisError> {
    switch measure(input) {
    case .measured(let recording):
      let roles = input.metadata.roles
      return .success((conversation(of: recording, roles: roles), recording.undividedChannels))
    case .refused(let refusal):
      return .failure(AnalysisError(.unreadable, path: input.path, refusal.error.message))
    }
  }
}
