internal import Reporting

/// The transcripts that a table names, in memory: some hundred bytes a call.
///
/// The table is a manifest (`ManifestInputs`) with a column `transcript`. A call is found by its recording, named
/// as in the table or as the file that is meant there, or by its identifier.
struct TranscriptTable: Sendable {
  /// By path of the recording; nil where two rows name different transcripts for it.
  private var byRecording: [[UInt8]: String?] = [:]
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
    guard !byRecording.isEmpty else {
      throw AnalysisError(
        .usage, path: path, "no row names a transcript in a column \"transcript\"")
    }
  }

  private mutating func add(_ input: CallInput, path: String) throws(AnalysisError) {
    if let refusal = input.refusal, refusal.status == .failed {
      throw AnalysisError(.usage, path: path, refusal.error.message)
    }
    guard let transcript = input.metadata.transcript else { return }
    Self.add(transcript, under: input.path, to: &byRecording)
    if input.file != input.path { Self.add(transcript, under: input.file, to: &byRecording) }
    if let identifier = input.metadata.callID {
      Self.add(transcript, under: identifier, to: &byCall)
    }
  }

  private static func add(
    _ transcript: String, under name: String, to table: inout [[UInt8]: String?]
  ) {
    let key = Array(name.utf8)
    if let other = table[key] {
      if other.map({ !$0.utf8.elementsEqual(transcript.utf8) }) ?? true { table[key] = .some(nil) }
    } else {
      table[key] = transcript
    }
  }

  /// The transcript of `input`.
  func transcript(of input: CallInput) -> TranscriptShelf.Found {
    let names = [input.path, input.file].compactMap { byRecording[Array($0.utf8)] }
    let entry = names.first ?? input.metadata.callID.flatMap { byCall[Array($0.utf8)] }
    guard let entry else { return .missing }
    return entry.map { .file($0) } ?? .ambiguous
  }
}
