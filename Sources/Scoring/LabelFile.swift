/// How labels are written.
public enum LabelFormat: String, Hashable, Sendable, CaseIterable {
  /// NIST's RTTM; `.rttm`.
  case rttm
  /// Start and end on each line; `.speech.txt`, and `.txt` for hypotheses.
  case speech
  /// Audacity's label tracks; `.labels.txt`.
  case audacity

  /// The format that the ending of `path` names; nil for any other.
  public init?(path: String) {
    guard let format = LabelFolder.endings.first(where: { path.hasSuffix($0.ending) })?.format
    else { return nil }
    self = format
  }

  /// Whether the format can say who speaks.
  public var namesSpeakers: Bool { self != .speech }
}

/// One recording's labels as read from a file.
public struct LabelFile: Hashable, Sendable {
  /// The file, for messages.
  public let path: String
  public let format: LabelFormat
  public let labels: SpeakerLabels

  public init(path: String, format: LabelFormat, labels: SpeakerLabels) {
    self.path = path
    self.format = format
    self.labels = labels
  }

  /// Reads the labels in `text`.
  ///
  /// - Throws: `LabelError` (`malformed`, `unscorable`).
  public init(text: String, path: String, format: LabelFormat) throws(LabelError) {
    self.path = path
    self.format = format
    switch format {
    case .rttm: labels = try RTTMLabels.readOne(text, path: path)
    case .speech: labels = SpeakerLabels(speech: try SpeechLabels.read(text, path: path))
    case .audacity: labels = try AudacityLabels.read(text, path: path)
    }
  }

  /// Labels by which nobody speaks in the recording `name`, and no speakers are named.
  public static func silence(_ name: String) -> LabelFile {
    LabelFile(path: name, format: .speech, labels: SpeakerLabels())
  }
}
