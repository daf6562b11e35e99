/// Why a model cannot be used.
public struct ModelError: Error, Hashable, Sendable {
  /// The kind of failure.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file cannot be opened or read, or is no regular file.
    case unreadable
    /// The file or its header is larger than any model's.
    case tooLarge
    /// The file does not follow the safetensors format.
    case malformed
    /// The file holds no tensor, or no entry of metadata, of that name.
    case missing
    /// A tensor has another shape or number type than its use asks for, or holds NaN or infinity.
    case unsuitableTensor
    /// The described network cannot be built.
    case unsuitableArchitecture
    /// The file is not the one that the manifest of its folder tells of.
    case notAsInstalled
  }

  public let code: Code
  /// The model's file, as given.
  public let path: String
  /// What was expected and what was got.
  public let message: String

  public init(_ code: Code, path: String, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }
}

extension ModelError: CustomStringConvertible {
  /// `detector.safetensors: tensor "fine.weight" is 48 × 30 × 3, expected 48 × 30 × 4`
  public var description: String { "\(path): \(message)" }
}
