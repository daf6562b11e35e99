public import Reporting

/// What the analysis of one input gives.
public struct AnalyzedCall: Sendable {
  /// What the line of JSON says.
  public var record: CallRecord
  /// Talkspurts as RTTM, one line each with its end; nil where nothing was measured.
  public var rttm: String?
  /// Milliseconds of audio read, for progress.
  public var audioDuration: Int
  /// What measuring took, for statistics; nil where it was not tried. Never in a record: records are the
  /// same on every run.
  public var processingTime: Duration?

  public init(record: CallRecord, rttm: String? = nil, audioDuration: Int = 0) {
    self.record = record
    self.rttm = rttm
    self.audioDuration = audioDuration
  }
}
