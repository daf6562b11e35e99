/// How words are held against speech. Times in seconds, as people write them.
public struct AttributionConfiguration: Hashable, Sendable, Codable {
  /// How far outside of speech a word may stand and still belong to it; 0–2 s. 0.2 s: recognisers put words
  /// up to that far from where they are heard, and detected edges are good to 0.02 s.
  public var toleranceSeconds = 0.2
  /// How far from its speaker's next word speech may be and still count as put into words; 0–10 s. 0.5 s:
  /// longer than hesitations that transcripts leave out.
  public var wordlessSeconds = 0.5

  public init() {}

  /// - Throws: `AttributionConfigurationError` naming the first field out of range.
  public func validate() throws(AttributionConfigurationError) {
    try Self.check("toleranceSeconds", toleranceSeconds, 0...2)
    try Self.check("wordlessSeconds", wordlessSeconds, 0...10)
  }

  private static func check(
    _ field: String, _ value: Double, _ range: ClosedRange<Double>
  ) throws(AttributionConfigurationError) {
    guard range.contains(value) else {
      throw AttributionConfigurationError(field: field, value: value, range: range)
    }
  }
}

/// A setting out of its range.
public struct AttributionConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  public let field: String
  public let value: Double
  public let range: ClosedRange<Double>

  /// `transcripts.toleranceSeconds is 3.0, expected 0.0 to 2.0`
  public var description: String {
    "transcripts.\(field) is \(value), expected \(range.lowerBound) to \(range.upperBound)"
  }
}
