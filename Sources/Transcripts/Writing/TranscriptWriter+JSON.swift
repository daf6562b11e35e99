internal import SpeechTimeline

extension TranscriptWriter {
  /// sori's own JSON, without a line break at its end. Keys in a fixed order; what is not known is left out.
  func json(_ transcript: Transcript) -> String {
    var text = "{\"schema\":\"\(SoriJSON.schema)\",\"schema_version\":\"\(SoriJSON.version)\""
    if let language = transcript.language { text += ",\"language\":\(Self.quoted(language))" }
    text += ",\"segments\":["
    var start = 0
    while start < transcript.words.count {
      let segment = transcript.words[start].segment
      let end = transcript.words[start...].firstIndex { $0.segment != segment }
      let words = transcript.words[start..<(end ?? transcript.words.count)]
      text += start == 0 ? "\n" : ",\n"
      text += Self.segment(words)
      start = words.endIndex
    }
    return text + "]}"
  }

  /// The analysis of a vCon that holds this transcript, of its first dialog.
  func vConAnalysis(_ transcript: Transcript) -> String {
    let version = productVersion.map { " \($0)" } ?? ""
    return "{\"type\":\"transcript\",\"dialog\":0,\"vendor\":\"sori\",\"product\":"
      + Self.quoted("sori\(version)")
      + ",\"schema\":\"\(SoriJSON.schema)/\(SoriJSON.version)\",\"mediatype\":\"application/json\""
      + ",\"encoding\":\"json\",\"body\":\(json(transcript))}"
  }

  /// Speaker and channel stand at the segment; at a word where it has another one.
  private static func segment(_ words: ArraySlice<TranscriptWord>) -> String {
    guard let first = words.first else { return "" }
    var text = "{"
    if let speaker = first.speaker { text += "\"speaker\":\(quoted(speaker))," }
    if let channel = first.channel { text += "\"channel\":\(channel)," }
    text += "\"words\":["
    text += words.map { word in
      var text = "{\"text\":\(quoted(word.text)),\"start_s\":\(fixedSeconds(word.span.start))"
      text += ",\"end_s\":\(fixedSeconds(word.span.end))"
      if let confidence = word.confidence { text += ",\"confidence\":\(confidence)" }
      if word.isEstimated { text += ",\"estimated\":true" }
      if word.speaker != first.speaker {
        text += ",\"speaker\":\(word.speaker.map(quoted) ?? "null")"
      }
      if word.channel != first.channel {
        text += ",\"channel\":\(word.channel.map { "\($0)" } ?? "null")"
      }
      return text + "}"
    }.joined(separator: ",")
    return text + "]}"
  }

  /// As a string of JSON. Beyond what must be escaped, so are the two line ends that old JavaScript takes
  /// for one.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0..<0x20, 0x7F, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
