internal import Reporting
public import SpeechTimeline

/// What was masked in a recording: kinds and times, no value, no text, no name of a file.
///
/// It is written beside the masked files as `NAME.redaction.json` and read back, so that masked time is left
/// out of silence figures, and so that the same times can be masked again in another copy.
public struct RedactionMap: Hashable, Sendable {
  /// One stretch that was masked.
  public struct Stretch: Hashable, Sendable {
    /// With the margin, and as far as it was moved to the edge of speech.
    public var span: TimeSpan
    /// Channels, counted from 1; nil for all.
    public var channels: [Int]?
    /// What was said in it; each once, in the order of `PersonalDataType`.
    public var types: [PersonalDataType]

    public init(span: TimeSpan, channels: [Int]? = nil, types: [PersonalDataType]) {
      self.span = span
      self.channels = channels
      self.types = types
    }
  }

  /// What a file is, whatever it is called.
  public struct Content: Hashable, Sendable {
    public var sizeBytes: Int
    /// 64 lower-case hexadecimal digits.
    public var sha256: String

    public init(sizeBytes: Int, sha256: String) {
      self.sizeBytes = sizeBytes
      self.sha256 = sha256
    }
  }

  /// Of the recording that was masked.
  public var input: Content
  /// Of the masked copy; nil where no audio was written.
  public var output: Content?
  /// `silence` or `tone`; nil where no audio was written.
  public var sound: String?
  /// Whether a masked transcript was written.
  public var textApplied: Bool
  /// In order of time, none touching another of the same channels.
  public var stretches: [Stretch]

  public init(
    input: Content, output: Content? = nil, sound: String? = nil, textApplied: Bool = false,
    stretches: [Stretch] = []
  ) {
    self.input = input
    self.output = output
    self.sound = sound
    self.textApplied = textApplied
    self.stretches = stretches
  }

  /// The form of the file; a reader refuses others.
  public static let version = 1

  /// What was masked, on whatever channel: for `Conversation.masked`.
  public var masked: Timeline { Timeline(stretches.map(\.span)) }

  /// Milliseconds of audio that were masked; 0 where no audio was written.
  public var audioMasked: Int { output == nil ? 0 : masked.duration }

  /// The file's text: one line of JSON, and a line feed.
  public var json: String {
    func content(_ content: Content?) -> JSONValue {
      guard let content else { return .null }
      return .object([
        .init(key: "size_bytes", value: .integer(content.sizeBytes)),
        .init(key: "sha256", value: .string(content.sha256)),
      ])
    }
    let stretches = self.stretches.map { stretch in
      JSONValue.object([
        .init(key: "start_s", value: .milliseconds(stretch.span.start)),
        .init(key: "end_s", value: .milliseconds(stretch.span.end)),
        .init(
          key: "channels", value: stretch.channels.map { .array($0.map { .integer($0) }) } ?? .null
        ),
        .init(key: "types", value: .array(stretch.types.map { .string($0.rawValue) })),
      ])
    }
    return JSONLineWriter.line(
      .object([
        .init(key: "schema", value: .string("sori.redaction")),
        .init(key: "version", value: .integer(Self.version)),
        .init(key: "tool_version", value: .string(soriVersion)),
        .init(key: "input", value: content(input)),
        .init(key: "output", value: content(output)),
        .init(key: "sound", value: sound.map { .string($0) } ?? .null),
        .init(key: "text_applied", value: .boolean(textApplied)),
        .init(key: "audio_masked_s", value: .milliseconds(audioMasked)),
        .init(key: "stretches", value: .array(stretches)),
      ])) + "\n"
  }
}
