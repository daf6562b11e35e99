/// Divides cues without voice tags among those who speak in them: at every line that begins with a name, and
/// between lines of a dialogue, which begin with dashes.
struct CueParties {
  private let names: NamePrefixes

  /// - Parameter cues: the pieces of each cue.
  init(_ cues: [[CuePiece]]) {
    names = NamePrefixes(cues.map { Self.lines(of: $0).filter(\.isStart).map(\.piece.text) })
  }

  /// The pieces line by line, each with its voice. A line without a name belongs to the one before it.
  func divided(_ pieces: [CuePiece]) -> [CuePiece] {
    var voice: String?
    return Self.lines(of: pieces).map { line in
      var piece = line.piece
      // Behind a dash somebody else speaks, named or not.
      if piece.isTurn { voice = nil }
      if line.isStart {
        let (name, text) = names.split(piece.text)
        voice = name ?? voice
        piece.text = text
      }
      piece.voice = voice
      return piece
    }
  }

  private struct Line {
    var piece: CuePiece
    /// Whether a line begins with it; else a time stamp parts it from what stands before.
    var isStart: Bool
  }

  /// Lines that are not blank; of a dialogue, without their dashes and marked as turns.
  private static func lines(of pieces: [CuePiece]) -> [Line] {
    var lines: [Line] = []
    var isStart = true
    for piece in pieces {
      var stamp = piece.start
      let texts = piece.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, text) in texts.enumerated() {
        isStart = isStart || index > 0
        guard !trimmed(text).isEmpty else { continue }
        var part = piece
        (part.text, part.start, stamp) = (String(text), stamp, nil)
        lines.append(Line(piece: part, isStart: isStart))
        isStart = false
      }
    }
    let turns = lines.indices.filter {
      lines[$0].isStart && behindDash(lines[$0].piece.text) != nil
    }
    // One line with a dash is a list, or an aside.
    guard turns.count > 1, turns[0] == 0 else { return lines }
    for index in turns {
      lines[index].piece.isTurn = true
      lines[index].piece.text = behindDash(lines[index].piece.text) ?? ""
    }
    return lines
  }

  /// What stands behind a dash at the line's start; nil where there is none, or a number below zero.
  private static func behindDash(_ line: String) -> String? {
    let text = trimmed(line[...])
    guard let first = text.unicodeScalars.first,
      ["-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}"].contains(first)
    else { return nil }
    let rest = text.unicodeScalars.dropFirst()
    guard let next = rest.first, next.properties.generalCategory != .decimalNumber, next != first
    else { return nil }
    return String(rest)
  }
}
