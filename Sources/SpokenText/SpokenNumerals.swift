/// Numbers in sentences: heard as another one, the sentence says something else.
enum SpokenNumerals {
  /// How many sounds at the start of each word are a number, 0 for none: digits; Sino-Korean numerals with a unit
  /// in the word or behind it (십사 일, 삼만원); English number words.
  static func letterCounts(_ spoken: [String], written: [String]) -> [Int] {
    spoken.indices.map { at in
      if english.contains(spoken[at]) { return SpokenLetters.of(spoken[at]).count }
      let isWrittenSo = written[at].unicodeScalars.contains { SpokenForm.digit($0) != nil }
      let numerals = numerals(at: spoken[at])
      let count = SpokenLetters.of(numerals).count
      if isWrittenSo { return count > 0 ? count : SpokenLetters.of(spoken[at]).count }
      if let days = days.first(where: { spoken[at].hasPrefix($0) }) {
        return SpokenLetters.of(days).count
      }
      if native.contains(spoken[at]), hasUnit(behind: at, spoken) {
        return SpokenLetters.of(spoken[at]).count
      }
      guard count > 0 else { return 0 }
      let rest = spoken[at].unicodeScalars.dropFirst(numerals.unicodeScalars.count)
      if rest.isEmpty {
        return hasUnit(behind: at, spoken) ? count : 0
      }
      // One numeral before a unit in one word is as often a word of its own: 이번, 사원.
      let isNumber =
        numerals.unicodeScalars.count > 1 && units.contains { String(rest).hasPrefix($0) }
      return isNumber ? count : 0
    }
  }

  private static func hasUnit(behind at: Int, _ spoken: [String]) -> Bool {
    at + 1 < spoken.count && units.contains { spoken[at + 1].hasPrefix($0) }
  }

  /// The Sino-Korean numerals at the start of a word.
  static func numerals(at word: String) -> String {
    String(String.UnicodeScalarView(word.unicodeScalars.prefix { koreanNumerals.contains($0) }))
  }

  /// Whether the word is nothing but Sino-Korean numerals.
  static func isNumeral(_ word: some StringProtocol) -> Bool {
    !word.isEmpty && word.unicodeScalars.allSatisfy { koreanNumerals.contains($0) }
  }

  private static let koreanNumerals = Set("일이삼사오육륙칠팔구십백천만억영공".unicodeScalars)
  /// Counts of days.
  private static let days = ["이틀", "사흘", "나흘", "닷새", "엿새", "이레", "열흘", "보름"]
  /// Native numerals, as they stand before a unit.
  private static let native: Set<String> = [
    "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두", "스무", "서른",
  ]
  private static let units = [
    "원", "년", "월", "일", "시", "분", "개월", "개", "번", "회", "퍼센트", "프로", "주", "건", "명", "차", "자리", "세",
    "배",
    "달", "살", "가지", "킬로", "기가", "메가", "미터",
  ]
  private static let english: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
    "thousand", "million",
  ]
}
