/// Why a file of rules or an analyzer cannot be used.
public struct TextError: Error, Hashable, Sendable {
  /// What kind of trouble.
  public enum Code: String, Hashable, Sendable {
    /// The file cannot be read, or is larger than such a file may be.
    case unreadable
    /// The file is no YAML, or does not say what rules say.
    case malformed
    /// A setting lies outside its range.
    case outOfRange
    /// No morpheme analyzer of that kind is installed.
    case analyzerUnavailable
  }

  public let code: Code
  /// The file or folder, as given; nil where the trouble is in no file.
  public let path: String?
  /// Counted from 1; nil where no line is to blame.
  public let line: Int?
  /// What was expected and what was got.
  public let message: String

  public init(_ code: Code, path: String? = nil, line: Int? = nil, _ message: String) {
    self.code = code
    self.path = path
    self.line = line
    self.message = message
  }
}

extension TextError: CustomStringConvertible {
  /// `text-rules.yaml:12: keywords[2] has no field "word", expected any_of, all_of or sequence`
  public var description: String {
    guard let path else { return message }
    return "\(path)\(line.map { ":\($0)" } ?? ""): \(message)"
  }
}
