/// Praat's TextGrid, long and short. Interval tiers are speakers, intervals segments; those without a label
/// are silence.
///
/// Where tiers come in pairs of words and phones, as forced aligners write them (`agent - words`,
/// `agent - phones`), those of words alone count, and their intervals are words.
///
/// The format is read as Praat does it: in either form only free-standing numbers, quoted strings and
/// flags in angle brackets are data; everything else is decoration.
enum TextGrid {
  /// Told by its first line, so that what is said in other formats cannot make one of them.
  static func recognises(_ text: String) -> Bool {
    let start = String(decoding: text.utf8.prefix(400), as: UTF8.self)
    let lines = start.split(whereSeparator: \.isNewline)
    return lines.first?.contains("ooTextFile") ?? false && start.contains("TextGrid")
  }

  private struct Tier {
    var name: String
    var intervals: [(span: (start: Int, end: Int), label: String, place: String)] = []
  }

  static func read(
    _ text: String, _ times: TimeReader
  ) throws(TranscriptError) -> RawTranscript {
    var tokens = TextGridTokens(text)
    // "ooTextFile" "TextGrid" xmin xmax <exists> count
    _ = try tokens.string()
    _ = try tokens.string()
    _ = try tokens.number()
    _ = try tokens.number()
    var transcript = RawTranscript(.textGrid)
    guard try tokens.flag() == "<exists>" else { return transcript }
    var tiers: [Tier] = []
    for _ in 0..<(try tokens.count(limit: 1000)) {
      if let tier = try tier(&tokens, times) {
        tiers.append(tier)
      } else {
        transcript.skippedParts += 1
      }
    }
    let wordTiers = tiers.filter { kind($0.name).isWords }
    transcript.skippedParts += wordTiers.isEmpty ? 0 : tiers.count - wordTiers.count
    for tier in wordTiers.isEmpty ? tiers : wordTiers {
      transcript.segments += wordTiers.isEmpty ? segments(tier) : wordSegments(tier)
    }
    return transcript
  }

  /// An interval tier, or nil for one of points.
  private static func tier(
    _ tokens: inout TextGridTokens, _ times: TimeReader
  ) throws(TranscriptError) -> Tier? {
    let kind = try tokens.string()
    var tier = Tier(name: try tokens.string())
    _ = try tokens.number()
    _ = try tokens.number()
    let isIntervals = kind == "IntervalTier"
    guard isIntervals || kind == "TextTier" else {
      throw tokens.error("expected an IntervalTier or a TextTier")
    }
    for _ in 0..<(try tokens.count(limit: times.limits.values)) {
      let place = tokens.place
      let start = try times.time(try tokens.number(), .seconds, at: place)
      if isIntervals {
        let end = try times.time(try tokens.number(), .seconds, at: place)
        try times.check(start, end, at: place)
        let label = try tokens.string()
        guard !label.isEmpty else { continue }
        tier.intervals.append(((start, end), label, place))
        guard tier.intervals.count <= times.limits.words else {
          throw tokens.error("more than \(times.limits.words) intervals", .tooLarge)
        }
      } else {
        _ = try tokens.string()
      }
    }
    return isIntervals ? tier : nil
  }

  private static func segments(_ tier: Tier) -> [RawSegment] {
    let speaker = cleanName(tier.name)
    return tier.intervals.compactMap { interval in
      let texts = words(in: interval.label)
      guard !texts.isEmpty else { return nil }
      return RawSegment(
        at: interval.place, speaker: speaker, start: interval.span.start, end: interval.span.end,
        text: interval.label)
    }
  }

  private static func wordSegments(_ tier: Tier) -> [RawSegment] {
    var builder = SegmentBuilder()
    for interval in tier.intervals where !silences.contains(interval.label) {
      guard !words(in: interval.label).isEmpty else { continue }
      builder.add(
        RawWord(interval.label, interval.span.start, interval.span.end),
        speaker: kind(tier.name).speaker, channel: nil, at: interval.place)
    }
    return builder.segments
  }

  /// What forced aligners write where nothing is said.
  private static let silences: Set<String> = ["", "sil", "sp", "<eps>", "<sil>"]

  /// Whether a tier holds words, and whose, by its name.
  private static func kind(_ name: String) -> (isWords: Bool, speaker: String?) {
    let parts = name.split(separator: " - ")
    guard let last = parts.last, last.lowercased() == "words" else { return (false, nil) }
    return (true, cleanName(parts.dropLast().joined(separator: " - ")))
  }
}

/// What is data in a text file of Praat's, in order.
struct TextGridTokens {
  private enum Token {
    case string(String)
    case number(Double)
    case flag(String)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var place: String { "line \(line)" }

  mutating func string() throws(TranscriptError) -> String {
    guard case .string(let text) = try next() else { throw error("expected a quoted string") }
    return text
  }

  mutating func number() throws(TranscriptError) -> Double {
    guard case .number(let number) = try next() else { throw error("expected a number") }
    return number
  }

  mutating func flag() throws(TranscriptError) -> String {
    guard case .flag(let flag) = try next() else { throw error("expected a flag") }
    return flag
  }

  /// A number of things that follow, each of which takes at least two bytes.
  mutating func count(limit: Int) throws(TranscriptError) -> Int {
    let number = try number()
    guard let count = Int(exactly: number), count >= 0 else { throw error("expected a count") }
    guard count <= limit else { throw error("more than \(limit)", .tooLarge) }
    guard count <= bytes.count - position else { throw error("a count beyond the file's end") }
    return count
  }

  func error(
    _ message: String, _ code: TranscriptError.Code = .malformed
  ) -> TranscriptError {
    TranscriptError(code, at: place, message)
  }

  private mutating func next() throws(TranscriptError) -> Token {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") { return .string(try quoted()) }
      if byte == UInt8(ascii: "!") {
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
          position += 1
        }
        continue
      }
      if isSpace(byte) {
        advance()
        continue
      }
      let start = position
      while position < bytes.count, !isSpace(bytes[position]) { position += 1 }
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      if word.hasPrefix("<"), word.hasSuffix(">") { return .flag(word) }
      if let number = decimal(word, allowsExponent: true) { return .number(number) }
    }
    throw error("the file ends early")
  }

  /// A quote within is written twice. Strings may hold line breaks.
  private mutating func quoted() throws(TranscriptError) -> String {
    let first = place
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        guard position < bytes.count, bytes[position] == byte else {
          return String(decoding: text, as: UTF8.self)
        }
      }
      text.append(byte)
      advance()
    }
    throw TranscriptError(.malformed, at: first, "a string without an end")
  }

  private mutating func advance() {
    let byte = bytes[position]
    let isFirstOfTwo = byte == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A
    if byte == 0x0A || byte == 0x0D && !isFirstOfTwo { line += 1 }
    position += 1
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
