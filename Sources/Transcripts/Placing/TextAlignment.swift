internal import SpeechTimeline

/// Puts the words of a text that was edited, or written out with digits and punctuation, at the times of
/// the words that were recognised.
///
///     text    안녕하세요.  번호는      010-1234      입니다.
///     heard   안녕하세요   번호는   공일공 일이삼사   입니다
///             [------)   [-----)  [-----------)   [----)
///
/// Words that agree, letters and digits alone, keep their time. Words between them get the time of what was
/// heard there: one each where there are as many, else a share by syllables.
enum TextAlignment {
  /// Words of a segment times words of another, up to which the longest common sequence is searched.
  private static let maximumCells = 250_000

  static func place(_ texts: [String], on heard: [RawWord]) -> [RawWord] {
    let anchors = anchors(texts.map(key), heard.map { key($0.text) })
    var placed: [RawWord] = []
    placed.reserveCapacity(texts.count)
    var (textStart, heardStart) = (0, 0)
    for (text, word) in anchors + [(texts.count, heard.count)] {
      placed += placeRun(texts[textStart..<text], on: heard[heardStart..<word])
      if text < texts.count {
        var anchor = heard[word]
        anchor.text = texts[text]
        placed.append(anchor)
      }
      (textStart, heardStart) = (text + 1, word + 1)
    }
    return joinLoosePunctuation(placed)
  }

  /// Letters and digits, without case.
  private static func key(_ word: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in word.lowercased().unicodeScalars {
      let kind = scalarKind(scalar)
      if kind == .syllable || kind == .letter { scalars.append(scalar) }
    }
    return String(scalars)
  }

  /// Pairs of the longest common sequence, in order: first what both begin and end with, as most do.
  private static func anchors(_ texts: [String], _ heard: [String]) -> [(Int, Int)] {
    let shorter = min(texts.count, heard.count)
    let same = { (text: String, word: String) in text == word && !text.isEmpty }
    let first = (0..<shorter).first { !same(texts[$0], heard[$0]) } ?? shorter
    let last =
      (0..<(shorter - first)).first {
        !same(texts[texts.count - 1 - $0], heard[heard.count - 1 - $0])
      } ?? (shorter - first)
    let middle = sequence(
      Array(texts[first..<(texts.count - last)]), Array(heard[first..<(heard.count - last)]))
    return (0..<first).map { ($0, $0) } + middle.map { ($0.0 + first, $0.1 + first) }
      + (0..<last).map { (texts.count - last + $0, heard.count - last + $0) }
  }

  /// Pairs of the longest common sequence; none where the words are too many to search.
  private static func sequence(_ texts: [String], _ heard: [String]) -> [(Int, Int)] {
    let width = heard.count + 1
    guard (texts.count + 1) * width <= maximumCells else { return [] }
    // lengths[i * width + j]: longest common sequence of what follows i and j.
    var lengths = [Int32](repeating: 0, count: (texts.count + 1) * width)
    for i in texts.indices.reversed() {
      for j in heard.indices.reversed() {
        let skip = max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
        let isSame = texts[i] == heard[j] && !texts[i].isEmpty
        lengths[i * width + j] = isSame ? max(skip, lengths[(i + 1) * width + j + 1] + 1) : skip
      }
    }
    var pairs: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < texts.count, j < heard.count {
      if texts[i] == heard[j], !texts[i].isEmpty,
        lengths[i * width + j] == lengths[(i + 1) * width + j + 1] + 1
      {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }

  private static func placeRun(
    _ texts: ArraySlice<String>, on heard: ArraySlice<RawWord>
  ) -> [RawWord] {
    if texts.count == heard.count {
      return zip(texts, heard).map { text, word in
        var word = word
        word.text = text
        return word
      }
    }
    var words = texts.map { RawWord($0) }
    guard !words.isEmpty, let start = heard.first?.start, let end = heard.last?.end, start <= end
    else { return words }
    for (index, span) in shares(of: start..<end, texts.map(syllableThirds)).enumerated() {
      words[index].start = span.start
      words[index].end = span.end
      words[index].isShare = true
    }
    return words
  }

  private static func joinLoosePunctuation(_ words: [RawWord]) -> [RawWord] {
    words.reduce(into: []) { joined, word in
      if isPunctuation(word.text), var last = joined.popLast() {
        last.text += word.text
        joined.append(last)
      } else {
        joined.append(word)
      }
    }
  }
}
