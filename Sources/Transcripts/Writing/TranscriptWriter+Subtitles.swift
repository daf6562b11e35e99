internal import SpeechTimeline

extension TranscriptWriter {
  /// WebVTT: the speaker as voice. Channels and confidences are lost; without time stamps, words' times.
  func webVTT(_ transcript: Transcript) -> String {
    var text = "WEBVTT\n"
    if let language = transcript.language { text += "Language: \(language)\n" }
    for cue in Cue.cues(transcript, cues) {
      text += "\n\(Self.time(cue.span.start, "."))"
      text += " --> \(Self.time(cue.span.end, "."))\n"
      if let speaker = cue.speaker { text += "<v \(Self.escaped(speaker))>" }
      text += lines(of: cue, escaping: Self.escaped).joined(separator: "\n") + "\n"
    }
    return text
  }

  /// SubRip: the speaker as `name: `. SubRip knows no escapes: an arrow within a word becomes one character.
  func subRip(_ transcript: Transcript) -> String {
    var text = ""
    for (index, cue) in Cue.cues(transcript, cues, namesTakeRoom: true).enumerated() {
      text += index == 0 ? "" : "\n"
      text +=
        "\(index + 1)\n\(Self.time(cue.span.start, ",")) --> \(Self.time(cue.span.end, ","))\n"
      if let speaker = cue.speaker { text += "\(Self.withoutArrows(speaker)): " }
      let lines = cue.lines.map { line in
        line.map { Self.withoutArrows($0.text) }.joined(separator: " ")
      }
      text += lines.joined(separator: "\n") + "\n"
    }
    return text
  }

  /// Lines of a cue. A time stamp stands in front of each word that begins after the one before it, and
  /// within the cue: WebVTT allows no others.
  private func lines(of cue: Cue, escaping: (String) -> String) -> [String] {
    var latest = cue.span.start
    return cue.lines.map { line in
      let texts = line.map { word in
        let start = word.span.start
        guard wordTimes, start > latest, start < cue.span.end else { return escaping(word.text) }
        latest = start
        return "<\(Self.time(start, "."))>" + escaping(word.text)
      }
      return texts.joined(separator: " ")
    }
  }

  /// `01:02:03.450`
  private static func time(_ milliseconds: Int, _ mark: String) -> String {
    func digits(_ number: Int, _ count: Int) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
    let seconds = milliseconds / 1000
    return digits(seconds / 3600, 2) + ":" + digits(seconds / 60 % 60, 2) + ":"
      + digits(seconds % 60, 2) + mark + digits(milliseconds % 1000, 3)
  }

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "&<>".utf8.contains($0) }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func withoutArrows(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let arrow = rest.firstIndex(ofBytes: "-->") {
      result += rest[..<arrow] + "→"
      rest = Substring(rest[arrow...].utf8.dropFirst(3))
    }
    return result + rest
  }
}
