public import SpeechTimeline

/// Files of speech spans: a start and an end in seconds on each line.
///
///     0.403 1.204
///     1.440 2.470
public enum SpeechLabels {
  /// The speech that `text` names, in any order. Commas count as white space; what follows the two
  /// times is passed over; comments begin with `#` or `;`.
  ///
  /// - Throws: `LabelError` (`malformed`).
  public static func read(_ text: String, path: String) throws(LabelError) -> Timeline {
    var spans: [TimeSpan] = []
    for line in labelLines(text, path: path, comments: ["#", ";"]) {
      let fields = line.text.split { $0.isWhitespace || $0 == "," }
      guard fields.count >= 2 else { throw line.error("expected a start and an end in seconds") }
      spans.append(try line.span(from: fields[0], to: fields[1]))
    }
    return Timeline(spans)
  }

  /// One line a span, in order of time.
  public static func write(_ speech: Timeline) -> String {
    speech.spans.map { "\(fixedSeconds($0.start)) \(fixedSeconds($0.end))\n" }.joined()
  }
}

/// Label tracks as Audacity exports them: start, end and label, separated by tabs.
///
///     0.403<tab>1.204<tab>agent
///     \<tab>300.0<tab>3400.0
public enum AudacityLabels {
  /// The spans that `text` names. Point labels (start and end alike) hold no time and vanish, lines of
  /// frequencies (they begin with a backslash) are passed over, an empty label is `speech`.
  ///
  /// - Throws: `LabelError` (`malformed`).
  public static func read(_ text: String, path: String) throws(LabelError) -> SpeakerLabels {
    var spans: [(label: String, span: TimeSpan)] = []
    for line in labelLines(text, path: path, comments: ["\\"]) {
      let fields = line.text.split(
        separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count >= 2 else {
        throw line.error("expected start, end and label, separated by tabs")
      }
      let label = fields.count > 2 ? trimmed(fields[2]) : ""
      spans.append(
        (
          label.isEmpty ? SpeakerLabels.speechLabel : label,
          try line.span(from: trimmed(fields[0])[...], to: trimmed(fields[1])[...])
        ))
    }
    return SpeakerLabels(spans)
  }

  /// One line a span, in order of time; tabs and line ends in labels become spaces.
  public static func write(_ labels: SpeakerLabels) -> String {
    labels.spans.map { label, span in
      let name = String(label.map { $0 == "\t" || $0.isNewline ? " " : $0 })
      return "\(fixedSeconds(span.start))\t\(fixedSeconds(span.end))\t\(name)\n"
    }.joined()
  }

  private static func trimmed(_ field: Substring) -> String {
    // By scalars: a space and a combining mark behind it are one Character, and the mark is no space.
    var scalars = field.unicodeScalars.drop { $0.properties.isWhitespace }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(scalars)
  }
}

/// Unpartitioned evaluation maps: which parts of each recording are scored.
///
///     call-17 1 0.000 150.000
public enum EvaluationMap {
  /// The scored time of each recording that `text` names. Comments begin with `;;` or `#`.
  ///
  /// - Throws: `LabelError` (`malformed`).
  public static func read(_ text: String, path: String) throws(LabelError) -> [String: Timeline] {
    var maps: [String: [TimeSpan]] = [:]
    for line in labelLines(text, path: path, comments: [";;", "#"]) {
      guard line.fields.count == 4 else {
        throw line.error("\(line.fields.count) fields, expected file, channel, start and end")
      }
      maps[String(line.fields[0]), default: []].append(
        try line.span(from: line.fields[2], to: line.fields[3]))
    }
    return maps.mapValues { Timeline($0) }
  }

  /// One line a span, recordings in order of name.
  public static func write(_ maps: [String: Timeline]) -> String {
    maps.sorted { $0.key < $1.key }.map { name, scored in
      scored.spans.map { "\(name) 1 \(fixedSeconds($0.start)) \(fixedSeconds($0.end))\n" }.joined()
    }.joined()
  }
}
