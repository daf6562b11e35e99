internal import SpokenText

/// The words of one utterance that say what numbers near them are.
struct UtteranceContext {
  struct Hit {
    let kind: ContextKind
    /// Whether the word by itself names a number or an address.
    let isName: Bool
    /// Scalars of the text without spaces.
    let range: Range<Int>
  }

  /// In order of place.
  private(set) var hits: [Hit] = []
  /// Offset in the text without spaces at which each word begins, and the text's length behind them.
  private(set) var wordStarts: [Int] = []
  /// Whether it ends as a question does, as far as its last sign tells.
  private(set) var endsWithQuestionMark = false

  /// Scalars of the text without spaces.
  var length: Int { wordStarts[wordStarts.count - 1] }

  init(_ words: [[Unicode.Scalar]]) {
    var text: [Unicode.Scalar] = []
    for word in words {
      wordStarts.append(text.count)
      text += word
    }
    wordStarts.append(text.count)
    endsWithQuestionMark = text.last == "?"
    var index = 0
    var word = 0
    while index < text.count {
      while wordStarts[word] < index { word += 1 }
      guard let entry = Self.entry(in: text, at: index),
        // Two syllables may also be the end of one word and the beginning of the next: 잠시만 기다려; and so
        // may Latin letters: VIP는.
        entry.kind != .impersonal || entry.word.count > 2 && !entry.word[0].isASCII
          || wordStarts[word] == index
      else {
        index += 1
        continue
      }
      let end = index + entry.word.count
      hits.append(Hit(kind: entry.kind, isName: entry.isName, range: index..<end))
      index = end
    }
  }

  /// Index of the first hit that begins at `offset` or behind it.
  func firstHit(from offset: Int) -> Int {
    var low = 0
    var high = hits.count
    while low < high {
      let middle = (low + high) / 2
      if hits[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func entry(
    in text: [Unicode.Scalar], at index: Int
  ) -> ContextWords.Entry? {
    guard let entries = ContextWords.byFirst[text[index]] else { return nil }
    next: for entry in entries where index + entry.word.count <= text.count {
      for offset in entry.word.indices where text[index + offset] != entry.word[offset] {
        continue next
      }
      return entry
    }
    return nil
  }

  /// Personal data that the utterance asks for; empty where it asks for none.
  ///
  /// A question names a kind of number or address and asks: by a word of asking (말씀해 주세요), by a
  /// question mark, or by ending with the name (연락처요, 생년월일은요).
  var asked: Set<ContextKind> {
    let names = hits.filter { $0.kind.isPersonal && $0.isName }
    guard let last = names.last else { return askedByNumberAlone }
    let asks =
      endsWithQuestionMark || hits.contains { $0.kind == .request }
      || length - last.range.upperBound <= 3
    return asks ? Set(names.map(\.kind)) : []
  }

  /// `번호 불러 주세요`: a number of no kind that is named, nor one of an order.
  private var askedByNumberAlone: Set<ContextKind> {
    let weak = hits.filter { $0.kind.isPersonal }
    let asks = endsWithQuestionMark || hits.contains { $0.kind == .request }
    guard asks, hits.contains(where: { $0.kind == .phone }),
      !hits.contains(where: { $0.kind == .impersonal })
    else { return [] }
    return Set(weak.map(\.kind))
  }

  /// Whether it asks for the number of an order or the like, so that the next number said is that.
  var asksImpersonally: Bool {
    guard let last = hits.last(where: { $0.kind == .impersonal }) else { return false }
    return isQuestion || length - last.range.upperBound <= 3
  }

  /// Whether it asks at all.
  var isQuestion: Bool { endsWithQuestionMark || hits.contains { $0.kind == .request } }
}
