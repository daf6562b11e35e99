/// The numbers of a conversation, and its text with them in digits.
public struct SpokenNumbers: Sendable {
  /// Scalars of each word, parallel to the utterances and their words, as `PlainScalars` has them.
  public let words: [[[Unicode.Scalar]]]
  /// What each word is, parallel to `words`.
  public let readings: [[WordReading]]
  /// Indices of the utterances in order of time.
  public let order: [Int]
  /// Runs of digits, each of one speaker's words.
  public let runs: [DigitRun]
  /// Runs over everyone's words, where one goes on with what another began; most of them are in `runs` too.
  public let jointRuns: [DigitRun]
  /// Digits that make a run a number spelled out.
  let shortestRun: Int

  init(
    words: [[[Unicode.Scalar]]], readings: [[WordReading]], order: [Int], runs: [DigitRun],
    jointRuns: [DigitRun], shortestRun: Int
  ) {
    self.words = words
    self.readings = readings
    self.order = order
    self.runs = runs
    self.jointRuns = jointRuns
    self.shortestRun = shortestRun
  }

  /// Digits said or written one by one in runs of `shortestRun` and more.
  public var digitCount: Int {
    runs.reduce(0) { $0 + ($1.count >= shortestRun ? $1.count : 0) }
  }

  /// The text of one utterance with its numbers in digits, and which word each of its scalars is of.
  ///
  /// Runs of four digits and more, and numbers before counters, are written as digits; all else is as
  /// `PlainScalars` has it: 공일공에 1234 는 삼천원 is `0101234 는 3000원`, where `에` is the first word's.
  public func normalized(_ utterance: Int) -> NormalizedText {
    var text = NormalizedText()
    let digits = digitGroups(of: utterance)
    for (index, word) in words[utterance].enumerated() {
      if index > 0 { text.append(" ", of: index - 1) }
      var position = 0
      let replaced = replacements(readings[utterance][index], digits[index] ?? [])
      for (range, replacement) in replaced {
        for scalar in word[position..<range.lowerBound] { text.append(scalar, of: index) }
        for scalar in replacement.unicodeScalars { text.append(scalar, of: index) }
        position = range.upperBound
      }
      for scalar in word[position...] { text.append(scalar, of: index) }
    }
    return text
  }

  private func digitGroups(of utterance: Int) -> [Int: [DigitGroup]] {
    var found: [Int: [DigitGroup]] = [:]
    for run in runs where run.count >= shortestRun {
      for group in run.groups where group.place.utterance == utterance {
        found[group.place.word, default: []].append(group)
      }
    }
    return found
  }

  private func replacements(
    _ reading: WordReading, _ groups: [DigitGroup]
  ) -> [(Range<Int>, String)] {
    var replaced = groups.map { group in
      (group.range, String(decoding: group.values.map { $0 + 0x30 }, as: UTF8.self))
    }
    for entry in reading.items {
      guard case .quantity(let value?, _) = entry.item else { continue }
      replaced.append((entry.numeralRange, String(value)))
    }
    return replaced.sorted { $0.0.lowerBound < $1.0.lowerBound }
  }
}

/// A text made of words, each scalar of which knows its word.
public struct NormalizedText: Hashable, Sendable {
  public private(set) var scalars: [Unicode.Scalar] = []
  /// Parallel to `scalars`: index of the word it comes from; a space is of the word before it.
  public private(set) var words: [Int] = []

  /// As text.
  public var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  mutating func append(_ scalar: Unicode.Scalar, of word: Int) {
    scalars.append(scalar)
    words.append(word)
  }
}
