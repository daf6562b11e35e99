public import SpeechTimeline

/// Who spoke when in one recording, as a label file says: the value that is scored.
///
///     agent     [=====)      [===)
///     customer      [====)
///
/// Labels are in order of name; speech of one label is a set of milliseconds, so that touching spans
/// are one and time labelled twice counts once.
public struct SpeakerLabels: Hashable, Sendable {
  /// Names, ascending, each once, none without speech.
  public let labels: [String]
  /// Speech of each label, parallel to `labels`.
  public let speech: [Timeline]

  /// The union of the spans of each label; empty spans vanish.
  public init(_ spans: [(label: String, span: TimeSpan)] = []) {
    let byLabel = Dictionary(grouping: spans.filter { !$0.span.isEmpty }, by: \.label)
    labels = byLabel.keys.sorted()
    speech = labels.map { label in Timeline((byLabel[label] ?? []).map(\.span)) }
  }

  /// The speech of nobody in particular, as `start end` files have it.
  public init(speech spans: Timeline) {
    self.init(spans.spans.map { (Self.speechLabel, $0) })
  }

  /// The label of speech whose speaker is not told.
  public static let speechLabel = "speech"

  /// Whether nobody speaks.
  public var isEmpty: Bool { labels.isEmpty }

  /// Whether speakers are told apart, or may be: false for the one label `speech`.
  public var namesSpeakers: Bool { labels != [Self.speechLabel] }

  /// The speech of anyone.
  public var anyone: Timeline {
    Timeline(speech.flatMap(\.spans))
  }

  /// The end of the last speech, milliseconds; 0 without any.
  public var end: Int { speech.compactMap(\.extent?.end).max() ?? 0 }

  /// The speech of one label, empty for a label that is not there.
  public subscript(_ label: String) -> Timeline {
    labels.firstIndex(of: label).map { speech[$0] } ?? Timeline()
  }

  /// All spans in order of time, then of labels.
  public var spans: [(label: String, span: TimeSpan)] {
    zip(labels, speech).flatMap { label, timeline in timeline.spans.map { (label, $0) } }
      .sorted { ($0.span, $0.label) < ($1.span, $1.label) }
  }

  /// The labels with other names; those that are not keys of `names` keep theirs.
  public func renamed(_ names: [String: String]) -> SpeakerLabels {
    SpeakerLabels(spans.map { (names[$0.label] ?? $0.label, $0.span) })
  }

  /// The labels moved by `milliseconds`.
  public func shifted(by milliseconds: Int) -> SpeakerLabels {
    SpeakerLabels(spans.map { ($0.label, $0.span.shifted(by: milliseconds)) })
  }
}
