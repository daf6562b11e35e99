/// Why a transcript cannot be read or written. Says where and what was expected; never what was said.
public struct TranscriptError: Error, Hashable, Sendable {
  /// What kind of trouble.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file cannot be opened or read.
    case unreadable
    /// The bytes are text in no encoding that is known, or broken text.
    case encoding
    /// No format that is known.
    case unknownFormat = "unknown_format"
    /// The format's rules are not kept: syntax, a type, something that must be there.
    case malformed
    /// A time that cannot be: negative, no number, an end before its start, beyond the longest call.
    case impossibleTime = "impossible_time"
    /// Words of one segment or channel that run backwards.
    case disordered
    /// Larger, deeper or longer than the limits allow.
    case tooLarge = "too_large"
    /// A container that is well formed and holds no transcript that could be read.
    case noTranscript = "no_transcript"
    /// Words of more than one recording in one file.
    case severalRecordings = "several_recordings"
  }

  public let code: Code
  /// The file's name, as given; empty where it is not known.
  public internal(set) var path: String
  /// Where in the file: `line 12`, `segments[3].start`; nil where it concerns the whole.
  public let place: String?
  /// What was expected and what was got.
  public let message: String

  public init(_ code: Code, path: String = "", at place: String? = nil, _ message: String) {
    self.code = code
    self.path = path
    self.place = place
    self.message = message
  }
}

extension TranscriptError: CustomStringConvertible {
  /// `call.json: segments[3].start: expected a number, found a string`
  public var description: String {
    [path.isEmpty ? nil : path, place, message].compactMap(\.self).joined(separator: ": ")
  }
}
