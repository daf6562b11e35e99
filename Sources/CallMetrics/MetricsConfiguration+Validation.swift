/// A configuration value out of its range.
public struct MetricsConfigurationError: Error, Hashable, CustomStringConvertible {
  /// Name of the field, as in code and in configuration files.
  public var field: String
  /// What it was.
  public var value: String
  /// What it may be.
  public var expected: String

  /// `metrics.bridgeSeconds: -1.0, expected 0...2`
  public var description: String { "metrics.\(field): \(value), expected \(expected)" }
}

extension MetricsConfiguration {
  /// Returns when every value is in its range.
  ///
  /// - Throws: `MetricsConfigurationError` for the first that is not.
  public func validate() throws {
    try check("bridgeSeconds", bridgeSeconds, in: 0...2)
    try check("dropSeconds", dropSeconds, in: 0...1)
    try check("backchannelSeconds", backchannelSeconds, in: 0...5)
    try check("backchannelToleranceSeconds", backchannelToleranceSeconds, in: 0...1)
    try check("turnJoinSeconds", turnJoinSeconds, in: 0...30)
    try check("transitionSeconds", transitionSeconds, in: 0...5)
    try check("floorTakeOnsetSeconds", floorTakeOnsetSeconds, in: 0...5)
    try check("floorTakeYieldSeconds", floorTakeYieldSeconds, in: 0...10)
    try check("floorTakeHoldSeconds", floorTakeHoldSeconds, in: 0...10)
    try check("overtalkSeconds", overtalkSeconds, in: 0...10)
    try check(ladder: "overlapLadderSeconds", overlapLadderSeconds)
    try check(ladder: "silenceLadderSeconds", silenceLadderSeconds)
    try check("deadAirSeconds", deadAirSeconds, in: 1...600)
    try check("nonTalkSilenceSeconds", nonTalkSilenceSeconds, in: 0...600)
    try check("holdSeconds", holdSeconds, in: 0...600)
    try check("holdBridgeSeconds", holdBridgeSeconds, in: 0...30)
    try check("lowSNRThresholdDB", lowSNRThresholdDB, in: 0...60)
    try check("clippingThreshold", clippingThreshold, in: 0...1)
    try check("wordsOutsideSpeechThreshold", wordsOutsideSpeechThreshold, in: 0...1)
    try check("labelAgreementThreshold", labelAgreementThreshold, in: 0...1)
    try check("transcriptOffsetSeconds", transcriptOffsetSeconds, in: 0...10)
  }

  private func check(_ field: String, _ value: Double, in range: ClosedRange<Double>) throws {
    // NaN is in no range.
    guard range.contains(value) else {
      throw MetricsConfigurationError(
        field: field, value: "\(value)", expected: "\(range.lowerBound)...\(range.upperBound)")
    }
  }

  private func check(ladder field: String, _ thresholds: [Double]) throws {
    let valid = thresholds.filter { (0.001...3600).contains($0) }
    let milliseconds = valid.map(wholeMilliseconds)
    let ascending = zip(milliseconds, milliseconds.dropFirst()).allSatisfy { $0 < $1 }
    guard !thresholds.isEmpty, valid.count == thresholds.count, ascending else {
      throw MetricsConfigurationError(
        field: field, value: "\(thresholds)",
        expected: "ascending values of 0.001...3600, at least one")
    }
  }
}

/// The nearest whole milliseconds of a configured time; ties away from zero.
///
/// - Precondition: finite, and within the ranges that `MetricsConfiguration.validate` holds.
func wholeMilliseconds(_ seconds: Double) -> Int {
  Int((seconds * 1000).rounded())
}
