/// How many syllables a word has when it is spoken.
///
/// A Hangul block is one, a Hangul letter that stands alone one (`ㅋㅋ` is two); numbers count as read aloud
/// (`1230` → 천이백삼십, five). A Latin word has one for each group of vowels: `e` at the end is silent, `le`
/// after a consonant is not, `ed` counts after `t` and `d` only, `es` after a hiss only. Two to five capitals
/// are read letter by letter (`ARS` is 에이알에스, five, and three in English), unless they hold a vowel and at least four letters (`VISA`).
/// A letter of any other script counts one.
enum SyllableCount {
  static func of(_ word: String, in tongue: SpokenForm.Tongue) -> Int {
    var count = 0
    var latin: [UInt8] = []
    var hasLowerCase = false
    func flush() -> Int {
      defer {
        latin.removeAll(keepingCapacity: true)
        hasLowerCase = false
      }
      return latin.isEmpty ? 0 : hasLowerCase ? vowelGroups(latin) : capitals(latin, tongue)
    }
    for scalar in SpokenForm.of(word, in: tongue).unicodeScalars {
      switch scalar.value {
      case 0x61...0x7A:
        latin.append(UInt8(scalar.value))
        hasLowerCase = true
      case 0x41...0x5A: latin.append(UInt8(scalar.value + 0x20))
      case 0x27, 0x2019: continue
      // Medial and final letters of a block that is written in parts belong to its initial.
      case 0x1160...0x11FF: continue
      default: count += flush() + (scalar.properties.isAlphabetic ? 1 : 0)
      }
    }
    return count + flush()
  }

  private static func capitals(_ letters: [UInt8], _ tongue: SpokenForm.Tongue) -> Int {
    let isWord = letters.count > 5 || (letters.count > 3 && letters.contains(where: isVowel))
    if isWord { return vowelGroups(letters) }
    let names = tongue == .korean ? koreanLetterNames : englishLetterNames
    return letters.reduce(0) { $0 + names[Int($1 - UInt8(ascii: "a"))] }
  }

  /// Syllables of the letters' names: 에이, 비, 씨 …
  private static let koreanLetterNames = [
    2, 1, 1, 1, 1, 2, 1, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 3, 2, 2, 2,
  ]
  /// Double-u has three.
  private static let englishLetterNames = (0..<26).map { $0 == 22 ? 3 : 1 }

  /// Groups of vowels, at least one. Exact for some nine in ten English words.
  private static func vowelGroups(_ letters: [UInt8]) -> Int {
    var count = 0
    var wasVowel = false
    for letter in letters {
      let isVowel = isVowel(letter)
      if isVowel && !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    return max(1, count - (endsSilently(letters) ? 1 : 0))
  }

  private static func endsSilently(_ letters: [UInt8]) -> Bool {
    let text = String(decoding: letters.suffix(3), as: UTF8.self)
    guard letters.count > 2, let before = text.unicodeScalars.first else { return false }
    let isAfterVowel = isVowel(UInt8(before.value))
    if text.hasSuffix("le") { return isAfterVowel }
    if text.hasSuffix("ed") { return !isAfterVowel && !"td".unicodeScalars.contains(before) }
    if text.hasSuffix("es") { return !isAfterVowel && !"scxzgh".unicodeScalars.contains(before) }
    guard text.hasSuffix("e") else { return false }
    let middle = letters[letters.count - 2]
    return !isVowel(middle)
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"), UInt8(ascii: "y"):
      true
    default: false
    }
  }
}
