/// NIST's CTM: `recording channel start length word [confidence]`, seconds.
///
/// Channels are numbers from 1, or A and B. Of alternatives (`<ALT_BEGIN>` … `<ALT>` … `<ALT_END>`) the first
/// counts.
enum CTM {
  static func recognises(_ lines: [TextLine]) -> Bool {
    guard let line = lines.first(where: { !isComment($0) }) else { return false }
    let fields = line.fields
    guard (5...7).contains(fields.count), channel(fields[1]) != nil else { return false }
    return isAlternative(fields) || (Double(fields[2]) != nil && Double(fields[3]) != nil)
  }

  static func read(
    _ lines: [TextLine], _ times: TimeReader
  ) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(.ctm)
    var recording: Substring?
    var builders: [Int: SegmentBuilder] = [:]
    var isSkipping = false
    for line in lines where !isComment(line) {
      let fields = line.fields
      if isAlternative(fields) {
        isSkipping = fields[4].uppercased() == "<ALT>"
        continue
      }
      if isSkipping {
        transcript.skippedParts += 1
        continue
      }
      guard (5...7).contains(fields.count) else {
        throw line.error("\(fields.count) fields, expected 5 to 7")
      }
      guard recording ?? fields[0] == fields[0] else {
        throw line.error(
          "the first field names another recording than those before", .severalRecordings)
      }
      recording = fields[0]
      guard let channel = channel(fields[1]) else {
        throw line.error("expected a channel: 1, 2 …, A or B")
      }
      builders[channel, default: SegmentBuilder()].add(
        try word(fields, line, times), speaker: nil, channel: channel, at: line.place)
    }
    transcript.segments = builders.sorted { $0.key < $1.key }.flatMap { $0.value.segments }
    return transcript
  }

  private static func word(
    _ fields: [Substring], _ line: TextLine, _ times: TimeReader
  ) throws(TranscriptError) -> RawWord {
    guard let first = Double(fields[2]), let length = Double(fields[3]) else {
      throw line.error("expected start and length in seconds")
    }
    guard length >= 0 else { throw line.error("a negative length", .impossibleTime) }
    let start = try times.time(first, .seconds, at: line.place)
    // Rounded together: words that meet in the file meet here.
    let end = try times.time(first + length, .seconds, at: line.place)
    return RawWord(
      String(fields[4]), start, end,
      confidence: fields.count > 5 ? Double(fields[5]) : nil)
  }

  private static func isComment(_ line: TextLine) -> Bool {
    line.isBlank || line.text.hasPrefix(";;")
  }

  private static func isAlternative(_ fields: [Substring]) -> Bool {
    fields.count >= 5 && fields[2] == "*" && fields[3] == "*"
  }

  private static func channel(_ field: Substring) -> Int? {
    switch field {
    case "A", "a": 1
    case "B", "b": 2
    default: Int(field).flatMap { (1...64).contains($0) ? $0 : nil }
    }
  }
}
