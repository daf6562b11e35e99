internal import SpeechTimeline

/// Gives every word of a segment a span, where the format gave half of one, an empty one or none.
struct TimeFilling {
  /// Why a span is worked out, not given.
  enum Reason {
    case interpolated
    case shared
    case lengthened
    case stretched
    case moved
  }

  struct Filled {
    var span: TimeSpan
    var reason: Reason?
  }

  /// Slow speech: 4 syllables a second. A word without length gets as much, where there is room.
  static let syllableMilliseconds = 250
  /// Longer than this, and the same for each syllable, no word is said: an aligner that found no end
  /// let it run into silence.
  static let stretchedMilliseconds = 1000

  private let words: [RawWord]
  private let segment: RawSegment
  private let limits: ImportLimits

  init(_ words: [RawWord], in segment: RawSegment, limits: ImportLimits) {
    self.words = words
    self.segment = segment
    self.limits = limits
  }

  /// A span for each word: starts never run backwards.
  ///
  /// - Throws: `TranscriptError` (`malformed`) where neither a word nor the segment has a time.
  func spans() throws(TranscriptError) -> [Filled] {
    let hasTimes = words.contains { $0.start != nil || $0.end != nil }
    guard hasTimes || segment.start != nil || segment.end != nil else {
      throw TranscriptError(.malformed, at: segment.place, "words without any time")
    }
    var filled: [Filled] = []
    filled.reserveCapacity(words.count)
    while filled.count < words.count {
      let word = words[filled.count]
      if word.start == nil, word.end == nil {
        let run = words[filled.count...].prefix { $0.start == nil && $0.end == nil }
        filled += share(run, from: filled.last, reason: hasTimes ? .interpolated : .shared)
      } else {
        filled.append(fill(word, after: filled.last, next: nextStart(filled.count)))
      }
    }
    return filled
  }

  /// The start of the next word that has one, or nil.
  private func nextStart(_ index: Int) -> Int? {
    words[(index + 1)...].first { $0.start != nil || $0.end != nil }.flatMap { $0.start ?? $0.end }
  }

  private func fill(_ word: RawWord, after last: Filled?, next: Int?) -> Filled {
    let floor = last?.span.start ?? 0
    guard let start = word.start else {
      let end = word.end ?? floor
      let first = min(end, max(floor, last?.span.end ?? segment.start ?? 0))
      return Filled(span: TimeSpan(first, max(first, end)), reason: .interpolated)
    }
    if let end = word.end, end > start {
      let isStretched = end - start > Self.stretchedMilliseconds + slowMilliseconds(word)
      let reason: Reason? =
        word.isMoved ? .moved : word.isShare ? .shared : isStretched ? .stretched : nil
      return Filled(span: TimeSpan(start, end), reason: reason)
    }
    let room = next ?? segment.end.map { max(start, $0) } ?? limits.milliseconds
    let end = max(start, min(start + slowMilliseconds(word), room))
    let isLengthened = word.end != nil
    if isLengthened, end == start, !word.isMoved, !word.isShare {
      // No room: it stays as it was given.
      return Filled(span: TimeSpan(start, start), reason: nil)
    }
    return Filled(
      span: TimeSpan(start, end), reason: isLengthened ? .lengthened : .interpolated)
  }

  private func slowMilliseconds(_ word: RawWord) -> Int {
    syllableThirds(word.text) * Self.syllableMilliseconds / 3
  }

  /// Shares what lies between the words around a run of words without times among them.
  private func share(
    _ run: ArraySlice<RawWord>, from last: Filled?, reason: Reason
  ) -> [Filled] {
    let weights = run.map { syllableThirds($0.text) }
    let slow = weights.reduce(0, +) * Self.syllableMilliseconds / 3
    let next = nextStart(run.endIndex - 1)
    let start = last?.span.end ?? segment.start ?? max(0, (next ?? segment.end ?? 0) - slow)
    // Bounds that cross leave no room: the words stand at the later one's start.
    let first = max(last?.span.start ?? 0, min(start, next ?? start))
    let end = next ?? segment.end ?? min(limits.milliseconds, first + slow)
    return shares(of: first..<max(first, end), weights).map { Filled(span: $0, reason: reason) }
  }
}

/// `range` cut into parts as long as `weights` are large; together they are the whole.
func shares(of range: Range<Int>, _ weights: [Int]) -> [TimeSpan] {
  let total = max(1, weights.reduce(0, +))
  var sum = 0
  return weights.map { weight in
    let start = range.lowerBound + range.count * sum / total
    sum += weight
    return TimeSpan(start, range.lowerBound + range.count * sum / total)
  }
}
