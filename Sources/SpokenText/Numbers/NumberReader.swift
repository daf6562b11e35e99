public import SpeechTimeline

/// How numbers are read.
public struct NumberReaderConfiguration: Hashable, Sendable, Codable {
  /// Digits that are said further apart than this belong to two numbers, milliseconds.
  public var longestGapMilliseconds = 8000
  /// A number goes on over what the other party says in between, up to this many words.
  public var longestAside = 8
  /// From this many digits on a run of them is a number that is spelled out; fewer may be anything.
  public var shortestRun = 4

  public init() {}
}

/// Reads numbers out of what was said: digit words, Arabic digits and mixtures of both, over turns.
public struct NumberReader: Sendable {
  private let configuration: NumberReaderConfiguration

  public init(_ configuration: NumberReaderConfiguration = NumberReaderConfiguration()) {
    self.configuration = configuration
  }

  /// The numbers in `utterances`, which are of one call, in any order; times tell which follows which.
  public func read(_ utterances: [Utterance]) -> SpokenNumbers {
    let words = utterances.map { $0.words.map { PlainScalars.of($0.text) } }
    let readings = words.map(Self.readings(of:))
    // Of utterances that begin together the first given comes first.
    let order = utterances.indices.sorted {
      (utterances[$0].words[0].span.start, $0) < (utterances[$1].words[0].span.start, $1)
    }
    var collector = RunCollector(utterances, words, readings, order, configuration)
    var speakers: [Int] = []
    for index in order where !speakers.contains(utterances[index].speaker) {
      speakers.append(utterances[index].speaker)
    }
    let runs = speakers.map { collector.runs(of: $0) }
    let joint = speakers.count > 1 ? collector.runs(of: nil) : []
    return SpokenNumbers(
      words: words, readings: readings, order: order, runs: runs.flatMap(\.self),
      jointRuns: joint, shortestRun: configuration.shortestRun)
  }

  /// Words are read this many scalars at a time: no number is longer, and reading stays linear whatever
  /// somebody puts into a file without spaces.
  private static let longestPiece = 256

  private static func reading(of word: [Unicode.Scalar], after previous: Counter?) -> WordReading {
    guard word.count > longestPiece else { return WordReader.read(word, after: previous) }
    var whole = WordReading()
    for start in stride(from: 0, to: word.count, by: longestPiece) {
      let piece = Array(word[start..<min(word.count, start + longestPiece)])
      whole.append(WordReader.read(piece), at: start)
    }
    return whole
  }

  private static func readings(of words: [[Unicode.Scalar]]) -> [WordReading] {
    var previous: Counter?
    var readings: [WordReading] = []
    readings.reserveCapacity(words.count)
    for word in words {
      if let before = readings.indices.last, let counter = Counter.alone(word, after: previous),
        readings[before].count(with: counter)
      {
        var reading = WordReading(role: .filler)
        reading.tellsBirth = counter.tellsBirth
        readings.append(reading)
        previous = counter.counter
        continue
      }
      let reading = reading(of: word, after: previous)
      readings.append(reading)
      if case .quantity(_, let counter)? = reading.items.last?.item {
        previous = counter
      } else if reading.role != .filler {
        previous = nil
      }
    }
    return readings
  }
}

extension WordReading {
  /// Adds what stands in a piece of a long word that begins at `offset`.
  fileprivate mutating func append(_ piece: WordReading, at offset: Int) {
    guard piece.role == .numeral else { return }
    role = .numeral
    beginsWithText = true
    endsWithText = true
    tellsBirth = tellsBirth || piece.tellsBirth
    for item in piece.items {
      items.append(
        PlacedItem(
          item: item.item,
          range: (item.range.lowerBound + offset)..<(item.range.upperBound + offset),
          numeralRange: (item.numeralRange.lowerBound + offset)..<(item.numeralRange.upperBound
            + offset)))
    }
  }

  /// Makes the word's last number a quantity of what `counter`, the next word, says; false where the word
  /// ends with no number.
  fileprivate mutating func count(with counter: Counter.Alone) -> Bool {
    guard role == .numeral, !endsWithText, let last = items.indices.last else { return false }
    switch items[last].item {
    case .digits(let digits) where digits.count <= 4:
      let value = digits.filter(\.counts).reduce(0) { $0 * 10 + Int($1.value) }
      items[last].item = .quantity(value: value, counter: counter.counter)
    case .number(let value):
      items[last].item = .quantity(value: value, counter: counter.counter)
    default: return false
    }
    return true
  }
}
