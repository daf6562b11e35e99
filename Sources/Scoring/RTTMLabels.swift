internal import SpeechTimeline

/// RTTM as NIST defines it: who speaks when.
///
///     SPEAKER call-17 1 12.340 0.850 <NA> <NA> agent <NA> <NA>
///     type    file    c start  length          name
public enum RTTMLabels {
  /// Types of line that NIST's format knows beside SPEAKER; they say nothing of who speaks when.
  private static let otherTypes: Set<String> = [
    "SPKR-INFO", "SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH",
    "FILLER", "EDIT", "IP", "SU", "CB", "A/P",
  ]

  /// What the RTTM in `text` says of each recording in it, by file name.
  ///
  /// Comments begin with `;;` or `#`. Lines of other types than SPEAKER are passed over.
  ///
  /// - Throws: `LabelError` (`malformed`): a type that NIST does not know, too few fields, a time that
  ///   is not a number of 0 and more.
  public static func read(
    _ text: String, path: String
  ) throws(LabelError) -> [String: SpeakerLabels] {
    var recordings: [String: [(label: String, span: TimeSpan)]] = [:]
    for line in labelLines(text, path: path, comments: [";;", "#"]) {
      let type = line.fields[0]
      guard type == "SPEAKER" else {
        if otherTypes.contains(String(type)) { continue }
        throw line.error("type is \"\(type)\", expected SPEAKER")
      }
      // Nine fields in the older definition, ten since a lookahead time was added.
      guard (8...10).contains(line.fields.count) else {
        throw line.error("\(line.fields.count) fields, expected 9 or 10")
      }
      let start = try line.milliseconds(3, "start")
      let end = try line.end(start: line.fields[3], length: line.fields[4])
      recordings[String(line.fields[1]), default: []].append(
        (String(line.fields[7]), TimeSpan(start, end)))
    }
    return recordings.mapValues { SpeakerLabels($0) }
  }

  /// What the RTTM of one recording says, whatever it calls the recording; nobody for an empty text.
  ///
  /// - Throws: `LabelError`: as `read`, and `unscorable` where there is more than one recording.
  public static func readOne(_ text: String, path: String) throws(LabelError) -> SpeakerLabels {
    let recordings = try read(text, path: path)
    guard recordings.count <= 1 else {
      let names = recordings.keys.sorted().prefix(3).joined(separator: ", ")
      throw LabelError(
        .unscorable, path: path,
        "\(recordings.count) recordings in one file (\(names) …), expected one")
    }
    return recordings.values.first ?? SpeakerLabels()
  }

  /// The labels as RTTM, one line a span in order of time. White space in names becomes `_`.
  public static func write(_ labels: SpeakerLabels, fileID: String) -> String {
    func field(_ name: String) -> String {
      name.isEmpty ? "_" : String(name.map { $0.isWhitespace ? "_" : $0 })
    }
    return labels.spans.map { label, span in
      "SPEAKER \(field(fileID)) 1 \(fixedSeconds(span.start)) \(fixedSeconds(span.duration))"
        + " <NA> <NA> \(field(label)) <NA> <NA>\n"
    }.joined()
  }
}

extension LabelLine {
  /// Start and length rounded *together*: two spans that meet in the file meet here.
  func end(start: Substring, length: Substring) throws(LabelError) -> Int {
    _ = try milliseconds(start, "start")
    _ = try milliseconds(length, "duration")
    guard let first = Double(start), let long = Double(length) else { return 0 }
    return Int(((first + long) * 1000).rounded())
  }
}
