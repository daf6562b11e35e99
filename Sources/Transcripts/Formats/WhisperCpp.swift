/// whisper.cpp's JSON: `transcription` with `offsets` in milliseconds, `tokens` in its full form.
///
/// Tokens are pieces of words, and cut characters in two; so the segment's text counts, at the times of the
/// tokens. A token that begins with a space begins a word.
enum WhisperCpp {
  static func recognises(_ root: JSONNode) -> Bool { root["transcription"]?.isArray == true }

  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> RawTranscript {
    let language = root["result"]?["language"] ?? root["params"]?["language"]
    var transcript = RawTranscript(.whisperCpp, language: language)
    for node in try root.required("transcription").elements() {
      guard let offsets = node["offsets"] else { throw node.error("has no \"offsets\"") }
      let span = try times.span(offsets, "from", "to", .milliseconds)
      let speaker = node["speaker"]?.name
      var segment = RawSegment(
        at: node.place.text, speaker: speaker == "?" ? nil : speaker, start: span.start,
        end: span.end, text: try node.required("text").string())
      if let tokens = node["tokens"] {
        segment.words = try words(try tokens.elements(), times)
      }
      transcript.segments.append(segment)
    }
    return transcript
  }

  private static func words(
    _ tokens: [JSONNode], _ times: TimeReader
  ) throws(TranscriptError) -> [RawWord] {
    var words: [RawWord] = []
    var probabilities: [Double] = []
    for token in tokens {
      let text = try token.required("text").string()
      // [_BEG_], [_TT_50] and their like are marks, not words.
      if text.hasPrefix("[_") { continue }
      var span: (start: Int?, end: Int?) = (nil, nil)
      if let offsets = token["offsets"] {
        span = try times.span(offsets, "from", "to", .milliseconds)
      }
      let probability = try token["p"]?.number()
      let isPiece = !words.isEmpty && text.utf8.first != 0x20
      // A word is as sure as its pieces on average.
      probabilities = (isPiece ? probabilities : []) + [probability].compactMap(\.self)
      let mean = probabilities.reduce(0, +) / Double(max(1, probabilities.count))
      let confidence = probabilities.isEmpty ? nil : mean
      if isPiece, var word = words.popLast() {
        word.text += text
        word.end = max(word.end ?? 0, span.end ?? 0)
        word.confidence = confidence
        words.append(word)
      } else {
        words.append(RawWord(text, span.start, span.end, confidence: confidence))
      }
    }
    return words
  }
}
