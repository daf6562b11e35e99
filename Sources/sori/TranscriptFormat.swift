internal import ArgumentParser
internal import CallAnalysis
internal import SpeechTimeline

/// The forms of transcript that are written.
enum TranscriptFormat: String, ExpressibleByArgument, CaseIterable {
  case json
  case webvtt
  case srt
  case ctm
  case vcon

  var fileExtension: String {
    switch self {
    case .json: "transcript.json"
    case .webvtt: "vtt"
    case .srt, .ctm: rawValue
    case .vcon: "vcon.json"
    }
  }

  /// The transcript as text that ends with a line break.
  ///
  /// - Throws: `AnalysisError` (`usage`) for a form that is not written yet.
  func text(of transcript: Transcript, recording: String) throws(AnalysisError) -> String {
    guard self == .json else {
      throw AnalysisError(.usage, "--format \(rawValue) is not written yet")
    }
    return TranscriptJSON.text(of: transcript)
  }
}

/// sori's own form of transcript: keys in a fixed order; what is not known is left out.
enum TranscriptJSON {
  static func text(of transcript: Transcript) -> String {
    var text = "{\"schema\":\"sori.transcript\",\"schema_version\":\"1.0.0\""
    if let language = transcript.language { text += ",\"language\":\(quoted(language))" }
    text += ",\"segments\":["
    var start = 0
    while start < transcript.words.count {
      let segment = transcript.words[start].segment
      let end = transcript.words[start...].firstIndex { $0.segment != segment }
      let words = transcript.words[start..<(end ?? transcript.words.count)]
      text += start == 0 ? "\n" : ",\n"
      text += self.segment(words)
      start = words.endIndex
    }
    return text + "]}\n"
  }

  private static func segment(_ words: ArraySlice<TranscriptWord>) -> String {
    var text = "{"
    if let speaker = words.first?.speaker { text += "\"speaker\":\(quoted(speaker))," }
    if let channel = words.first?.channel { text += "\"channel\":\(channel)," }
    let spoken = words.map { word in
      var text = "{\"text\":\(quoted(word.text)),\"start_s\":\(Double(word.span.start) / 1000)"
      text += ",\"end_s\":\(Double(word.span.end) / 1000)"
      if let confidence = word.confidence { text += ",\"confidence\":\(confidence)" }
      if word.isEstimated { text += ",\"estimated\":true" }
      return text + "}"
    }
    return text + "\"words\":[\(spoken.joined(separator: ","))]}"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
