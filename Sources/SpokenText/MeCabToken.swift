/// One line of what MeCab says of a sentence, with the features that mecab-ko-dic gives.
///
///     드립니다  VX+EC,*,F,드립니다,Inflect,VX,EC,드리/VX/*+ᄇ니다/EC/*
struct MeCabToken {
  /// As it stands in the sentence.
  var surface: String
  /// Parts of speech, several where an ending melted into its stem: `VX`, `EC`.
  var tags: [String]
  /// Dictionary form of the first part where several melted together, else nil.
  var firstBase: String?

  /// The tokens of MeCab's answer, line by line; what does not look like one is passed over.
  static func tokens(of answer: String) -> [MeCabToken] {
    answer.split(separator: "\n").compactMap { line in
      let columns = line.split(separator: "\t", maxSplits: 1)
      guard columns.count == 2 else { return nil }
      let features = columns[1].split(separator: ",", omittingEmptySubsequences: false)
      let tags = features[0].split(separator: "+").map(String.init)
      let isInflected = features.count > 7 && features[4] == "Inflect"
      let base = isInflected ? features[7].split(separator: "/").first.map(String.init) : nil
      return MeCabToken(surface: String(columns[0]), tags: tags, firstBase: base)
    }
  }

  /// The tokens of each word, or nil where their surfaces do not add up to the words.
  static func divided(_ tokens: [MeCabToken], among words: [String]) -> [[MeCabToken]]? {
    var result: [[MeCabToken]] = []
    var next = 0
    for word in words {
      var bytes = word.utf8.count
      var own: [MeCabToken] = []
      while bytes > 0 {
        guard next < tokens.count, tokens[next].surface.utf8.count <= bytes else { return nil }
        own.append(tokens[next])
        bytes -= tokens[next].surface.utf8.count
        next += 1
      }
      result.append(own)
    }
    return next == tokens.count ? result : nil
  }

  /// Whether it is of a kind that clings to what stands before it: found at the start of a word, MeCab passed
  /// over a space. An auxiliary may stand alone: 해 주세요.
  var cannotBeginWord: Bool {
    guard let tag = tags.first else { return false }
    return tag.hasPrefix("J") || tag.hasPrefix("E") || tag.hasPrefix("XS")
  }

  /// One morpheme, or stem and endings apart where they melted together. None where it has no sound.
  func morphemes() -> [Morpheme] {
    let letters = SpokenLetters.of(surface)
    guard !letters.isEmpty, let tag = tags.first else { return [] }
    let kind = Self.kind(of: tag)
    let isNegator = isNegator(tag)
    guard tags.count > 1, kind == .content || kind == .dependent || isNegator, let firstBase else {
      return [Morpheme(letters, kind, isNegator: isNegator)]
    }
    let base = SpokenLetters.of(firstBase)
    let common = zip(letters, base).prefix { $0 == $1 }.count
    let stemEnd = min(letters.count, max(1, common))
    let stem = Morpheme(Array(letters[..<stemEnd]), base: base, kind, isNegator: isNegator)
    guard stemEnd < letters.count else { return [stem] }
    return [stem, Morpheme(Array(letters[stemEnd...]), .function)]
  }

  private static func kind(of tag: String) -> Morpheme.Kind {
    switch tag.prefix(2) {
    case "IC": return .interjection
    case "VX", "VC", "XS": return .function
    default: break
    }
    switch tag.prefix(1) {
    case "J", "E": return .function
    default: return tag == "NNB" || tag == "NNBC" ? .dependent : .content
    }
  }

  private func isNegator(_ tag: String) -> Bool {
    let stem = firstBase ?? surface
    switch tag {
    case "VCN": return true
    case "VA", "VV", "VX":
      return stem == "없" || stem == "않" || stem == "못하" || (tag == "VX" && stem == "말")
    case "MAG":
      return ["안", "못", "아니", "없이"].contains(stem)
    case "XPN": return stem == "불"
    default: return NegationSigns.isLexical(surface)
    }
  }
}
