internal import SpeechTimeline

/// One speaker's words, or several speakers', as one row of sounds that a script is sought in.
struct SpeechLetters {
  var letters: [UInt8] = []
  /// Word of each sound.
  var wordOf: [Int] = []
  var words: [HeardWord] = []
  /// First and last sound of each negator.
  var negators: [ClosedRange<Int>] = []
  /// Stretches of sounds with no long silence inside.
  var passages: [Range<Int>] = []

  /// - Parameter gap: longest silence inside a passage, in milliseconds.
  init(_ speech: SpokenWords, gap: Int) {
    words = speech.words
    var start = 0
    for (index, word) in words.enumerated() {
      if index > 0, word.span.start - words[index - 1].span.end > gap {
        passages.append(start..<letters.count)
        start = letters.count
      }
      for morpheme in speech.morphemes[index] where !morpheme.letters.isEmpty {
        letters += morpheme.letters
        if morpheme.isNegator {
          negators.append((letters.count - morpheme.letters.count)...(letters.count - 1))
        }
      }
      wordOf += [Int](repeating: index, count: letters.count - wordOf.count)
    }
    passages.append(start..<letters.count)
    passages.removeAll(where: \.isEmpty)
  }

  /// When the words of a range of sounds are said; nil for an empty one.
  func span(of range: Range<Int>) -> TimeSpan? {
    guard !range.isEmpty else { return nil }
    let start = words[wordOf[range.lowerBound]].span.start
    let spoken = wordOf[range.lowerBound]...wordOf[range.upperBound - 1]
    return TimeSpan(start, spoken.reduce(start) { max($0, words[$1].span.end) })
  }
}
