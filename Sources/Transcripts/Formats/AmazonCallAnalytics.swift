/// Amazon's analyses of calls: Transcribe Call Analytics and Contact Lens (`Transcript`, milliseconds).
///
/// Who speaks is `ParticipantRole` (`AGENT`, `CUSTOMER`), else the role that `Participants` gives the
/// `ParticipantId`, else that id. Contact Lens gives no words: they share their segment.
enum AmazonCallAnalytics {
  static func recognises(_ root: JSONNode) -> Bool {
    guard let list = root["Transcript"], list.isArray else { return false }
    return root["Participants"] != nil || list.first?["BeginOffsetMillis"] != nil
  }

  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(.amazonCallAnalytics, language: root["LanguageCode"])
    var roles: [String: String] = [:]
    for participant in try root["Participants"]?.elements() ?? [] {
      if let id = participant["ParticipantId"]?.name,
        let role = participant["ParticipantRole"]?.name
      {
        roles[id] = role
      }
    }
    for node in try root.required("Transcript").elements() {
      let span = try times.span(node, "BeginOffsetMillis", "EndOffsetMillis", .milliseconds)
      let id = node["ParticipantId"]?.name
      var segment = RawSegment(
        at: node.place.text,
        speaker: node["ParticipantRole"]?.name ?? id.flatMap { roles[$0] } ?? id,
        start: span.start, end: span.end)
      if let items = node["Items"] {
        segment.words = try words(try items.elements(), times)
      }
      if segment.words.isEmpty { segment.text = try node.required("Content").string() }
      transcript.segments.append(segment)
    }
    return transcript
  }

  private static func words(
    _ items: [JSONNode], _ times: TimeReader
  ) throws(TranscriptError) -> [RawWord] {
    var words: [RawWord] = []
    words.reserveCapacity(items.count)
    for item in items {
      let text = try item.required("Content").string()
      if item["Type"]?.name == "punctuation" {
        words.append(RawWord(text, joinsPrevious: true))
        continue
      }
      let span = try times.span(item, "BeginOffsetMillis", "EndOffsetMillis", .milliseconds)
      words.append(
        RawWord(
          text, span.start, span.end,
          confidence: try item["Confidence"]?.number(allowsExponent: true)))
    }
    return words
  }
}

/// What Amazon's sample solution Post Call Analytics makes of the two: `SpeechSegments`, seconds. Its words
/// have a start and no length.
enum AmazonPostCallAnalytics {
  static func recognises(_ root: JSONNode) -> Bool { root["SpeechSegments"]?.isArray == true }

  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> RawTranscript {
    let analytics = root["ConversationAnalytics"]
    var transcript = RawTranscript(
      .amazonPostCallAnalytics, language: analytics?["LanguageCode"])
    var names: [String: String] = [:]
    for label in try analytics?["SpeakerLabels"]?.elements() ?? [] {
      if let speaker = label["Speaker"]?.name { names[speaker] = label["DisplayText"]?.name }
    }
    for node in try root.required("SpeechSegments").elements() {
      let span = try times.span(node, "SegmentStartTime", "SegmentEndTime", .seconds)
      let speaker = node["SegmentSpeaker"]?.name
      var segment = RawSegment(
        at: node.place.text, speaker: speaker.flatMap { names[$0] } ?? speaker, start: span.start,
        end: span.end)
      segment.words = try words(node["WordConfidence"], times)
      if segment.words.isEmpty {
        segment.text = try node["OriginalText", "DisplayText"]?.string()
      }
      transcript.segments.append(segment)
    }
    return transcript
  }

  /// A word that begins without a space is a piece of the one before.
  private static func words(
    _ list: JSONNode?, _ times: TimeReader
  ) throws(TranscriptError) -> [RawWord] {
    var words: [RawWord] = []
    for node in try list?.elements() ?? [] {
      let span = try times.span(node, "StartTime", "EndTime", .seconds)
      let text = try node.required("Text").string()
      words.append(
        RawWord(
          text, span.start, span.end,
          confidence: try node["Confidence"]?.number(allowsExponent: true),
          joinsPrevious: !words.isEmpty && text.utf8.first != 0x20))
    }
    return words
  }
}
