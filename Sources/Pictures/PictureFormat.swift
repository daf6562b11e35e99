/// How a picture is stored.
public enum PictureFormat: String, Hashable, Sendable, CaseIterable {
  case png
  case svg

  /// The format that the ending of `path` names, whatever its case; nil for any other.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }
}

/// A picture that cannot be drawn.
public struct PictureError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: String, Hashable, Sendable {
    /// Larger than the format allows.
    case tooLarge
    /// The drawing library failed: memory, above all.
    case drawingFailed
  }

  public let code: Code
  /// What was asked for, and what the limit is.
  public let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// `the picture is 1400 × 40000 pixels, at most 32767 can be drawn`
  public var description: String { message }
}
