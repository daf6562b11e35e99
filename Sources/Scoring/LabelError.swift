/// Why a label file, or a pair of them, cannot be scored.
public struct LabelError: Error, Hashable, Sendable {
  /// What kind of trouble.
  public enum Code: String, Hashable, Sendable {
    /// The file or folder cannot be read.
    case unreadable
    /// A line does not follow the format.
    case malformed
    /// The file holds more than one recording, or more labels than can be scored.
    case unscorable
  }

  public let code: Code
  /// The file, as given.
  public let path: String
  /// Counted from 1; nil where no line is to blame.
  public let line: Int?
  /// What was expected and what was got.
  public let message: String

  public init(_ code: Code, path: String, line: Int? = nil, _ message: String) {
    self.code = code
    self.path = path
    self.line = line
    self.message = message
  }
}

extension LabelError: CustomStringConvertible {
  /// `call.rttm:12: duration is "-1.0", expected seconds of 0 and more`
  public var description: String {
    "\(path)\(line.map { ":\($0)" } ?? ""): \(message)"
  }
}
