/// JSON of openai-whisper, faster-whisper and whisperX, and of OpenAI's service: `segments` with `start`
/// and `end` in seconds, `words` in them where they were asked for.
///
/// A word that begins with a space begins a new one; a piece without clings to the word before. WhisperX
/// gives words without spaces, and no times for those that it cannot align: digits above all.
enum WhisperJSON {
  /// Keys of which a segment has one, whoever wrote it; `start`, `end` and `text` alone could be in seconds
  /// or in milliseconds.
  private static let marks = [
    "seek", "avg_logprob", "no_speech_prob", "compression_ratio", "temperature", "tokens",
  ]

  static func recognises(_ root: JSONNode) -> Bool {
    if root["word_segments"]?.isArray == true { return true }
    if isWordList(root) { return true }
    let segments = root.isArray ? root : root["segments"]
    guard let segments, segments.isArray else { return false }
    guard let segment = segments.first else { return root["language"] != nil }
    if let word = segment["words"]?.first, word["probability"] != nil || word["score"] != nil {
      return true
    }
    return marks.contains { segment[$0] != nil }
      || segment["speaker"]?.name?.hasPrefix("SPEAKER_") == true
  }

  /// OpenAI's service with words and no segments.
  private static func isWordList(_ root: JSONNode) -> Bool {
    guard let words = root["words"], words.isArray, root["segments"] == nil else { return false }
    return root["text"] != nil && (root["task"] != nil || root["duration"] != nil)
      && words.first?["conf"] == nil
  }

  static func read(_ root: JSONNode, _ times: TimeReader) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(format(root), language: root["language"])
    guard let list = root.isArray ? root : root["segments"] else {
      transcript.segments = try loose(root["words", "word_segments"], times)
      return transcript
    }
    for node in try list.elements() {
      transcript.segments += split(try segment(node, times))
    }
    let hasWords = transcript.segments.contains { !$0.words.isEmpty }
    if !hasWords, let words = root["words"], words.isArray {
      // OpenAI's service lists all words beside the segments, without punctuation.
      try share(try words.elements(), among: &transcript.segments, times)
    }
    return transcript
  }

  private static func format(_ root: JSONNode) -> TranscriptFormat {
    if root["word_segments"] != nil { return .whisperX }
    let segment = root.isArray ? root.first : root["segments"]?.first
    if segment?["words"]?.first?["score"] != nil { return .whisperX }
    if segment?["speaker"]?.name?.hasPrefix("SPEAKER_") == true { return .whisperX }
    if root.isArray || root["language_probability"] != nil { return .fasterWhisper }
    return .openAIWhisper
  }

  private static func segment(
    _ node: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> RawSegment {
    let span = try times.span(node, "start", "end", .seconds)
    var segment = RawSegment(
      at: node.place.text, speaker: node["speaker"]?.name, start: span.start, end: span.end)
    if let words = node["words"] {
      segment.words = try read(words: try words.elements(), times)
    }
    if segment.words.isEmpty { segment.text = try node["text"]?.string() }
    return segment
  }

  private static func read(
    words nodes: [JSONNode], _ times: TimeReader
  ) throws(TranscriptError) -> [RawWord] {
    var words: [RawWord] = []
    words.reserveCapacity(nodes.count)
    for node in nodes { words.append(try word(node, times)) }
    if words.contains(where: { $0.text.utf8.first == 0x20 }) {
      for index in words.indices.dropFirst() {
        words[index].joinsPrevious = words[index].text.utf8.first != 0x20
      }
    }
    return words
  }

  private static func word(
    _ node: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> RawWord {
    let span = try times.span(node, "start", "end", .seconds)
    let confidence = try node["probability", "score", "confidence"]?.number()
    // whisper-timestamped calls it "text".
    guard let text = node["word", "text"] else { throw node.error("has no \"word\"") }
    var word = RawWord(
      try text.string(), span.start, span.end, confidence: confidence)
    word.speaker = node["speaker"]?.name
    return word
  }

  /// A segment whose words have several speakers as one segment for each run of them. Words without a
  /// speaker, as those without times are, are of the one before them.
  private static func split(_ segment: RawSegment) -> [RawSegment] {
    let first = segment.words.lazy.compactMap(\.speaker).first
    guard let first, segment.words.contains(where: { ($0.speaker ?? first) != first }) else {
      return [segment]
    }
    var runs: [RawSegment] = []
    for word in segment.words {
      if let last = runs.last, last.speaker == word.speaker ?? last.speaker {
        runs[runs.count - 1].words.append(word)
      } else {
        runs.append(
          RawSegment(at: segment.place, speaker: word.speaker ?? first, words: [word]))
      }
    }
    // Bounds for words without times: what stands before and behind.
    runs[0].start = segment.start
    for index in runs.indices.dropFirst() {
      runs[index].start = runs[index - 1].words.compactMap(\.end).max() ?? runs[index - 1].start
    }
    runs[runs.count - 1].end = segment.end
    for index in runs.indices.dropLast().reversed() {
      runs[index].end = runs[index + 1].words.compactMap(\.start).min() ?? runs[index + 1].end
    }
    return runs
  }

  /// Words without segments.
  private static func loose(
    _ list: JSONNode?, _ times: TimeReader
  ) throws(TranscriptError) -> [RawSegment] {
    var builder = SegmentBuilder()
    for node in try list?.elements() ?? [] {
      builder.add(
        try word(node, times), speaker: node["speaker"]?.name, channel: nil, at: node.place.text)
    }
    return builder.segments
  }

  /// Gives each segment the words that begin in it; its text is kept.
  private static func share(
    _ nodes: [JSONNode], among segments: inout [RawSegment], _ times: TimeReader
  ) throws(TranscriptError) {
    guard !segments.isEmpty else { return }
    var index = 0
    for node in nodes {
      let word = try word(node, times)
      while index + 1 < segments.count, let start = word.start,
        start >= segments[index + 1].start ?? .max
      {
        index += 1
      }
      segments[index].words.append(word)
    }
  }
}
