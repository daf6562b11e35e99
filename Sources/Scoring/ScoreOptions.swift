public import CallMetrics
internal import SpeechTimeline

/// How hypotheses are held against references.
public struct ScoreOptions: Hashable, Sendable {
  /// Time left out on *each* side of every reference boundary, seconds; 0–5. 0 scores everything.
  /// (NIST's scorer means the same by "collar"; others mean both sides together.)
  public var collarPerSideSeconds = 0.0
  /// Gaps no longer than this are filled in the speech of both sides before detection is scored,
  /// seconds; 0–10. 0 fills nothing. Speakers and figures are scored unbridged.
  public var bridgeSeconds = 0.0
  /// Whether time with two and more speakers in the reference is scored for speakers.
  public var scoresOverlap = true
  /// Whether detection is counted in frames of 10 ms, edges rounded to the nearest, instead of exactly.
  public var byFrame = false
  /// Whether the report tells voices apart by their pitch.
  public var byPitch = false
  /// Thresholds of the figures whose errors are measured.
  public var metrics = MetricsConfiguration()

  public init() {}

  /// - Throws: `ScoreOptionsError` or `MetricsConfigurationError` naming the first field out of range.
  public func validate() throws {
    try check("collarPerSideSeconds", collarPerSideSeconds, in: 0...5)
    try check("bridgeSeconds", bridgeSeconds, in: 0...10)
    try metrics.validate()
  }

  private func check(_ field: String, _ value: Double, in range: ClosedRange<Double>) throws {
    // NaN is in no range.
    guard range.contains(value) else {
      throw ScoreOptionsError(
        field: field, value: "\(value)", expected: "\(range.lowerBound)...\(range.upperBound)")
    }
  }

  /// `collarPerSideSeconds` in whole milliseconds.
  var collarPerSide: Int { Int((collarPerSideSeconds * 1000).rounded()) }
  /// `bridgeSeconds` in whole milliseconds.
  var bridge: Int { Int((bridgeSeconds * 1000).rounded()) }
}

/// An option out of its range.
public struct ScoreOptionsError: Error, Hashable, CustomStringConvertible {
  /// Name of the field.
  public let field: String
  /// What it was.
  public let value: String
  /// What it may be.
  public let expected: String

  /// `bridgeSeconds: -1.0, expected 0.0...10.0`
  public var description: String { "\(field): \(value), expected \(expected)" }
}

extension Timeline {
  /// `collar` milliseconds on each side of every edge.
  ///
  ///     self     [=======)
  ///     result [===)   [===)
  func collars(_ collar: Int) -> Timeline {
    guard collar > 0 else { return Timeline() }
    return Timeline(
      spans.flatMap { span in
        [span.start, span.end].map { TimeSpan($0 - collar, $0 + collar) }
      })
  }
}
