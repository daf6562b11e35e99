public import Reporting

/// Where a batch's records and RTTM files go.
public struct RecordOutput {
  /// What takes lines.
  public enum Lines {
    /// A pipe or a device: each line is seen at once.
    case stream(LineWriter)
    /// A file that can be gone on with.
    case file(BatchOutput)
  }

  private let lines: Lines
  private let rttm: RTTMFolder?
  private let includesEvents: Bool
  /// What was written so far.
  public private(set) var tally = BatchTally()

  public init(lines: Lines, rttm: RTTMFolder? = nil, includesEvents: Bool = false) {
    self.lines = lines
    self.rttm = rttm
    self.includesEvents = includesEvents
  }

  /// Writes a call's RTTM, then its line; returns what the record says but for its figures. A record in the
  /// output means that its RTTM is there; where that cannot be written, the call failed.
  ///
  /// - Throws: `AnalysisError` (`unwritable`) where the line cannot be written.
  @discardableResult
  public mutating func write(
    _ call: FinishedCall, of input: CallInput
  ) throws(AnalysisError) -> CallRecord {
    guard let failure = rttmFailure(call, of: input) else {
      try write(call.line)
      tally.add(call.tally)
      return call.envelope
    }
    var failed = AnalyzedCall(
      record: call.envelope, audioDuration: call.tally.audioDuration)
    failed.record.status = .failed
    failed.record.error = failure
    try write(FinishedCall.line(failed.record, includingEvents: includesEvents))
    tally.add(failed)
    return failed.record
  }

  /// Lets a record of an earlier run stand.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  public mutating func write(_ kept: KeptRecord) throws(AnalysisError) {
    if case .file(let output) = lines { try output.append(kept) }
    tally.add(kept)
  }

  /// - Throws: `AnalysisError` (`unwritable`).
  public func finish(_ ending: BatchRunner.Ending) throws(AnalysisError) {
    if case .file(let output) = lines { try output.finish(ending) }
  }

  /// Secures what was written, where that is a second ago.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  public func secureIfDue() throws(AnalysisError) {
    if case .file(let output) = lines { try output.secureIfDue() }
  }

  /// Whether the output still holds what this run would replace: it came to no end that replaces it.
  public var isOutdated: Bool {
    if case .file(let output) = lines { output.isOutdated } else { false }
  }

  private func rttmFailure(_ call: FinishedCall, of input: CallInput) -> RecordError? {
    guard let rttm, let text = call.rttm else { return nil }
    do throws(AnalysisError) {
      try rttm.write(text, for: input)
      return nil
    } catch {
      return RecordError(code: "rttm_unwritable", message: error.description)
    }
  }

  private func write(_ line: [UInt8]) throws(AnalysisError) {
    switch lines {
    case .stream(let writer): try writer.write(line)
    case .file(let output): try output.append(line)
    }
  }
}
