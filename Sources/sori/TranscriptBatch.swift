internal import CallAnalysis
internal import SpeechTimeline
internal import Transcripts

/// Calls transcribed side by side and written in the order of the inputs.
struct TranscriptBatch {
  let transcriber: CallTranscriber
  private var destination: TranscriptDestination
  private let format: TranscriptWriter.Format
  private let writer: TranscriptWriter
  let jobs: Int
  private(set) var doneCount = 0
  private(set) var failedCount = 0
  /// Of those done: calls whose speakers were not told apart.
  private(set) var untoldCount = 0

  init(
    transcriber: CallTranscriber, destination: TranscriptDestination,
    format: TranscriptWriter.Format,
    jobs: Int
  ) {
    self.transcriber = transcriber
    self.destination = destination
    self.format = format
    var writer = TranscriptWriter()
    writer.productVersion = soriVersion
    self.writer = writer
    self.jobs = jobs
  }

  private typealias Result = Swift.Result<CallTranscriber.Transcribed, AnalysisError>

  /// - Throws: `AnalysisError` where the inputs cannot be listed or a transcript not be written.
  mutating func run(_ source: PathInputs) async throws {
    var source = source
    let transcriber = transcriber
    try await withThrowingTaskGroup(of: (Int, CallInput, Result).self) { group in
      var next = 0
      var written = 0
      // What is done before its turn.
      var waiting: [Int: (CallInput, Result)] = [:]
      while let input = try nextInput(of: &source) {
        // Those that wait hold their words: no more of them than there are jobs.
        while next - written >= jobs, let done = try await group.next() {
          waiting[done.0] = (done.1, done.2)
          try write(&waiting, &written)
        }
        let number = next
        group.addTask {
          (number, input, Result { () throws(AnalysisError) in try transcriber.transcribe(input) })
        }
        next += 1
      }
      while let done = try await group.next() {
        waiting[done.0] = (done.1, done.2)
        try write(&waiting, &written)
      }
    }
  }

  private func nextInput(of source: inout PathInputs) throws(AnalysisError) -> CallInput? {
    while !Interruption.isRequested {
      switch try source.next(waiting: true) {
      case .input(let input): return input
      case .pending: continue
      case .end: return nil
      }
    }
    return nil
  }

  private mutating func write(
    _ waiting: inout [Int: (CallInput, Result)], _ written: inout Int
  ) throws(AnalysisError) {
    while let (input, result) = waiting.removeValue(forKey: written) {
      written += 1
      switch result {
      case .failure(let error):
        failedCount += 1
        report(error.description)
      case .success(let call):
        let text = writer.write(call.transcript, as: format, recording: input.name)
        do {
          try destination.write(text, of: input)
        } catch  where error.code == .usage {
          failedCount += 1
          report(error.description)
          continue
        }
        doneCount += 1
        let isUntold = call.conversation.segmentation == .single
        if isUntold, !call.transcript.words.isEmpty { untoldCount += 1 }
      }
    }
  }
}
