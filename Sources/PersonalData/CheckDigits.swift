/// The sums by which numbers prove themselves, and dates.
enum CheckDigits {
  /// Card numbers: every second digit from the right doubled (ISO/IEC 7812-1, annex B).
  static func isLuhn(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = index % 2 == 0 ? Int(digit) : Int(digit) * 2
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }

  /// Resident and foreigner numbers: (11 - weighted sum mod 11) mod 10, for foreigners (13 - …) mod 10.
  /// Numbers given since October 2020 end in any digits.
  static func isResident(_ digits: [UInt8], foreigner: Bool) -> Bool {
    guard digits.count == 13 else { return false }
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    let sum = weights.indices.reduce(0) { $0 + weights[$1] * Int(digits[$1]) }
    return ((foreigner ? 13 : 11) - sum % 11) % 10 == Int(digits[12])
  }

  /// Business registration numbers: weights 1 3 7 1 3 7 1 3 5, the last product's tens added.
  static func isBusiness(_ digits: [UInt8]) -> Bool {
    guard digits.count == 10 else { return false }
    let weights = [1, 3, 7, 1, 3, 7, 1, 3, 5]
    var sum = weights.indices.reduce(0) { $0 + weights[$1] * Int(digits[$1]) }
    sum += Int(digits[8]) * 5 / 10
    return (10 - sum % 10) % 10 == Int(digits[9])
  }

  /// Whether digits are YYMMDD of any century.
  static func isShortDate(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 6 else { return false }
    let parts = pairs(digits)
    return isDay(parts[2], ofMonth: parts[1])
  }

  /// Whether digits are YYYYMMDD of somebody who may live: 1900 to 2029.
  static func isLongDate(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 8 else { return false }
    let parts = pairs(digits)
    return isBirthYear(parts[0] * 100 + parts[1]) && isDay(parts[3], ofMonth: parts[2])
  }

  static func isBirthYear(_ year: Int) -> Bool { (1900...2029).contains(year) }

  static func isDay(_ day: Int, ofMonth month: Int) -> Bool {
    guard (1...12).contains(month) else { return false }
    return (1...[31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]).contains(day)
  }

  private static func pairs(_ digits: ArraySlice<UInt8>) -> [Int] {
    stride(from: digits.startIndex, to: digits.endIndex, by: 2).map {
      Int(digits[$0]) * 10 + Int(digits[$0 + 1])
    }
  }
}
