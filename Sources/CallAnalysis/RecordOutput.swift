public import Reporting

/// Where a batch's records and RTTM files go.
public struct RecordOutput {
  private let lines: LineWriter
  private let rttm: RTTMFolder?
  private let includesEvents: Bool
  /// What was written so far.
  public private(set) var tally = BatchTally()

  public init(lines: LineWriter, rttm: RTTMFolder? = nil, includesEvents: Bool = false) {
    self.lines = lines
    self.rttm = rttm
    self.includesEvents = includesEvents
  }

  /// Writes a call's RTTM, then its line; returns the record as written. A record in the output means
  /// that its RTTM is there; where that cannot be written, the call failed.
  ///
  /// - Throws: `AnalysisError` (`unwritable`) where the line cannot be written.
  @discardableResult
  public mutating func write(
    _ call: AnalyzedCall, of input: CallInput
  ) throws(AnalysisError) -> CallRecord {
    var call = call
    if let rttm, let text = call.rttm {
      do {
        try rttm.write(text, for: input)
      } catch {
        call.record.status = .failed
        call.record.error = RecordError(code: "rttm_unwritable", message: error.description)
        call.record.figures = nil
      }
    }
    try lines.write(call.record.jsonLine(includingEvents: includesEvents) + "\n")
    tally.add(call)
    return call.record
  }
}
