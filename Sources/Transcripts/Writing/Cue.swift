internal import SpeechTimeline

/// Words shown together: of one segment and one speaker, in lines.
struct Cue {
  /// At least one, each with at least one word.
  var lines: [ArraySlice<TranscriptWord>]
  /// Never empty: players leave out what is shown for no time.
  var span: TimeSpan
  var speaker: String?

  /// The transcript's words as cues, in its order.
  ///
  /// A new cue begins with each segment, each change of speaker, after a silence, and where a word finds
  /// no room or the cue would last too long.
  ///
  /// - Parameter namesTakeRoom: Whether the speaker and a colon stand in front of the first line.
  static func cues(
    _ transcript: Transcript, _ options: CueOptions, namesTakeRoom: Bool = false
  ) -> [Cue] {
    let words = transcript.words
    var cues: [Cue] = []
    var builder = CueBuilder(options, namesTakeRoom: namesTakeRoom)
    for index in words.indices {
      if !builder.takes(words, index) {
        if let cue = builder.cue(words) { cues.append(cue) }
        builder.begin(words, index)
      }
    }
    if let cue = builder.cue(words) { cues.append(cue) }
    return cues
  }
}

/// Fills one cue, word by word.
private struct CueBuilder {
  private let options: CueOptions
  private let namesTakeRoom: Bool
  /// Where lines begin, as indices of words.
  private var lineStarts: [Int] = []
  private var end = 0
  private var columns = 0
  private var lastEnd = 0

  init(_ options: CueOptions, namesTakeRoom: Bool) {
    self.options = options
    self.namesTakeRoom = namesTakeRoom
  }

  mutating func begin(_ words: [TranscriptWord], _ index: Int) {
    lineStarts = [index]
    end = index + 1
    columns = columnCount(words[index].text)
    if namesTakeRoom, let speaker = words[index].speaker { columns += columnCount(speaker) + 2 }
    lastEnd = words[index].span.end
  }

  /// Whether the word at `index` goes into this cue; takes it if so.
  mutating func takes(_ words: [TranscriptWord], _ index: Int) -> Bool {
    guard let first = lineStarts.first else { return false }
    let (word, opening) = (words[index], words[first])
    guard word.segment == opening.segment, word.speaker == opening.speaker,
      word.span.start - lastEnd < options.gapMilliseconds,
      word.span.end - opening.span.start <= options.milliseconds
    else { return false }
    let width = columnCount(word.text)
    if columns + 1 + width <= options.columns {
      columns += 1 + width
    } else if lineStarts.count < options.lines {
      lineStarts.append(index)
      columns = width
    } else {
      return false
    }
    end = index + 1
    lastEnd = max(lastEnd, word.span.end)
    return true
  }

  func cue(_ words: [TranscriptWord]) -> Cue? {
    guard let first = lineStarts.first else { return nil }
    let ends = lineStarts.dropFirst() + [end]
    let start = words[first].span.start
    return Cue(
      lines: zip(lineStarts, ends).map { words[$0..<$1] },
      span: TimeSpan(start, max(start + 1, lastEnd)), speaker: words[first].speaker)
  }
}

/// Columns that `text` takes where Hangul, Han and kana take two.
///
/// The wide ranges are those that Unicode's East Asian Width (UAX #11) calls wide or full-width, marks aside.
func columnCount(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { sum, scalar in
    switch scalar.value {
    case 0x20...0x7E: sum + 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      sum + 2
    default: scalarKind(scalar) == .mark ? sum : sum + 1
    }
  }
}
