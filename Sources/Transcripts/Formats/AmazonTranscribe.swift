/// Amazon Transcribe's JSON: `results.items`, times in seconds as strings.
///
/// Who speaks is in each item; in older files in `speaker_labels`, by time. Files with
/// `channel_labels` have the items of each channel there.
enum AmazonTranscribe {
  static func recognises(_ root: JSONNode) -> Bool {
    guard let results = root["results"], results.isObject else { return false }
    return results["transcripts"] != nil || results["items"] != nil
  }

  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> RawTranscript {
    let results = try root.required("results")
    var transcript = RawTranscript(
      .amazonTranscribe, language: results["language_code"] ?? root["LanguageCode"])
    if let channels = results["channel_labels"]?["channels"] {
      for channel in try channels.elements() {
        let number = try number(ofChannel: channel.required("channel_label"))
        transcript.segments += try segments(
          try channel.required("items").elements(), channel: number, speakers: [:], times)
      }
    } else {
      transcript.segments = try segments(
        try results.required("items").elements(), channel: nil,
        speakers: try speakers(results["speaker_labels"]), times)
    }
    return transcript
  }

  private static func segments(
    _ items: [JSONNode], channel: Int?, speakers: [String: String], _ times: TimeReader
  ) throws(TranscriptError) -> [RawSegment] {
    var builder = SegmentBuilder()
    var lastSpeaker: String?
    for item in items {
      guard let best = item.firstElement("alternatives") else {
        throw item.error("has no \"alternatives\"")
      }
      let text = try best.required("content").string()
      if item["type"]?.name == "punctuation" {
        let mark = RawWord(text, joinsPrevious: true)
        builder.add(mark, speaker: lastSpeaker, channel: channel, at: item.place.text)
        continue
      }
      let span = try times.span(item, "start_time", "end_time", .seconds)
      let start = try item["start_time"]?.number()
      lastSpeaker = item["speaker_label"]?.name ?? start.flatMap { speakers["\($0)"] }
      let word = RawWord(
        text, span.start, span.end, confidence: try best["confidence"]?.number(allowsExponent: true)
      )
      builder.add(word, speaker: lastSpeaker, channel: channel, at: item.place.text)
    }
    return builder.segments
  }

  /// `ch_0` is the first channel.
  private static func number(ofChannel label: JSONNode) throws(TranscriptError) -> Int {
    guard let name = label.name, name.hasPrefix("ch_"), let index = Int(name.dropFirst(3)),
      (0..<64).contains(index)
    else { throw label.error("expected ch_0, ch_1 …") }
    return index + 1
  }

  /// Who speaks the word that begins at a time, by that time as a number's text.
  private static func speakers(_ labels: JSONNode?) throws(TranscriptError) -> [String: String] {
    var speakers: [String: String] = [:]
    for segment in try labels?["segments"]?.elements() ?? [] {
      for item in try segment["items"]?.elements() ?? [] {
        guard let label = (item["speaker_label"] ?? segment["speaker_label"])?.name else {
          continue
        }
        let start = try item.required("start_time").number()
        speakers["\(start)"] = label
      }
    }
    return speakers
  }
}

extension JSONNode {
  /// The first element of the list under `key`; nil where there is none.
  func firstElement(_ key: String) -> JSONNode? { self[key]?.first }
}
