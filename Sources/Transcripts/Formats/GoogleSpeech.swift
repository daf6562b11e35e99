/// Google's Speech-to-Text, v1 and v2: `results`, times as `"0.300s"`.
///
/// With speakers told apart, v1 repeats all words in a last result that bears their tags; then only that one
/// counts.
enum GoogleSpeech {
  static func recognises(_ root: JSONNode) -> Bool {
    guard let results = results(root), results.isArray else { return false }
    guard case .array(let values) = results.value else { return false }
    return values.contains { JSONNode($0)["alternatives"] != nil }
      || (values.isEmpty && root["totalBilledTime", "requestId", "metadata"] != nil)
  }

  /// The response itself, or that of a long-running operation.
  private static func results(_ root: JSONNode) -> JSONNode? {
    root["results"] ?? root["response"]?["results"]
  }

  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> RawTranscript {
    var results = try results(root)?.elements() ?? []
    var transcript = RawTranscript(.googleV1)
    let language = results.lazy.compactMap { $0["languageCode", "language_code"]?.name }.first
    transcript.language = languageTag(language)
    if results.contains(where: isV2) { transcript.format = .googleV2 }
    if let last = results.last, results.count > 1, repeatsAll(last, results.dropLast()) {
      transcript.skippedParts += results.count - 1
      results = [last]
    }
    for result in results {
      guard let best = result.firstElement("alternatives") else { continue }
      transcript.segments += try segments(best, of: result, times)
    }
    return transcript
  }

  private static func isV2(_ result: JSONNode) -> Bool {
    if result["resultEndOffset", "result_end_offset"] != nil { return true }
    let word = result.firstElement("alternatives")?["words"]?.first
    return word?["startOffset", "endOffset", "start_offset", "end_offset"] != nil
  }

  /// Whether `last` bears speakers and those before do not; or they do, and it begins with the same word
  /// as they do and has at least as many.
  private static func repeatsAll(_ last: JSONNode, _ others: ArraySlice<JSONNode>) -> Bool {
    guard hasSpeakers(last) else { return false }
    guard others.contains(where: hasSpeakers) else { return true }
    let (own, rest) = (words(last), others.flatMap(words))
    guard let first = own.first, let opening = rest.first else { return false }
    return own.count >= rest.count && withoutSpeaker(first) == withoutSpeaker(opening)
  }

  private static func withoutSpeaker(_ word: JSONValue) -> [JSONMember] {
    guard case .object(let members) = word else { return [] }
    return members.filter { !$0.key.hasPrefix("speaker") && $0.key != "confidence" }
  }

  private static func words(_ result: JSONNode) -> [JSONValue] {
    guard let words = result.firstElement("alternatives")?["words"],
      case .array(let values) = words.value
    else { return [] }
    return values
  }

  private static func hasSpeakers(_ result: JSONNode) -> Bool {
    words(result).contains { speaker(JSONNode($0)) != nil }
  }

  /// A tag of 0 is none.
  private static func speaker(_ word: JSONNode) -> String? {
    let name = word["speakerLabel", "speaker_label", "speakerTag", "speaker_tag"]?.name
    return name == "0" ? nil : name
  }

  private static func segments(
    _ best: JSONNode, of result: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> [RawSegment] {
    let tag = try result["channelTag", "channel_tag"]?.number()
    let channel = tag.flatMap { Int(exactly: $0) }.flatMap { (1...64).contains($0) ? $0 : nil }
    let confidence = try confidence(best)
    guard let words = best["words"], words.first != nil else {
      let end = try time(
        result["resultEndTime", "resultEndOffset", "result_end_time", "result_end_offset"], times)
      return [
        RawSegment(
          at: result.place.text, channel: channel, end: end,
          text: try best["transcript"]?.string(), confidence: confidence)
      ]
    }
    var builder = SegmentBuilder()
    for (index, node) in try words.elements().enumerated() {
      var start = try time(node["startTime", "startOffset", "start_time", "start_offset"], times)
      let end = try time(node["endTime", "endOffset", "end_time", "end_offset"], times)
      // Zero is left out, as the protocol does with default values.
      if index == 0, start == nil, end != nil { start = 0 }
      try times.check(start, end, at: node.place.text)
      let word = RawWord(
        try node.required("word").string(), start, end,
        confidence: try self.confidence(node) ?? confidence)
      builder.add(word, speaker: speaker(node), channel: channel, at: node.place.text)
    }
    return builder.segments
  }

  /// 0 stands for "not set".
  private static func confidence(_ node: JSONNode) throws(TranscriptError) -> Double? {
    try node["confidence"]?.number().nonZero
  }

  /// `"1.300s"`, or an object of seconds and nanoseconds.
  private static func time(
    _ node: JSONNode?, _ times: TimeReader
  ) throws(TranscriptError) -> Int? {
    guard let node else { return nil }
    if node.isObject {
      let seconds = try node["seconds"]?.number() ?? 0
      let nanoseconds = try node["nanos"]?.number() ?? 0
      return try times.time(seconds + nanoseconds / 1e9, .seconds, at: node.place.text)
    }
    guard case .string(let text) = node.value, text.utf8.last == UInt8(ascii: "s"),
      let seconds = decimal(text.dropLast())
    else { throw node.error("expected seconds like \"1.300s\"") }
    return try times.time(seconds, .seconds, at: node.place.text)
  }
}

extension Double {
  fileprivate var nonZero: Double? { self == 0 ? nil : self }
}
