internal import Reporting

/// The transcripts that a table names, in memory: some hundred bytes a call.
///
/// The table is a manifest (`ManifestInputs`) with a column `transcript`. A call is found by its recording, whatever
/// path leads to that file, or by its identifier.
struct TranscriptTable: Sendable {
  /// By the recording's file, whatever path leads to it; nil where two rows name different transcripts for it.
  private var byRecording: [FileIdentity: String?] = [:]
  /// By the call's identifier, likewise.
  private var byCall: [[UInt8]: String?] = [:]

  /// - Throws: `AnalysisError`: `unreadable`; `usage` for a row that makes no sense, or a table in which no row
  ///   names a transcript.
  init(path: String) throws(AnalysisError) {
    // Consent and retention are the manifest's business: nothing is refused here.
    var rows = try ManifestInputs(path: path, asOf: .distantPast) { _ in }
    rows: while true {
      switch try rows.next(waiting: true) {
      case .pending: continue
      case .end: break rows
      case .input(let input): try add(input, path: path)
      }
    }
    guard !byRecording.isEmpty || !byCall.isEmpty else {
      throw AnalysisError(
        .usage, path: path, "no row names a transcript in a column \"transcript\"")
    }
  }

  private mutating func add(_ input: CallInput, path: String) throws(AnalysisError) {
    if let refusal = input.refusal, refusal.status == .failed {
      throw AnalysisError(.usage, path: path, refusal.error.message)
    }
    guard let transcript = input.metadata.transcript else { return }
    if let recording = FileFacts(input.file)?.identity {
      Self.add(transcript, under: recording, to: &byRecording)
    }
    if let identifier = input.metadata.callID {
      Self.add(transcript, under: Array(identifier.utf8), to: &byCall)
    }
  }

  private static func add<Key: Hashable>(
    _ transcript: String, under key: Key, to table: inout [Key: String?]
  ) {
    if let other = table[key] {
      if other.map({ !$0.utf8.elementsEqual(transcript.utf8) }) ?? true { table[key] = .some(nil) }
    } else {
      table[key] = transcript
    }
  }

  /// The transcript of `input`.
  func transcript(of input: CallInput) -> TranscriptShelf.Found {
    let recorded = FileFacts(input.file).flatMap { byRecording[$0.identity] }
    let entry = recorded ?? input.metadata.callID.flatMap { byCall[Array($0.utf8)] }
    guard let entry else { return .missing }
    return entry.map { .file($0) } ?? .ambiguous
  }
}
