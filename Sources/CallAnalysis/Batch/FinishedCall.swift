internal import Reporting

/// A call measured and already written out: the little that waits for delivery.
public struct FinishedCall: Sendable {
  /// What is said of the call but for its figures.
  var envelope: CallRecord
  /// The record, with its line feed.
  let line: [UInt8]
  let rttm: String?
  /// What the call adds to the batch's.
  let tally: BatchTally

  /// - Parameter includingEvents: whether the line bears events.
  public init(_ call: AnalyzedCall, includingEvents: Bool) {
    line = Self.line(call.record, includingEvents: includingEvents)
    rttm = call.rttm
    var tally = BatchTally()
    tally.add(call)
    self.tally = tally
    envelope = call.record
    envelope.figures = nil
  }

  /// What it holds while it waits, in bytes.
  public var heldBytes: Int { line.count + (rttm?.utf8.count ?? 0) }

  static func line(_ record: CallRecord, includingEvents: Bool) -> [UInt8] {
    Array((record.jsonLine(includingEvents: includingEvents) + "\n").utf8)
  }
}
