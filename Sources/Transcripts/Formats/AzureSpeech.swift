/// Azure Speech: batch transcription (`recognizedPhrases`, ticks of 100 ns) and fast transcription
/// (`phrases`, milliseconds). Channels count from 0 there, from 1 here.
///
/// The display form counts, with its punctuation and digits, at the times of the words as they were heard.
enum AzureSpeech {
  static func recognises(_ root: JSONNode) -> Bool {
    root["recognizedPhrases"]?.isArray == true || root["phrases"]?.isArray == true
  }

  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> RawTranscript {
    if let phrases = root["recognizedPhrases"] { return try readBatch(phrases, times) }
    return try readFast(try root.required("phrases"), times)
  }

  private static func readBatch(
    _ phrases: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(.azureBatch)
    for phrase in try phrases.elements() {
      transcript.language = transcript.language ?? languageTag(phrase["locale"]?.name)
      guard phrase["recognitionStatus"]?.name ?? "Success" == "Success",
        let best = phrase.firstElement("nBest")
      else {
        transcript.skippedParts += 1
        continue
      }
      var segment = try segment(phrase, text: best["display", "itn", "lexical"], times)
      segment.confidence = try best["confidence"]?.number()
      if let words = best["displayWords"], words.first != nil {
        segment.words = try self.words(try words.elements(), "displayText", times)
      } else if let words = best["words"] {
        segment.words = try self.words(try words.elements(), "word", times)
      }
      transcript.segments.append(segment)
    }
    return transcript
  }

  private static func readFast(
    _ phrases: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(.azureFast)
    for phrase in try phrases.elements() {
      transcript.language = transcript.language ?? languageTag(phrase["locale"]?.name)
      var segment = try segment(phrase, text: phrase["text"], times)
      segment.confidence = try phrase["confidence"]?.number()
      if let words = phrase["words"] {
        segment.words = try self.words(try words.elements(), "text", times)
      }
      transcript.segments.append(segment)
    }
    return transcript
  }

  private static func segment(
    _ phrase: JSONNode, text: JSONNode?, _ times: TimeReader
  ) throws(TranscriptError) -> RawSegment {
    let span = try span(phrase, times)
    var channel: Int?
    if let node = phrase["channel"] {
      guard let index = Int(exactly: try node.number()), (0..<64).contains(index) else {
        throw node.error("expected a channel, 0 or more")
      }
      channel = index + 1
    }
    return RawSegment(
      at: phrase.place.text, speaker: phrase["speaker"]?.name, channel: channel,
      start: span.start, end: span.end, text: try text?.string())
  }

  private static func words(
    _ nodes: [JSONNode], _ key: String, _ times: TimeReader
  ) throws(TranscriptError) -> [RawWord] {
    var words: [RawWord] = []
    words.reserveCapacity(nodes.count)
    for node in nodes {
      let span = try span(node, times)
      words.append(
        RawWord(
          try node.required(key).string(), span.start, span.end,
          confidence: try node["confidence"]?.number()))
    }
    return words
  }

  /// Offset and duration, in the finest unit that is there: ticks, milliseconds, ISO 8601.
  private static func span(
    _ node: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> (start: Int?, end: Int?) {
    guard let start = try time(node, "offset", times) else { return (nil, nil) }
    guard let length = try time(node, "duration", times) else { return (start, nil) }
    return (start, try times.end(start, length: length, at: node.place.text))
  }

  private static func time(
    _ node: JSONNode, _ key: String, _ times: TimeReader
  ) throws(TranscriptError) -> Int? {
    if let ticks = node["\(key)InTicks"] { return try times.time(ticks, .ticks) }
    if let milliseconds = node["\(key)Milliseconds"] {
      return try times.time(milliseconds, .milliseconds)
    }
    guard let text = node[key] else { return nil }
    guard let seconds = isoSeconds(try text.string()) else {
      throw text.error("expected a duration like \"PT1.52S\"")
    }
    return try times.time(seconds, .seconds, at: text.place.text)
  }

  /// Seconds of `PT1H2M3.4S`.
  private static func isoSeconds(_ text: String) -> Double? {
    guard text.hasPrefix("PT") else { return nil }
    var seconds = 0.0
    var digits = ""
    for character in text.dropFirst(2) {
      guard let factor = ["H": 3600.0, "M": 60, "S": 1][character] else {
        digits.append(character)
        continue
      }
      guard let number = decimal(digits) else { return nil }
      seconds += number * factor
      digits = ""
    }
    return digits.isEmpty ? seconds : nil
  }
}
