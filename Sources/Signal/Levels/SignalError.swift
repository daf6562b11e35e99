/// What a signal library refused.
public struct SignalError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    /// libebur128 cannot measure at this sampling rate, or memory is exhausted.
    case loudnessSetUp
    /// libebur128 refused samples.
    case loudnessSamples
    /// libebur128 gave no integrated loudness.
    case loudnessResult
  }

  public let code: Code
  /// Sampling rate the library was asked for, Hz.
  public let sampleRateHz: Int
  /// The library's own error number; nil where it gives none.
  public let libraryCode: Int?

  public var description: String {
    let number = libraryCode.map { " (libebur128 error \($0))" } ?? ""
    return switch code {
    case .loudnessSetUp: "loudness cannot be measured at \(sampleRateHz) Hz\(number)"
    case .loudnessSamples: "loudness: samples refused at \(sampleRateHz) Hz\(number)"
    case .loudnessResult: "loudness: no result at \(sampleRateHz) Hz\(number)"
    }
  }
}
