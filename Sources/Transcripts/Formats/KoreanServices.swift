/// NAVER CLOVA Speech, long sentences: `segments` in milliseconds, words as `[start, end, text]`.
///
/// `textEdited`, which a person may have put right, is preferred to `text`; its words stand at the times of
/// those that were heard.
enum ClovaSpeech {
  static func recognises(_ root: JSONNode) -> Bool {
    guard let segments = root["segments"], segments.isArray else { return false }
    guard let segment = segments.first else {
      return root["params"] != nil || root["progress"] != nil || root["speakers"] != nil
    }
    return segment["textEdited"] != nil || segment["diarization"] != nil
      || segment["words"]?.first?.isArray == true
  }

  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> RawTranscript {
    let parameters = root["params"]
    var transcript = RawTranscript(
      .clova, language: parameters?["language", "lang"] ?? root["language"])
    for node in try root.required("segments").elements() {
      let span = try times.span(node, "start", "end", .milliseconds)
      let label = node["speaker"]?["label"] ?? node["diarization"]?["label"]
      var segment = RawSegment(
        at: node.place.text, speaker: label?.name, start: span.start, end: span.end,
        text: try node["textEdited", "text"]?.string(),
        confidence: try node["confidence"]?.number())
      for word in try node["words"]?.elements() ?? [] {
        segment.words.append(try self.word(word, times))
      }
      transcript.segments.append(segment)
    }
    return transcript
  }

  private static func word(
    _ node: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> RawWord {
    let parts = try node.elements()
    guard parts.count >= 3 else { throw node.error("expected start, end and text") }
    let start = try times.time(parts[0], .milliseconds)
    let end = try times.time(parts[1], .milliseconds)
    try times.check(start, end, at: node.place.text)
    return RawWord(try parts[2].string(), start, end)
  }
}

/// RTZR (formerly VITO): `results.utterances`, start and duration in milliseconds.
enum RTZR {
  static func recognises(_ root: JSONNode) -> Bool {
    root["results"]?["utterances"]?.isArray == true
  }

  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(.rtzr)
    for node in try root.required("results").required("utterances").elements() {
      let span = try span(node, times)
      transcript.language = transcript.language ?? languageTag(node["lang"]?.name)
      var segment = RawSegment(
        at: node.place.text, speaker: node["spk"]?.name, start: span.start, end: span.end,
        text: try node.required("msg").string())
      for word in try node["words"]?.elements() ?? [] {
        let span = try self.span(word, times)
        segment.words.append(
          RawWord(
            try word.required("text").string(), span.start, span.end,
            confidence: try word["confidence"]?.number()))
      }
      transcript.segments.append(segment)
    }
    return transcript
  }

  private static func span(
    _ node: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> (start: Int?, end: Int?) {
    guard let start = try times.optionalTime(node["start_at"], .milliseconds) else {
      return (nil, nil)
    }
    guard let length = try times.optionalTime(node["duration"], .milliseconds) else {
      return (start, nil)
    }
    return (start, try times.end(start, length: length, at: node.place.text))
  }
}
