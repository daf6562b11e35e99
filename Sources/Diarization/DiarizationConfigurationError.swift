/// A value of the diarization's configuration that lies outside its range.
public struct DiarizationConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `diarization.count.leastGain`
  public let field: String
  /// What was given.
  public let value: Double
  /// What is allowed.
  public let range: ClosedRange<Double>

  /// `diarization.count.leastGain is 2.0, allowed: 0.0 to 0.1`
  public var description: String {
    "\(field) is \(value), allowed: \(range.lowerBound) to \(range.upperBound)"
  }
}

/// Throws unless `value` lies in `range`, to the precision of `Float`: 0.1 given for a `Float` field is a
/// little more than 0.1 by the time it arrives here.
func check(_ value: Double, _ range: ClosedRange<Double>, _ field: String)
  throws(DiarizationConfigurationError)
{
  guard (Float(range.lowerBound)...Float(range.upperBound)).contains(Float(value)) else {
    throw DiarizationConfigurationError(field: field, value: value, range: range)
  }
}
