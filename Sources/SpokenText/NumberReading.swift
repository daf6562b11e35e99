/// How a number is read aloud, without spaces: `[1, 2, 3, 0]` → `천이백삼십`, `onethousandtwohundredthirty`.
struct NumberReading {
  /// Amounts of more digits are read digit by digit: beyond 경 nobody counts aloud.
  static let mostDigits = 20

  private let tongue: SpokenForm.Tongue

  init(_ tongue: SpokenForm.Tongue) { self.tongue = tongue }

  /// The decimal point.
  var point: String { tongue == .korean ? "점" : "point" }

  /// Digits one after the other: `공일공`, `zeroonezero`.
  func byDigit(_ digits: [Int]) -> String {
    let names = tongue == .korean ? Self.koreanDigits : Self.englishSmall
    return digits.map { $0 == 0 && tongue == .korean ? "공" : names[$0] }.joined()
  }

  /// An amount. At most `mostDigits` digits; no digit is nothing.
  func amount(_ digits: [Int]) -> String {
    guard !digits.isEmpty else { return "" }
    guard digits.contains(where: { $0 != 0 }) else { return tongue == .korean ? "영" : "zero" }
    return tongue == .korean ? korean(digits) : english(digits)
  }

  private func korean(_ digits: [Int]) -> String {
    grouped(digits, by: 4).enumerated().map { index, group in
      let (text, place) = (koreanGroup(group.digits), group.place)
      guard !text.isEmpty else { return "" }
      // 만, not 일만, where it leads.
      let isLeadingTenThousand = index == 0 && place == 1 && text == "일"
      return (isLeadingTenThousand ? "" : text) + Self.koreanPlaces[place]
    }.joined()
  }

  private func koreanGroup(_ digits: [Int]) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() where digit != 0 {
      let unit = Self.koreanUnits[digits.count - 1 - index]
      text += (digit == 1 && !unit.isEmpty ? "" : Self.koreanDigits[digit]) + unit
    }
    return text
  }

  private func english(_ digits: [Int]) -> String {
    grouped(digits, by: 3).map { group in
      let value = group.digits.reduce(0) { $0 * 10 + $1 }
      return value == 0 ? "" : englishBelowThousand(value) + Self.englishPlaces[group.place]
    }.joined()
  }

  private func englishBelowThousand(_ value: Int) -> String {
    let hundreds = value >= 100 ? Self.englishSmall[value / 100] + "hundred" : ""
    let rest = value % 100
    if rest == 0 { return hundreds }
    if rest < 20 { return hundreds + Self.englishSmall[rest] }
    return hundreds + Self.englishTens[rest / 10]
      + (rest % 10 == 0 ? "" : Self.englishSmall[rest % 10])
  }

  /// The digits in groups, the highest first, each with its place: 0 for the lowest.
  private func grouped(_ digits: [Int], by size: Int) -> [(digits: [Int], place: Int)] {
    let count = (digits.count + size - 1) / size
    return (0..<count).map { index in
      let place = count - 1 - index
      let end = digits.count - place * size
      return (Array(digits[max(0, end - size)..<end]), place)
    }
  }

  private static let koreanDigits = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]
  private static let koreanUnits = ["", "십", "백", "천"]
  private static let koreanPlaces = ["", "만", "억", "조", "경"]
  private static let englishSmall = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ]
  private static let englishTens = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  private static let englishPlaces = [
    "", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion",
  ]
}
