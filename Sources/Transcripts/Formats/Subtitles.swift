internal import SpeechTimeline

/// WebVTT and SubRip: cues with times.
///
/// A cue is a segment. Voices within a cue, by tags, names or dashes, are segments of their own; time stamps within it are times of the
/// words behind them. Words without share the time by syllables.
enum Subtitles {
  static func isWebVTT(_ text: String) -> Bool {
    guard text.hasPrefix("WEBVTT") else { return false }
    let next = text.utf8.dropFirst(6).first
    return next.map { $0 <= 0x20 } ?? true
  }

  static func isSubRip(_ lines: [TextLine], _ times: TimeReader) -> Bool {
    lines.lazy.filter { !$0.isBlank }.prefix(3).contains { line in
      do {
        return try CueTiming.read(line, times) != nil
      } catch {
        // An arrow between what look like times: SubRip, with a mistake to be named.
        return true
      }
    }
  }

  static func readWebVTT(
    _ lines: [TextLine], _ times: TimeReader
  ) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(.webVTT)
    var index = 0
    // The header: up to the first blank line.
    while index < lines.count, !lines[index].isBlank {
      let parts = lines[index].text.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0] == "Language" {
        transcript.language = languageTag(String(trimmed(parts[1])))
      }
      // A cue may follow at once.
      if index > 0, try CueTiming.read(lines[index], times) != nil { break }
      index += 1
    }
    transcript.segments = try segments(
      try cues(lines[index...], times, isWebVTT: true), times, isWebVTT: true)
    return transcript
  }

  static func readSubRip(
    _ lines: [TextLine], _ times: TimeReader
  ) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(.srt)
    transcript.segments = try segments(
      try cues(lines[...], times, isWebVTT: false), times, isWebVTT: false)
    return transcript
  }

  private struct Cue {
    var line: TextLine
    var timing: CueTiming
    var text = ""
  }

  /// Cues begin with a line of times and end with a blank line, or where the number in front of the next
  /// line of times stands.
  private static func cues(
    _ lines: ArraySlice<TextLine>, _ times: TimeReader, isWebVTT: Bool
  ) throws(TranscriptError) -> [Cue] {
    var cues: [Cue] = []
    var isInside = false
    var isComment = false
    for (index, line) in zip(lines.indices, lines) {
      if line.isBlank {
        isInside = false
        isComment = false
      } else if isComment {
        continue
      } else if !isInside, isWebVTT, isBlockOfOtherKind(line) {
        isComment = true
      } else if let timing = try CueTiming.read(line, times) {
        cues.append(Cue(line: line, timing: timing))
        isInside = true
      } else if isInside, !(try isNumber(line, before: lines[(index + 1)...], times)) {
        cues[cues.count - 1].text += (cues[cues.count - 1].text.isEmpty ? "" : "\n") + line.text
      } else if !isInside, !isWebVTT,
        !(try isNumber(line, before: lines[(index + 1)...], times, isLastOfNone: true))
      {
        // SubRip with a blank line inside a cue: what follows still belongs to it.
        guard !cues.isEmpty else { throw line.error("expected a number or times") }
        cues[cues.count - 1].text += "\n" + line.text
      }
    }
    return cues
  }

  private static func isBlockOfOtherKind(_ line: TextLine) -> Bool {
    ["NOTE", "STYLE", "REGION"].contains { name in
      line.text == name || line.text.hasPrefix("\(name) ") || line.text.hasPrefix("\(name)\t")
    }
  }

  /// Whether `line` is the number of the cue whose times follow.
  ///
  /// - Parameter isLastOfNone: Whether a number at the file's end is that of a cue that was cut off.
  private static func isNumber(
    _ line: TextLine, before rest: ArraySlice<TextLine>, _ times: TimeReader,
    isLastOfNone: Bool = false
  ) throws(TranscriptError) -> Bool {
    let text = trimmed(line.text)
    guard !text.isEmpty, text.utf8.allSatisfy(isASCIIDigit) else { return false }
    guard let next = rest.first else { return isLastOfNone }
    return try CueTiming.read(next, times) != nil
  }

  private static func segments(
    _ cues: [Cue], _ times: TimeReader, isWebVTT: Bool
  ) throws(TranscriptError) -> [RawSegment] {
    var parts: [(cue: Cue, pieces: [CuePiece])] = []
    for cue in cues {
      let text = isWebVTT ? cue.text : withoutOverrides(cue.text)
      parts.append((cue, CueMarkup.pieces(of: text, keepsUnknownTags: !isWebVTT)))
    }
    let hasVoices = parts.contains { $0.pieces.contains { $0.voice != nil } }
    let parties = hasVoices ? nil : CueParties(parts.map(\.pieces))
    var result: [RawSegment] = []
    var wordCount = 0
    for (cue, pieces) in parts {
      let divided = parties?.divided(pieces) ?? pieces
      let segments = segments(divided, of: cue, limit: times.limits.words)
      wordCount += segments.reduce(0) { $0 + $1.words.count }
      guard wordCount <= times.limits.words else {
        throw cue.line.error("more than \(times.limits.words) words", .tooLarge)
      }
      result += segments
    }
    return result
  }

  /// A segment for each voice. Voices without time stamps share the cue by syllables.
  private static func segments(
    _ pieces: [CuePiece], of cue: Cue, limit: Int
  ) -> [RawSegment] {
    let (start, end) = (cue.timing.start, cue.timing.end)
    var segments: [RawSegment] = []
    for piece in pieces {
      let stamp = piece.start.map { max(start, min($0, end)) }
      if segments.last?.speaker != piece.voice || segments.isEmpty || piece.isTurn {
        segments.append(RawSegment(at: cue.line.place, speaker: piece.voice, start: stamp))
      }
      let texts = words(in: piece.text, limit: limit)
      segments[segments.count - 1].words += texts.enumerated().map { index, text in
        RawWord(text, index == 0 ? stamp : nil)
      }
    }
    segments.removeAll { $0.words.isEmpty }
    guard !segments.isEmpty else { return [] }
    share(start..<end, among: &segments)
    return segments
  }

  private static func share(_ range: Range<Int>, among segments: inout [RawSegment]) {
    if segments.contains(where: { $0.start != nil }) {
      segments[0].start = segments[0].start ?? range.lowerBound
      for index in segments.indices.dropFirst() where segments[index].start == nil {
        segments[index].start = segments[index - 1].start
      }
    } else {
      let weights = segments.map { $0.words.reduce(0) { $0 + syllableThirds($1.text) } }
      for (index, span) in shares(of: range, weights).enumerated() {
        segments[index].start = span.start
        segments[index].end = span.end
      }
    }
    for index in segments.indices where segments[index].end == nil {
      let next = index + 1 < segments.count ? segments[index + 1].start : nil
      segments[index].end = max(segments[index].start ?? 0, next ?? range.upperBound)
    }
    // Words behind the last time stamp end with the cue.
    for index in segments.indices { fillStamps(&segments[index]) }
  }

  /// A time stamp is where a word begins; it ends where the next one begins.
  private static func fillStamps(_ segment: inout RawSegment) {
    guard segment.words.contains(where: { $0.start != nil }) else { return }
    if segment.words[0].start == nil { segment.words[0].start = segment.start }
    for index in segment.words.indices where segment.words[index].start != nil {
      let rest = segment.words[(index + 1)...]
      // Words between two stamps share the time between them.
      guard let next = rest.first else {
        segment.words[index].end = segment.end.map { max($0, segment.words[index].start ?? 0) }
        continue
      }
      if let end = next.start {
        segment.words[index].end = max(end, segment.words[index].start ?? 0)
      }
    }
  }

  /// SubRip's overrides, as players of another format left them: `{\an8}`.
  private static func withoutOverrides(_ text: String) -> String {
    guard text.contains("{\\") else { return text }
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(ofBytes: "{\\"),
      let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
    {
      result += rest[..<open]
      rest = rest[rest.utf8.index(after: close)...]
    }
    return result + rest
  }
}
