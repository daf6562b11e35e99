/// Why nothing can be tuned.
public struct TuningError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of trouble, and so what the program's exit code is.
  public enum Code: String, Hashable, Sendable {
    /// A field, a value or an option makes no sense.
    case usage
    /// There is nothing to measure on: no folder, no recording, no labels.
    case nothingLabelled
  }

  public let code: Code
  /// The field, folder or option concerned.
  public let subject: String
  /// What was expected and what was got.
  public let message: String

  public init(_ code: Code, _ subject: String, _ message: String) {
    self.code = code
    self.subject = subject
    self.message = message
  }

  /// `calls/2024: no recordings`
  public var description: String { "\(subject): \(message)" }
}
