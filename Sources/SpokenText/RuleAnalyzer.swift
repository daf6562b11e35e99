/// Takes words apart by lists of Korean particles and endings, without a dictionary.
///
/// A word loses the longest ending of the list that leaves a syllable, then the next: 해지하시면 loses 시면 and 하.
/// It errs where a noun ends like a particle (회의 → 회 + 의), and knows no irregular stems: what MeCab
/// (`MeCabAnalyzer`) with its dictionary does better. The same words always give the same morphemes.
public struct RuleAnalyzer: MorphemeAnalyzer {
  public init() {}

  /// Counts up when the lists change.
  public var name: String { "rules 2" }

  /// How often an ending is taken off a word: no word has more.
  private static let mostEndings = 6

  public func morphemes(of words: [String]) -> [[Morpheme]] {
    var result: [[Morpheme]] = []
    result.reserveCapacity(words.count)
    var before: (last: UInt32, endsOpen: Bool)?
    for word in words {
      let letters = SpokenLetters.of(word)
      guard let last = word.unicodeScalars.last else {
        result.append([])
        continue
      }
      if word.unicodeScalars.contains(where: SpokenForm.isHangul) {
        result.append(korean(word, letters, before: before))
      } else {
        result.append(letters.isEmpty ? [] : [EnglishWords.morpheme(of: word, letters: letters)])
      }
      before = (last.value, letters.last.map(Self.open.contains) ?? false)
    }
    return result
  }

  private func korean(
    _ word: String, _ letters: [UInt8], before: (last: UInt32, endsOpen: Bool)?
  ) -> [Morpheme] {
    if WordEndings.interjections.contains(word) { return [Morpheme(letters, .interjection)] }
    if WordEndings.dependents.contains(word) { return [Morpheme(letters, .dependent)] }
    let scalars = Array(word.unicodeScalars)
    let negators = NegationSigns.places(in: scalars.map(\.value), before: before?.last)
    guard let first = negators.first else { return divided(scalars[...], before: before) }
    // What stands before a negator, and each negator with what follows it.
    var result = first > 0 ? divided(scalars[..<first], before: before) : []
    for (index, start) in negators.enumerated() {
      let end = index + 1 < negators.count ? negators[index + 1] : scalars.count
      let sign = Self.letters(scalars[start...start])
      let rest = scalars[(start + 1)..<end]
      // 못, 안 and 불 stand before what they deny; the others are followed by endings.
      let isAdverb = "못안불".unicodeScalars.contains(scalars[start])
      result.append(Morpheme(sign, .function, isNegator: true))
      if rest.isEmpty { continue }
      result += isAdverb ? divided(rest, before: nil) : [Morpheme(Self.letters(rest), .function)]
    }
    return result
  }

  private static func letters(_ scalars: ArraySlice<Unicode.Scalar>) -> [UInt8] {
    var letters: [UInt8] = []
    for scalar in scalars { SpokenLetters.append(scalar.value, to: &letters) }
    return letters
  }

  /// Stem and endings.
  private func divided(
    _ scalars: ArraySlice<Unicode.Scalar>, before: (last: UInt32, endsOpen: Bool)?
  ) -> [Morpheme] {
    var letters: [UInt8] = []
    var starts: Set<Int> = []
    for scalar in scalars {
      starts.insert(letters.count)
      SpokenLetters.append(scalar.value, to: &letters)
    }
    guard !letters.isEmpty else { return [] }
    let cut = Self.stemEnd(letters, starts: starts)
    let isAuxiliary =
      before?.endsOpen == true && WordEndings.auxiliaries.contains { letters.starts(with: $0) }
    let stem = Morpheme(
      Array(letters[..<cut]), base: Self.plain(letters[..<cut]), isAuxiliary ? .function : .content)
    return cut < letters.count ? [stem, Morpheme(Array(letters[cut...]), .function)] : [stem]
  }

  /// Where the stem ends: endings of the list are taken off as long as a syllable remains.
  ///
  /// - Parameter starts: where syllables start.
  private static func stemEnd(_ letters: [UInt8], starts: Set<Int>) -> Int {
    var end = letters.count
    for _ in 0..<mostEndings {
      let longest = min(9, end - 1)
      guard longest > 0 else { break }
      let found = stride(from: longest, through: 1, by: -1).first { length in
        let list = starts.contains(end - length) ? WordEndings.endings : WordEndings.melted
        return isEnding(
          letters[(end - length)..<end], behind: letters[..<(end - length)], among: list)
      }
      guard let length = found ?? auxiliary(letters[..<end], starts: starts) else { break }
      end -= length
    }
    return end
  }

  /// Sounds of an auxiliary that the letters end in, behind an infinitive of two syllables or more: 주 in 바꿔주, not
  /// in 맥주 or 아주.
  private static func auxiliary(_ letters: ArraySlice<UInt8>, starts: Set<Int>) -> Int? {
    WordEndings.joinedAuxiliaries.first { auxiliary in
      let verb = letters.dropLast(auxiliary.count)
      guard letters.suffix(auxiliary.count) == auxiliary[...], starts.contains(verb.count),
        let last = verb.last
      else { return false }
      return open.contains(last) && verb.count { SpokenLetters.vowels.contains($0) } > 1
    }?.count
  }

  /// The stem without the vowel that an infinitive adds: 바꾸 of 바꿔, 보이 of 보여. Behind a consonant 여 ends nouns too, and
  /// 와 anywhere: 우려 is not 우리, 사과 not 사고.
  private static func plain(_ stem: ArraySlice<UInt8>) -> [UInt8] {
    guard let last = stem.last, let vowel = contracted[last],
      stem.count(where: { SpokenLetters.vowels.contains($0) }) > 1,
      last == Self.vowel("워") || stem.dropLast().last.map(SpokenLetters.vowels.contains) ?? false
    else { return Array(stem) }
    return stem.dropLast() + [vowel]
  }

  private static func vowel(_ syllable: String) -> UInt8 { SpokenLetters.of(syllable)[0] }
  private static let contracted = [vowel("워"): vowel("우"), vowel("여"): vowel("이")]

  private static func isEnding(
    _ ending: ArraySlice<UInt8>, behind stem: ArraySlice<UInt8>,
    among list: [UInt64: WordEndings.Condition]
  ) -> Bool {
    guard let key = SpokenLetters.packed(ending), let condition = list[key],
      let last = stem.last
    else { return false }
    func syllables(_ letters: ArraySlice<UInt8>) -> Int {
      letters.count { SpokenLetters.vowels.contains($0) }
    }
    let isShort = syllables(ending) < 2 && !WordEndings.particlesOfOne.contains(key)
    guard syllables(stem) >= (isShort ? 2 : 1) else { return false }
    switch condition {
    case .anything: return true
    case .vowel: return SpokenLetters.vowels.contains(last)
    case .consonant: return !SpokenLetters.vowels.contains(last)
    }
  }

  /// Vowels that the infinitive of a verb ends in, after which an auxiliary may follow: 아, 어, 해, 여, 와, 워, 돼.
  private static let open: Set<UInt8> = Set(SpokenLetters.of("아어애여와워왜"))
}
