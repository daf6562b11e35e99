/// What the header of a recording claimed, held against what the file holds.
public enum HeaderStatus: String, Hashable, Sendable, CaseIterable {
  /// Claim and file agree.
  case ok
  /// The header claims no samples and samples follow (a recorder killed before it wrote the size);
  /// measured to the end of the file.
  case repaired
  /// The header claims more than the file holds; what there is was measured.
  case truncated
  /// The header says that it does not know (streamed, 0xFFFFFFFF); measured to the end of the file.
  case sizeUnknown = "size_unknown"
}

/// What is known of a recording before its samples are decoded.
public struct RecordingFormat: Hashable, Sendable {
  /// Hz, 6000–96000.
  public let sampleRateHz: Int
  /// 1–8.
  public let channelCount: Int
  /// How samples are stored.
  public let codec: AudioCodec
  /// Frames (one sample per channel) that the header claims; nil where it claims none.
  public let declaredFrames: Int?
  /// Header against file, as far as it is known before decoding; `RecordingSummary` has the last
  /// word (a FLAC file shows that it was cut only when its frames run out).
  public let headerStatus: HeaderStatus
  /// `wav`, `rifx`, `rf64`, `bw64`, `w64`, `flac`, `ogg`, `au`, `aiff`, `mp3`, `caf` …
  public let container: String
}

/// What is known of a recording after its samples were decoded.
public struct RecordingSummary: Hashable, Sendable {
  /// Frames decoded, whatever the header claimed.
  public let frameCount: Int
  /// Size of the whole file.
  public let sizeBytes: Int
  /// SHA-256 of the whole file as it is on disk, 64 lower-case hexadecimal digits.
  public let sha256: String
  /// Samples that were NaN or infinite and were replaced by 0.
  public let nonFiniteSampleCount: Int
  /// Finite samples outside [-1, 1] that were replaced by the nearer bound.
  public let overRangeSampleCount: Int
  /// Header against file.
  public let headerStatus: HeaderStatus
  /// Frames that the header claims; nil where it claims none.
  public let declaredFrames: Int?
  /// Frames that the header claims and the file does not hold; 0 unless truncated. Estimated from
  /// the byte rate where the header counts no frames (MP3 in WAV).
  public let missingFrames: Int
}
