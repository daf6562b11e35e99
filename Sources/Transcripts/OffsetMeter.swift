internal import SpeechTimeline

/// Finds the shift in time at which words fit speech best: the cross-correlation of the two as on-off signals.
///
///     speech   ____[=====)____[===)_____
///     words    ______[=====)____[===)___     offset: 2, the words come late
struct OffsetMeter {
  /// Where a word stands, and the speaker whose it must be, or nil for anyone's.
  struct PlacedWord {
    let speaker: Int?
    let span: TimeSpan
  }

  private let speech: [SpeechIndex]
  private let everyone: SpeechIndex
  private let duration: Int

  /// How far words may be off, milliseconds.
  static let reach = 10_000
  /// Steps of the first and the second search, milliseconds.
  private static let coarse = 100
  private static let fine = 10
  /// Fewer words than this fit anywhere.
  private static let leastWords = 20
  /// Of more words than this every second, third … is taken: as many tell as much.
  private static let mostWords = 1_000
  /// Where the best shift explains less than this share of what could be explained, none does. Words of another
  /// call reach 0.1 to 0.2 by chance.
  private static let leastCorrelation = 0.3

  init(_ conversation: Conversation) {
    speech = conversation.speech.map(SpeechIndex.init)
    everyone = SpeechIndex(conversation.speech.reduce(Timeline()) { $0.union($1) })
    duration = conversation.duration
  }

  /// How much later than the speech the words stand, milliseconds; nil where that cannot be told.
  ///
  /// - Parameter words: in order of time.
  func offset(of words: ArraySlice<PlacedWord>) -> Int? {
    guard words.count >= Self.leastWords else { return nil }
    let some = stride(
      from: words.startIndex, to: words.endIndex, by: 1 + words.count / Self.mostWords)
    let spans = some.map { words[$0] }.filter { !$0.span.isEmpty }
    let total = spans.reduce(0) { $0 + $1.span.duration }
    guard total > 0, duration > 0 else { return nil }
    let first = best(spans, among: stride(from: -Self.reach, through: Self.reach, by: Self.coarse))
    let second = best(
      spans,
      among: stride(from: first - Self.coarse, through: first + Self.coarse, by: Self.fine))
    return explains(spans, second, total: total) ? second : nil
  }

  /// The best of several offsets; of several as good, the smallest.
  private func best(
    _ words: [PlacedWord], among offsets: StrideThrough<Int>
  ) -> Int {
    var best = (overlap: Int.min, offset: 0)
    for offset in offsets.sorted(by: { (abs($0), $0) < (abs($1), $1) }) {
      let overlap = overlap(words, offset)
      if overlap > best.overlap { best = (overlap, offset) }
    }
    return best.offset
  }

  /// Milliseconds of words that lie in speech once they are moved back by `offset`.
  private func overlap(_ words: [PlacedWord], _ offset: Int) -> Int {
    words.reduce(0) { sum, word in
      let index = word.speaker.map { speech[$0] } ?? everyone
      return sum + index.time(in: word.span.shifted(by: -offset))
    }
  }

  /// Whether the words lie in speech clearly more than words thrown anywhere would.
  private func explains(
    _ words: [PlacedWord], _ offset: Int, total: Int
  ) -> Bool {
    let chance = words.reduce(0.0) { sum, word in
      let index = word.speaker.map { speech[$0] } ?? everyone
      return sum + Double(word.span.duration) * Double(index.time(before: duration))
        / Double(duration)
    }
    let gained = Double(overlap(words, offset)) - chance
    return gained >= Self.leastCorrelation * (Double(total) - chance)
  }
}
