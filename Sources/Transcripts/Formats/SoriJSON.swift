internal import SpeechTimeline

/// sori's own JSON, as `TranscriptWriter` writes it. Nothing in it is put right: it keeps all its rules, or
/// it is an error.
enum SoriJSON {
  static let schema = "sori.transcript"
  static let version = "1.0.0"

  static func recognises(_ root: JSONNode) -> Bool { root["schema"]?.name == schema }

  /// - Throws: `TranscriptError`: also where a word holds white space, or words of a segment run backwards.
  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> Transcript {
    let version = try root.required("schema_version")
    guard version.name?.hasPrefix("1.") == true else {
      throw version.error("expected 1.0.0, or a later version that begins with 1")
    }
    var transcript = Transcript()
    if let node = root["language"] {
      guard let language = languageTag(try node.string()) else {
        throw node.error("expected a language tag like ko or en-US")
      }
      transcript.language = language
    }
    for (number, node) in try root.required("segments").elements().enumerated() {
      let words = try node.required("words").elements()
      guard !words.isEmpty else { throw node.error("a segment without words") }
      var latest = 0
      for word in words {
        let word = try self.word(word, in: node, segment: number, times)
        guard word.span.start >= latest else {
          throw node.error("words that run backwards", .disordered)
        }
        latest = word.span.start
        transcript.words.append(word)
      }
      guard transcript.words.count <= times.limits.words else {
        throw node.error("more than \(times.limits.words) words", .tooLarge)
      }
    }
    return transcript
  }

  private static func word(
    _ node: JSONNode, in segment: JSONNode, segment number: Int, _ times: TimeReader
  ) throws(TranscriptError) -> TranscriptWord {
    let text = try node.required("text").string()
    guard words(in: text) == [text], text.utf8.elementsEqual(words(in: text)[0].utf8) else {
      throw node.error("text is not one word without white space")
    }
    let start = try times.time(try node.required("start_s"), .seconds)
    let end = try times.time(try node.required("end_s"), .seconds)
    try times.check(start, end, at: node.place.text)
    // A word has its segment's speaker and channel unless it has one of its own, which may be null.
    let speaker = node.has("speaker") ? node["speaker"] : segment["speaker"]
    let channel = node.has("channel") ? node["channel"] : segment["channel"]
    return TranscriptWord(
      text, TimeSpan(start, end), segment: number, speaker: try speaker.map(name),
      channel: try channel.map(self.channel), confidence: try node["confidence"].map(confidence),
      isEstimated: try node["estimated"].map(isTrue) ?? false)
  }

  private static func name(_ node: JSONNode) throws(TranscriptError) -> String {
    let text = try node.string()
    guard let name = cleanName(text), name.utf8.elementsEqual(text.utf8) else {
      throw node.error("expected a name of 1 to 200 characters on one line")
    }
    return name
  }

  private static func channel(_ node: JSONNode) throws(TranscriptError) -> Int {
    guard let channel = Int(exactly: try node.number()), (1...64).contains(channel) else {
      throw node.error("expected a channel, 1 to 64")
    }
    return channel
  }

  private static func confidence(_ node: JSONNode) throws(TranscriptError) -> Double {
    let number = try node.number()
    guard (0...1).contains(number) else { throw node.error("expected 0 to 1") }
    return number
  }

  private static func isTrue(_ node: JSONNode) throws(TranscriptError) -> Bool {
    guard case .bool(let value) = node.value else { throw node.unexpected("true or false") }
    return value
  }
}

extension JSONNode {
  /// Whether the key is there, null or not.
  func has(_ key: String) -> Bool {
    guard case .object(let members) = value else { return false }
    return members.contains { $0.key == key }
  }
}
