internal import SpokenText

/// English numbers above nine, which are no digits, and what stands around them in an answer.
enum EnglishNumerals {
  struct Numeral: Sendable {
    /// Digits it stands for at most.
    let digits: Int
    /// Whether it is said of days and months only, or may be: march, second.
    let isDate: Bool
  }

  /// Whole words, as `PlainScalars` has them, without punctuation.
  static let all: [[Unicode.Scalar]: Numeral] = {
    var table: [[Unicode.Scalar]: Numeral] = [:]
    let tens = "twenty thirty forty fourty fifty sixty seventy eighty ninety".split(separator: " ")
    let ones = "one two three four five six seven eight nine".split(separator: " ")
    let ordinals = "first second third fourth fifth sixth seventh eighth ninth".split(
      separator: " ")
    func add(_ word: some StringProtocol, _ digits: Int, isDate: Bool = false) {
      table[Array(String(word).unicodeScalars)] = Numeral(digits: digits, isDate: isDate)
    }
    for word in "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
      .split(separator: " ")
    {
      add(word, 2)
    }
    for word in ["hundred", "thousand"] { add(word, 2) }
    for ten in tens {
      add(ten, 2)
      for one in ones {
        add("\(ten)-\(one)", 2)
        add("\(ten)\(one)", 2)
      }
    }
    for ordinal in ordinals {
      add(ordinal, 1, isDate: true)
      for ten in ["twenty", "thirty"] { add("\(ten)-\(ordinal)", 2, isDate: true) }
    }
    for ordinal in dayOrdinals.split(separator: " ") { add(ordinal, 2, isDate: true) }
    for month in months.split(separator: " ") { add(month, 0, isDate: true) }
    return table
  }()

  private static let dayOrdinals =
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
    + "twentieth thirtieth"
  private static let months =
    "january february march april may june july august september october november december "
    + "jan feb mar apr jun jul aug sep sept oct nov dec"

  /// Words that may stand between two numbers of one answer.
  static let joints = words("of the and space")

  /// Words that may lead an answer, or close it, and say nothing else.
  static let leads = words(
    "it it's its is was that's thats that my number sure yeah yep so well er okay alright please sir "
      + "ma'am thanks starts with ends in i'm born on")

  /// What is counted: numbers before one of these are amounts.
  static let counted = words(
    "dollars dollar bucks cents percent minutes minute hours hour days day weeks week months month years "
      + "year times people items item pieces piece pounds miles inches boxes orders units pairs won o'clock "
      + "am pm a.m p.m")

  /// Whether `entry` of `word` is 21st, 3rd and the like.
  static func isOrdinal(_ word: [Unicode.Scalar], _ entry: PlacedItem) -> Bool {
    let ending = Array(word[entry.numeralRange.upperBound..<entry.range.upperBound])
    return entry.numeralRange.count <= 2 && ordinalEndings.contains(ending)
  }

  private static let ordinalEndings = words("st nd rd th")

  /// `word` without the punctuation at its ends.
  static func bare(_ word: [Unicode.Scalar]) -> [Unicode.Scalar] {
    let isSign: (Unicode.Scalar) -> Bool = { ".,;:!?\"'()".unicodeScalars.contains($0) }
    guard let first = word.firstIndex(where: { !isSign($0) }),
      let last = word.lastIndex(where: { !isSign($0) })
    else { return [] }
    return word[first...last].map { $0 == "’" ? "'" : $0 }
  }

  private static func words(_ list: String) -> Set<[Unicode.Scalar]> {
    Set(list.split(separator: " ").map { Array(String($0).unicodeScalars) })
  }
}
