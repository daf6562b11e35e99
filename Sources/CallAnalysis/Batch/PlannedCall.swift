internal import AudioIO
internal import Reporting

/// What a batch would do with one input.
public struct PlannedCall: Hashable, Sendable {
  /// As the record would show it.
  public let path: String
  /// Why it would not be measured; nil where it would be.
  public let refusal: Refusal?
  /// Bytes of its file; 0 where it would not be measured.
  public let sizeBytes: Int
  /// Milliseconds of audio that the header claims; nil where it does not say, or nothing was read.
  public let audioDuration: Int?
  /// Channels; nil where nothing was read.
  public let channelCount: Int?

  init(path: String, refusal: Refusal) {
    self.path = path
    self.refusal = refusal
    sizeBytes = 0
    audioDuration = nil
    channelCount = nil
  }

  init(path: String, sizeBytes: Int, format: RecordingFormat) {
    self.path = path
    refusal = nil
    self.sizeBytes = sizeBytes
    audioDuration = format.declaredFrames.flatMap { frames in
      Int(exactly: (Double(frames) / Double(format.sampleRateHz) * 1000).rounded())
    }
    channelCount = format.channelCount
  }

  /// One line of JSON without its end:
  /// `{"path":"a.wav","action":"measure","reason":null,"message":null,"size_bytes":640044,`
  /// `"duration_s":40,"channel_count":2}`
  ///
  /// `action` is `measure`, `skip` or `fail`; `reason` and `message` are what the record's `error` would be.
  public var jsonLine: String {
    func integer(_ value: Int?) -> JSONValue { value.map(JSONValue.integer) ?? .null }
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    let action =
      switch refusal?.status {
      case nil: "measure"
      case .skipped: "skip"
      default: "fail"
      }
    return JSONLineWriter.line(
      .object([
        .init(key: "path", value: .string(path)),
        .init(key: "action", value: .string(action)),
        .init(key: "reason", value: text(refusal?.error.code)),
        .init(key: "message", value: text(refusal?.error.message)),
        .init(key: "size_bytes", value: integer(refusal == nil ? sizeBytes : nil)),
        .init(key: "duration_s", value: audioDuration.map(JSONValue.milliseconds) ?? .null),
        .init(key: "channel_count", value: integer(channelCount)),
      ]))
  }
}
