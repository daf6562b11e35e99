internal import SpeechTimeline

/// Makes a transcript of what an importer read: the rules for times that all formats share.
/// `docs/TRANSCRIPTS.md` states them.
struct WordPlacer {
  private let limits: ImportLimits
  private(set) var notes = ImportNotes()
  private var segments: [[TranscriptWord]] = []
  private var wordCount = 0

  init(limits: ImportLimits) {
    self.limits = limits
  }

  /// - Throws: `TranscriptError`: `malformed` for a segment without any time, `disordered`, `tooLarge`.
  static func place(
    _ raw: RawTranscript, limits: ImportLimits
  ) throws(TranscriptError) -> (transcript: Transcript, notes: ImportNotes) {
    var placer = WordPlacer(limits: limits)
    placer.notes.skippedParts = raw.skippedParts
    for segment in raw.segments { try placer.add(segment) }
    return (placer.transcript(language: raw.language), placer.notes)
  }

  private mutating func add(_ segment: RawSegment) throws(TranscriptError) {
    var words = pieces(of: segment)
    guard !words.isEmpty else {
      notes.skippedParts += 1
      return
    }
    wordCount += words.count
    guard wordCount <= limits.words else {
      throw TranscriptError(.tooLarge, at: segment.place, "more than \(limits.words) words")
    }
    try order(&words, in: segment)
    let spans = try TimeFilling(words, in: segment, limits: limits).spans()
    segments.append(
      zip(words, spans).map { word, filled in
        count(filled.reason)
        return TranscriptWord(
          word.text, filled.span, segment: 0, speaker: segment.speaker, channel: segment.channel,
          confidence: confidence(word.confidence ?? segment.confidence),
          isEstimated: filled.reason != nil)
      })
  }

  /// The segment's words, each one word with its punctuation.
  private mutating func pieces(of segment: RawSegment) -> [RawWord] {
    var pieces: [RawWord] = []
    var isWaiting = false
    for word in segment.words {
      for (index, text) in split(word).enumerated() {
        let joins = index == 0 && (text.joinsPrevious || isLoosePunctuation(text))
        if isWaiting, let last = pieces.popLast() {
          // Punctuation that opens the segment joins the word behind it.
          pieces.append(joined(last, text))
        } else if joins, let last = pieces.popLast() {
          pieces.append(joined(last, text))
        } else {
          isWaiting = joins
          pieces.append(text)
          continue
        }
        isWaiting = false
        notes.joinedPieces += 1
      }
    }
    if isWaiting { pieces.removeLast() }
    guard let text = segment.text else { return pieces }
    let preferred = words(in: text, limit: limits.words)
    if pieces.isEmpty { return sharedWords(preferred) }
    if preferred.isEmpty || preferred.elementsEqual(pieces.map(\.text)) { return pieces }
    return TextAlignment.place(preferred, on: pieces)
  }

  private func sharedWords(_ texts: [String]) -> [RawWord] {
    texts.reduce(into: []) { words, text in
      if isPunctuation(text), let last = words.popLast() {
        words.append(RawWord(last.text + text))
      } else {
        words.append(RawWord(text))
      }
    }
  }

  /// The words in the text of one; they share its time.
  private func split(_ word: RawWord) -> [RawWord] {
    let texts = words(in: word.text)
    guard texts.count > 1 else {
      return texts.map { text in
        var word = word
        word.text = text
        return word
      }
    }
    var parts = texts.map { RawWord($0, confidence: word.confidence) }
    parts[0].joinsPrevious = word.joinsPrevious
    guard let start = word.start, let end = word.end, start <= end else {
      parts[0].start = word.start
      parts[parts.count - 1].end = word.end
      return parts
    }
    let spans = shares(of: start..<end, texts.map(syllableThirds))
    for index in parts.indices {
      parts[index].start = spans[index].start
      parts[index].end = spans[index].end
      parts[index].isShare = true
    }
    return parts
  }

  private func isLoosePunctuation(_ word: RawWord) -> Bool {
    word.start == nil && word.end == nil && isPunctuation(word.text)
  }

  private func joined(_ first: RawWord, _ second: RawWord) -> RawWord {
    var word = first
    word.text += second.text
    word.start = first.start ?? second.start
    word.end = second.end ?? first.end
    word.confidence = first.confidence ?? second.confidence
    word.joinsPrevious = false
    word.isShare = first.isShare || second.isShare
    return word
  }

  /// Moves words that begin a little before the one in front of them.
  private mutating func order(
    _ words: inout [RawWord], in segment: RawSegment
  ) throws(TranscriptError) {
    var latest = 0
    for index in words.indices {
      guard let time = words[index].start ?? words[index].end else { continue }
      if time < latest {
        guard latest - time <= limits.disorderMilliseconds else {
          throw TranscriptError(
            .disordered, at: segment.place,
            "word \(index + 1) begins \(latest - time) ms before one in front of it")
        }
        words[index].start = latest
        words[index].end = words[index].end.map { max($0, latest) }
        words[index].isMoved = true
      }
      latest = max(latest, words[index].start ?? latest)
    }
  }

  private mutating func count(_ reason: TimeFilling.Reason?) {
    switch reason {
    case nil: break
    case .interpolated: notes.interpolatedWords += 1
    case .shared: notes.sharedWords += 1
    case .lengthened: notes.lengthenedWords += 1
    case .stretched: notes.stretchedWords += 1
    case .moved: notes.movedWords += 1
    }
  }

  private mutating func confidence(_ value: Double?) -> Double? {
    guard let value else { return nil }
    if (0...1).contains(value) { return value }
    // Float arithmetic of some recognisers ends a hair above 1.
    if value > 1, value < 1.001 { return 1 }
    notes.droppedConfidences += 1
    return nil
  }

  /// The segments in order of time, those that start together in the file's order.
  private mutating func transcript(language: String?) -> Transcript {
    let starts = segments.map { $0[0].span.start }
    let isOrdered = zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }
    if !isOrdered {
      notes.reorderedSegments = zip(starts, starts.dropFirst()).count { $0 > $1 }
      let order = starts.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }
      segments = order.map { segments[$0] }
    }
    var words: [TranscriptWord] = []
    words.reserveCapacity(wordCount)
    for (number, segment) in segments.enumerated() {
      for var word in segment {
        word.segment = number
        words.append(word)
      }
    }
    return Transcript(words: words, language: language)
  }
}
