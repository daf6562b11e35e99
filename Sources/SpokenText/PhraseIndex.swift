internal import SpeechTimeline

/// One speaker's words as phrases are sought in them.
struct PhraseWords {
  let words: [HeardWord]
  /// Content morphemes in order, each with its word.
  let contents: [(base: [UInt8], word: Int)]
  /// First content morpheme of each word or of one behind it; one more than words.
  let firstContent: [Int]

  init(_ speech: SpokenWords) {
    words = speech.words
    var contents: [(base: [UInt8], word: Int)] = []
    var first: [Int] = []
    for (word, morphemes) in speech.morphemes.enumerated() {
      first.append(contents.count)
      for morpheme in morphemes where morpheme.kind == .content || morpheme.isNegator {
        contents.append((morpheme.base, word))
      }
    }
    first.append(contents.count)
    self.contents = contents
    firstContent = first
  }

  /// When a range of words is said.
  func span(of place: Range<Int>) -> TimeSpan {
    let start = words[place.lowerBound].span.start
    return TimeSpan(start, place.reduce(start) { max($0, words[$1].span.end) })
  }
}

/// The phrases of all rules, found in one pass over a speaker's words.
struct PhraseIndex {
  /// A word of a phrase is put together of at most so many morphemes of speech, which is all that compounds need.
  private static let mostMorphemes = 4

  /// What a word of a phrase is compared by.
  private enum Key: Hashable {
    /// Spelling, exactly.
    case core(String)
    /// Sounds of the content morphemes.
    case contents([UInt8])
  }
  private struct Compiled {
    var keys: [Key]
    var distance: Int
  }

  private var phrases: [Compiled] = []
  private var byFirst: [Key: [Int]] = [:]

  /// Adds a phrase; returns its number.
  mutating func add(_ phrase: KeywordPhrase, _ analyzer: any MorphemeAnalyzer) -> Int {
    let written = phrase.text.split(whereSeparator: \.isWhitespace).enumerated().map {
      TranscriptWord(String($1), TimeSpan(0, 0), segment: $0)
    }
    let words =
      written.isEmpty ? [] : HeardWord.words(of: Utterance(speaker: 0, words: written), index: 0)
    let morphemes = analyzer.morphemes(of: words.map(\.spoken))
    let keys = zip(words, morphemes).map { word, morphemes -> Key in
      let contents = morphemes.filter { $0.kind == .content || $0.isNegator }.flatMap(\.base)
      return phrase.isExact || contents.isEmpty ? .core(word.core) : .contents(contents)
    }
    let number = phrases.count
    phrases.append(Compiled(keys: keys, distance: phrase.distanceWords))
    if let first = keys.first { byFirst[first, default: []].append(number) }
    return number
  }

  /// Where each phrase that occurs does, as ranges of words, in order.
  func places(in words: PhraseWords) -> [Int: [Range<Int>]] {
    var places: [Int: [Range<Int>]] = [:]
    func seek(_ key: Key, start: Int, end: Int, nextContent: Int) {
      for phrase in byFirst[key] ?? [] {
        guard let last = rest(of: phrases[phrase], words, word: end, content: nextContent) else {
          continue
        }
        let place = start..<last
        if places[phrase]?.last != place { places[phrase, default: []].append(place) }
      }
    }
    for (word, heard) in words.words.enumerated() {
      seek(.core(heard.core), start: word, end: word + 1, nextContent: words.firstContent[word + 1])
      for content in words.firstContent[word]..<words.firstContent[word + 1] {
        var base: [UInt8] = []
        for last in content..<min(content + Self.mostMorphemes, words.contents.count) {
          guard words.contents[last].word <= word + 1 else { break }
          base += words.contents[last].base
          let end = words.contents[last].word + 1
          seek(.contents(base), start: word, end: end, nextContent: last + 1)
        }
      }
    }
    return places
  }

  /// One more than the last word of the phrase whose first word ends before `word` and `content`, or nil where its
  /// other words do not follow.
  private func rest(
    of phrase: Compiled, _ words: PhraseWords, word: Int, content: Int
  ) -> Int? {
    var (word, content) = (word, content)
    for key in phrase.keys.dropFirst() {
      var found: (word: Int, content: Int)?
      switch key {
      case .core(let core):
        let reach = word..<min(words.words.count, word + phrase.distance + 1)
        if let at = reach.first(where: { words.words[$0].core == core }) {
          found = (at + 1, words.firstContent[at + 1])
        }
      case .contents(let wanted):
        found = next(wanted, words, from: content, lastWord: word + phrase.distance)
      }
      guard let found else { return nil }
      (word, content) = found
    }
    return word
  }

  /// Where content morphemes from `from` on make up `wanted`, beginning at most in word `lastWord`.
  private func next(
    _ wanted: [UInt8], _ words: PhraseWords, from: Int, lastWord: Int
  ) -> (word: Int, content: Int)? {
    var start = from
    while start < words.contents.count, words.contents[start].word <= lastWord {
      var base: [UInt8] = []
      for last in start..<min(start + Self.mostMorphemes, words.contents.count) {
        base += words.contents[last].base
        if base == wanted { return (words.contents[last].word + 1, last + 1) }
        if base.count >= wanted.count { break }
      }
      start += 1
    }
    return nil
  }
}
