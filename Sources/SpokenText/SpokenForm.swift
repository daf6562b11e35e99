/// A word as it is spoken: punctuation taken off, numbers read aloud.
///
/// Numbers are read the Sino-Korean way (`14일` → `십사일`) or in English (`14` → `fourteen`), place by place where
/// a word is plainly no amount: it begins with 0, has a hyphen between digits, or more than eight digits
/// without a comma.
enum SpokenForm {
  /// What a number is read in.
  enum Tongue { case korean, english }

  /// Digits are read aloud up to this many in a word; the others are silent. No spoken number is longer.
  private static let mostDigits = 64

  /// The word with its numbers spelt out and without what is not spoken.
  static func of(_ word: String, in tongue: Tongue) -> String {
    // Most words are letters alone.
    if !word.unicodeScalars.contains(where: { $0.value < 0x41 || !isSpoken($0) }) { return word }
    let scalars = Array(word.unicodeScalars)
    var spoken = String.UnicodeScalarView()
    var at = 0
    while at < scalars.count {
      if digit(scalars[at]) != nil {
        let run = WrittenDigits(scalars, from: at, mostDigits: mostDigits)
        spoken.append(contentsOf: run.spoken(in: tongue).unicodeScalars)
        at = run.end
        continue
      }
      if let name = signName(scalars[at], tongue) {
        spoken.append(contentsOf: name.unicodeScalars)
      } else if isSpoken(scalars[at]) || isApostrophe(scalars[at]) {
        spoken.append(scalars[at])
      }
      at += 1
    }
    return String(spoken)
  }

  /// Whether the code point is a letter of any script, or a mark that belongs to one.
  static func isSpoken(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xAC00...0xD7A3: true
    case 0...0x7F: false
    default: scalar.properties.isAlphabetic
    }
  }

  static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "\u{2019}"
  }

  static func isHangul(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAC00...0xD7A3, 0x1100...0x11FF, 0x3131...0x318E: true
    default: false
    }
  }

  /// 0–9, also of the full-width form, or nil.
  static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x30...0x39: Int(scalar.value - 0x30)
    case 0xFF10...0xFF19: Int(scalar.value - 0xFF10)
    default: nil
    }
  }

  private static func signName(_ sign: Unicode.Scalar, _ tongue: Tongue) -> String? {
    let names: (korean: String, english: String)
    switch sign {
    case "%": names = ("퍼센트", "percent")
    case "@": names = ("골뱅이", "at")
    case "₩": names = ("원", "won")
    case "$": names = ("달러", "dollars")
    case "&": names = ("앤", "and")
    case "℃": names = ("도", "degrees")
    default: return nil
    }
    return tongue == .korean ? names.korean : names.english
  }
}

/// A number as it stands in a word: digits with the commas, hyphens and the point between them.
private struct WrittenDigits {
  /// The whole part, or all digits where they are read one by one.
  var digits: [Int] = []
  var decimals: [Int] = []
  var isReadByDigit = false
  /// First code point after the number.
  var end: Int

  init(_ scalars: [Unicode.Scalar], from start: Int, mostDigits: Int) {
    end = start
    var hasPoint = false
    var hasComma = false
    scan: while end < scalars.count {
      if let digit = SpokenForm.digit(scalars[end]) {
        if digits.count + decimals.count < mostDigits {
          if hasPoint { decimals.append(digit) } else { digits.append(digit) }
        }
        end += 1
        continue
      }
      let isInside = end + 1 < scalars.count && SpokenForm.digit(scalars[end + 1]) != nil
      guard isInside else { break }
      switch scalars[end] {
      case ",": hasComma = true
      case "-": isReadByDigit = true
      case "." where !hasPoint: hasPoint = true
      default: break scan
      }
      end += 1
    }
    finish(hasComma)
  }

  private mutating func finish(_ hasComma: Bool) {
    if isReadByDigit || (digits.count > 1 && digits[0] == 0) || (digits.count > 8 && !hasComma) {
      isReadByDigit = true
      digits += decimals
      decimals = []
    }
  }

  func spoken(in tongue: SpokenForm.Tongue) -> String {
    let reader = NumberReading(tongue)
    let whole =
      isReadByDigit || digits.count > NumberReading.mostDigits
      ? reader.byDigit(digits) : reader.amount(digits)
    return decimals.isEmpty ? whole : whole + reader.point + reader.byDigit(decimals)
  }
}
