internal import SpeechTimeline

/// A word of an utterance as the figures see it: taken out of its punctuation, put into spoken form.
struct HeardWord {
  /// What the punctuation behind a word says.
  enum Mark { case question, full, pause, none }

  /// Without the punctuation around it, Latin letters in lower case; never empty.
  var core: String
  /// As it is spoken: numbers spelt out.
  var spoken: String
  /// How many syllables it has.
  var syllableCount: Int
  var span: TimeSpan
  var mark: Mark
  /// Whether its times were worked out rather than given.
  var isEstimated: Bool
  /// Which utterance it stands in.
  var utterance: Int

  /// The words of an utterance that have a letter or a digit; the marks of the others go to the word before.
  static func words(of utterance: Utterance, index: Int) -> [HeardWord] {
    let tongue = tongue(of: utterance)
    var result: [HeardWord] = []
    result.reserveCapacity(utterance.words.count)
    for word in utterance.words {
      let mark = mark(of: word.text)
      let core = core(of: word.text)
      guard !core.isEmpty else {
        if mark != .none, !result.isEmpty { result[result.count - 1].mark = mark }
        continue
      }
      result.append(
        HeardWord(
          core: core, spoken: SpokenForm.of(core, in: tongue),
          syllableCount: SyllableCount.of(word.text, in: tongue), span: word.span, mark: mark,
          isEstimated: word.isEstimated, utterance: index))
    }
    return result
  }

  /// What numbers are read in: English where the utterance has more Latin letters than Hangul.
  private static func tongue(of utterance: Utterance) -> SpokenForm.Tongue {
    var hangul = 0
    var latin = 0
    for word in utterance.words {
      for scalar in word.text.unicodeScalars {
        if SpokenForm.isHangul(scalar) {
          hangul += 1
        } else if (0x61...0x7A).contains(scalar.value | 0x20) {
          latin += 1
        }
      }
    }
    // A block of Hangul is some three Latin letters' worth.
    return latin > hangul * 3 ? .english : .korean
  }

  private static func core(of text: String) -> String {
    let scalars = text.unicodeScalars
    func isPart(_ scalar: Unicode.Scalar) -> Bool {
      SpokenForm.isSpoken(scalar) || SpokenForm.digit(scalar) != nil || scalar == "%"
    }
    guard let first = scalars.firstIndex(where: isPart), let last = scalars.lastIndex(where: isPart)
    else { return "" }
    let inner = scalars[first...last]
    guard inner.contains(where: { $0 != "%" }) else { return "" }
    let hasUpperCase = inner.contains { (0x41...0x5A).contains($0.value) || $0.value > 0xFF20 }
    return hasUpperCase ? String(inner).lowercased() : String(inner)
  }

  private static func mark(of text: String) -> Mark {
    var mark = Mark.none
    for scalar in text.unicodeScalars.reversed() {
      switch scalar {
      case "?", "？": return .question
      case ".", "!", "。", "！": mark = .full
      case "…", ",", "~", "-", "—", "、", "–": if mark == .none { mark = .pause }
      case "\"", "'", ")", "”", "’", "」": continue
      default: return ended(mark, text)
      }
    }
    return mark
  }

  /// Three dots are a pause, no end.
  private static func ended(_ mark: Mark, _ text: String) -> Mark {
    mark == .full && text.hasSuffix("..") ? .pause : mark
  }
}
