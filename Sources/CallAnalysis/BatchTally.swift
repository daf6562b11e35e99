public import Reporting

/// What a batch came to so far.
public struct BatchTally: Hashable, Sendable {
  private var counts: [CallStatus: Int] = [:]
  /// Milliseconds of audio read.
  public private(set) var audioDuration = 0

  public init() {}

  /// Inputs delivered.
  public var total: Int { counts.values.reduce(0, +) }

  /// Inputs that ended with `status`.
  public func count(of status: CallStatus) -> Int { counts[status] ?? 0 }

  /// Takes one call in.
  public mutating func add(_ call: AnalyzedCall) {
    counts[call.record.status, default: 0] += 1
    audioDuration += call.audioDuration
  }
}
