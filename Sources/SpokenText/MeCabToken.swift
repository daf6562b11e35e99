/// One line of what MeCab says of a sentence, with the features that mecab-ko-dic gives, as morphemes.
///
///     드립니다  VX+EC,*,F,드립니다,Inflect,VX,EC,드리/VX/*+ᄇ니다/EC/*
struct MeCabToken {
  /// Bytes of the sentence that it stands for.
  let byteCount: Int
  /// Whether it is of a kind that clings to what stands before it: found at the start of a word, MeCab passed
  /// over a space. An auxiliary may stand alone: 해 주세요.
  let cannotBeginWord: Bool
  /// One morpheme, or stem and endings apart where they melted together. None where it has no sound.
  let morphemes: [Morpheme]

  /// Nil where the line does not look like a token.
  init?(line: ArraySlice<UInt8>) {
    guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
    let features = line[(tab + 1)...].split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let tags = features[0].split(separator: UInt8(ascii: "+")).map {
      String(decoding: $0, as: UTF8.self)
    }
    let isInflected = features.count > 7 && features[4].elementsEqual("Inflect".utf8)
    let base = isInflected ? features[7].split(separator: UInt8(ascii: "/")).first : nil
    byteCount = tab - line.startIndex
    cannotBeginWord =
      tags.first.map { $0.hasPrefix("J") || $0.hasPrefix("E") || $0.hasPrefix("XS") } ?? false
    morphemes = Self.morphemes(
      surface: String(decoding: line[..<tab], as: UTF8.self), tags: tags,
      firstBase: base.map { String(decoding: $0, as: UTF8.self) })
  }

  /// The tokens of each word, or nil where they do not add up to the words.
  static func divided(_ tokens: [MeCabToken], among words: [String]) -> [[MeCabToken]]? {
    var result: [[MeCabToken]] = []
    var next = 0
    for word in words {
      var bytes = word.utf8.count
      var own: [MeCabToken] = []
      while bytes > 0 {
        guard next < tokens.count, tokens[next].byteCount <= bytes else { return nil }
        own.append(tokens[next])
        bytes -= tokens[next].byteCount
        next += 1
      }
      result.append(own)
    }
    return next == tokens.count ? result : nil
  }

  /// - Parameters:
  ///   - surface: as it stands in the sentence.
  ///   - tags: parts of speech, several where an ending melted into its stem: `VX`, `EC`.
  ///   - firstBase: dictionary form of the first part where several melted together, else nil.
  private static func morphemes(
    surface: String, tags: [String], firstBase: String?
  ) -> [Morpheme] {
    let letters = SpokenLetters.of(surface)
    guard !letters.isEmpty, let tag = tags.first else { return [] }
    let kind = kind(of: tag)
    let isNegator = isNegator(tag, stem: firstBase ?? surface)
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

  private static func isNegator(_ tag: String, stem: String) -> Bool {
    switch tag {
    case "VCN": return true
    case "VA", "VV", "VX":
      return stem == "없" || stem == "않" || stem == "못하" || (tag == "VX" && stem == "말")
    case "MAG":
      return ["안", "못", "아니", "없이"].contains(stem)
    case "XPN": return stem == "불"
    default: return NegationSigns.isLexical(stem)
    }
  }
}
