/// Why speech cannot be recognised.
public struct RecognitionError: Error, Hashable, Sendable {
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// A setting makes no sense.
    case invalidConfiguration = "invalid_configuration"
    /// The library that runs models is not there, or another one than expected.
    case runtimeUnusable = "runtime_unusable"
    /// The model is not there, or not one that the library reads.
    case modelUnusable = "model_unusable"
    /// The model does not know the language.
    case languageUnknown = "language_unknown"
    /// The library failed on some speech.
    case recognitionFailed = "recognition_failed"
    /// The plug-in cannot be started, ended, took too long, or answered what is no answer.
    case pluginFailed = "plugin_failed"
  }

  public let code: Code
  /// The file concerned, or nil where none is.
  public let path: String?
  /// What was expected and what was got; never anything that was said.
  public let message: String

  public init(_ code: Code, path: String? = nil, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }
}

extension RecognitionError: CustomStringConvertible {
  /// `libtranscribe.so: version 0.5.1, expected 0.4`
  public var description: String { path.map { "\($0): \(message)" } ?? message }
}
