internal import SpokenText

/// The numbers of an utterance as they stand one behind another, whatever they are said with: digits, place
/// values (오천삼백칠), English numbers (twenty two, March fourteenth).
///
/// Outside of an answer such numbers are amounts, which is why the reader makes no digits of them.
struct AnswerNumbers {
  /// Numbers with nothing but joints between them.
  struct Stretch {
    /// Words of place values and of English numbers, in order; those of digits are not among them.
    var words: [Int] = []
    /// Numbers of place values by word.
    var values: [Int: Int] = [:]
    /// All words with a number.
    var allWords: Set<Int> = []
    /// Digits of all numbers in it.
    var digits = 0
    /// Whether all of it is days, months and ordinals: March fourteenth.
    var isDate = true
  }

  /// In order; each has a number of place values or an English one.
  private(set) var stretches: [Stretch] = []
  /// Whether the utterance is nothing but numbers, what may stand between them, and words like *it's*.
  private(set) var isBare = true

  /// Whether the utterance is an answer that no digit needs to be in.
  var isAnswer: Bool { isBare && stretches.contains { !$0.isDate } }

  init(_ words: [[Unicode.Scalar]], _ readings: [WordReading]) {
    var open = Stretch()
    for (word, reading) in readings.enumerated() {
      if reading.role == .text {
        guard let first = words[word].first, first.isASCII else {
          isBare = false
          close(&open)
          continue
        }
        let text = EnglishNumerals.bare(words[word])
        if let numeral = EnglishNumerals.all[text] {
          open.add(word, digits: numeral.digits, isDate: numeral.isDate)
          continue
        }
        if EnglishNumerals.counted.contains(text) { open = Stretch() }
        if EnglishNumerals.joints.contains(text) { continue }
        if !EnglishNumerals.leads.contains(text) { isBare = false }
        close(&open)
        continue
      }
      if reading.beginsWithText {
        isBare = false
        close(&open)
      }
      take(reading, word, words[word], into: &open)
      if reading.endsWithText {
        isBare = false
        close(&open)
      }
    }
    close(&open)
  }

  private func take(
    _ reading: WordReading, _ word: Int, _ scalars: [Unicode.Scalar], into open: inout Stretch
  ) {
    for entry in reading.items {
      switch entry.item {
      case .digits(let digits):
        open.digits += digits.count(where: \.counts)
        open.allWords.insert(word)
        open.isDate = false
      // 천만에요 is a courtesy.
      case .number where scalars.starts(with: Self.courtesy): break
      case .number(let value):
        open.add(word, digits: String(value ?? 0).count, isDate: false)
        open.values[word] = value
      case .quantity where EnglishNumerals.isOrdinal(scalars, entry):
        open.add(word, digits: entry.numeralRange.count, isDate: true)
      case .quantity:
        // 만 이천 원: what stands before a counted number is counted too.
        open = Stretch()
      case .letter: break
      }
    }
  }

  private static let courtesy: [Unicode.Scalar] = ["천", "만", "에"]

  private mutating func close(_ open: inout Stretch) {
    if !open.words.isEmpty { stretches.append(open) }
    open = Stretch()
  }
}

extension AnswerNumbers.Stretch {
  fileprivate mutating func add(_ word: Int, digits: Int, isDate: Bool) {
    if words.last != word { words.append(word) }
    allWords.insert(word)
    self.digits += digits
    self.isDate = self.isDate && isDate
  }
}
