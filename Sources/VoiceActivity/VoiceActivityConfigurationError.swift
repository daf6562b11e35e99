/// A value of the detector's configuration that lies outside its range.
public struct VoiceActivityConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `detector.speech.coreRangeDB`
  public let field: String
  /// What was given.
  public let value: Double
  /// What is allowed.
  public let range: ClosedRange<Double>

  /// `detector.speech.edgeRangeDB is 99.0, allowed: 10.0 to 60.0`
  public var description: String {
    "\(field) is \(value), allowed: \(range.lowerBound) to \(range.upperBound)"
  }
}

/// Throws unless `value` lies in `range`, to the precision of `Float`: 0.1 given for a `Float` field is a
/// little more than 0.1 by the time it arrives here.
func check(_ value: Double, _ range: ClosedRange<Double>, _ field: String)
  throws(VoiceActivityConfigurationError)
{
  guard (Float(range.lowerBound)...Float(range.upperBound)).contains(Float(value)) else {
    throw VoiceActivityConfigurationError(field: field, value: value, range: range)
  }
}
