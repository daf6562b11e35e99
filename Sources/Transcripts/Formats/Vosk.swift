/// Vosk's results: `result` with words, `conf`, seconds; one value, or one after the other as its
/// examples print them. Partial results are passed over.
enum Vosk {
  static func recognises(_ root: JSONNode) -> Bool {
    guard root.isObject else { return false }
    if let words = root["result", "words"], words.isArray {
      return words.first.map { $0["conf"] != nil } ?? (root["text"] != nil)
    }
    if root["partial"] != nil { return true }
    if let best = root.firstElement("alternatives") {
      return root["results"] == nil && (best["result"] != nil || best["text"] != nil)
    }
    // A final result without a word.
    return root["text"]?.value == .string("")
  }

  static func read(
    _ roots: [JSONNode], _ times: TimeReader
  ) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(.vosk)
    for (index, root) in roots.enumerated() {
      let place = roots.count > 1 ? "result \(index + 1)" : "result"
      let best = root.firstElement("alternatives") ?? root
      guard let words = best["result", "words"] else {
        let text = try best["text"]?.string() ?? ""
        guard root["partial"] != nil || text.isEmpty else {
          throw TranscriptError(.malformed, at: place, "text without times of words")
        }
        transcript.skippedParts += 1
        continue
      }
      var segment = RawSegment(at: place)
      for node in try words.elements() {
        let span = try times.span(node, "start", "end", .seconds)
        segment.words.append(
          RawWord(
            try node.required("word").string(), span.start, span.end,
            confidence: try node["conf"]?.number()))
      }
      transcript.segments.append(segment)
    }
    return transcript
  }
}
