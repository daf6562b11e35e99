/// What kept a recording from being read, with the file, what was expected and what was found.
public struct AudioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure. Raw values are stable: they are written into records.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// No file of that name.
    case notFound = "not_found"
    /// The file exists and may not be read.
    case permissionDenied = "permission_denied"
    /// A directory, FIFO, socket or device.
    case notARegularFile = "not_a_regular_file"
    /// The file holds no byte.
    case emptyFile = "empty_file"
    /// The operating system failed while opening or reading.
    case unreadable
    /// Size or time stamp of the file changed while it was read.
    case changedWhileReading = "changed_while_reading"
    /// The time allowed for this recording was over.
    case timedOut = "timed_out"
    /// Not a sound file that is known here.
    case notAudio = "not_audio"
    /// The file ends inside its header.
    case truncatedHeader = "truncated_header"
    /// The header contradicts itself.
    case malformedHeader = "malformed_header"
    /// A known or unknown codec that cannot be decoded here; the detail names it.
    case unsupportedCodec = "unsupported_codec"
    /// A rate outside 6–96 kHz.
    case unsupportedSampleRate = "unsupported_sample_rate"
    /// A channel count outside 1–8.
    case unsupportedChannelCount = "unsupported_channel_count"
    /// The header was sound, the samples were not.
    case decodeFailed = "decode_failed"
    /// The resampling library refused.
    case resamplerFailed = "resampler_failed"
  }

  /// The kind of failure.
  public let code: Code
  /// The file as it was named by the caller; nil where no file is concerned.
  public let path: String?
  /// What was expected and what was found, without the path.
  public let detail: String

  public init(_ code: Code, path: String? = nil, _ detail: String) {
    self.code = code
    self.path = path
    self.detail = detail
  }

  /// `call.wav: data chunk claims 960000 bytes, file holds 412345`
  public var description: String {
    guard let path else { return detail }
    return "\(path): \(detail)"
  }
}
