internal import CallAnalysis
internal import Logging
internal import Reporting

extension BatchStatistics {
  /// The numbers of progress and summary, for programs that read the log.
  var fields: Logger.Metadata {
    var fields: Logger.Metadata = [
      "calls": .stringConvertible(tally.total),
      "calls_kept": .stringConvertible(tally.keptCount),
      "input_bytes": .stringConvertible(tally.inputBytes),
      "audio_seconds": .stringConvertible(Double(tally.audioDuration) / 1000),
      "elapsed_seconds": .stringConvertible(elapsed / .seconds(1)),
      "realtime_ratio": .stringConvertible(realTimeRatio),
    ]
    for status in CallStatus.allCases {
      fields["calls_\(status.rawValue)"] = .stringConvertible(tally.count(of: status))
    }
    if let totals {
      fields["calls_expected"] = .stringConvertible(totals.count)
      fields["input_bytes_expected"] = .stringConvertible(totals.bytes)
    }
    if let timeLeft { fields["remaining_seconds"] = .stringConvertible(timeLeft / .seconds(1)) }
    return fields
  }

  /// The kinds of `status` with their numbers and examples, the same way.
  func kinds(_ status: CallStatus) -> Logger.MetadataValue {
    .array(
      tally.unmeasuredKinds.filter { $0.status == status }.map { kind in
        [
          "code": .string(kind.code), "count": .stringConvertible(kind.count),
          "example": .string(kind.example),
        ]
      })
  }
}
