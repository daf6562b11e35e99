/// Why a batch could not start or go on. A call that cannot be measured is never one of these: it is
/// a record.
public struct AnalysisError: Error, Hashable, Sendable {
  /// What kind of trouble, and so what the program's exit code is.
  public enum Code: String, Hashable, Sendable {
    /// An argument, a configuration or a manifest says something that makes no sense.
    case usage
    /// The list of inputs, the configuration or the key cannot be read.
    case unreadable
    /// Records cannot be written.
    case unwritable
  }

  public let code: Code
  /// The file concerned, as given, or nil where none is.
  public let path: String?
  /// What was expected and what was got.
  public let message: String

  public init(_ code: Code, path: String? = nil, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }
}

extension AnalysisError: CustomStringConvertible {
  /// `calls.csv: no column "path" among 2: expected a table with a header, CSV or JSON Lines`
  public var description: String {
    path.map { "\($0): \(message)" } ?? message
  }
}
