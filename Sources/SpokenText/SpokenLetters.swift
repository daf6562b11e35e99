/// The letters of a text as they sound: what is compared where spelling and spacing must not matter.
///
///     책을  →  ㅊ ㅐ ㄱ ㅡ ㄹ        (the silent ㅇ of 을 is no sound: "책을" and "채글" are the same)
///     닭    →  ㄷ ㅏ ㄹ ㄱ
///     Card  →  c a r d
///
/// A letter is a byte: consonants 1–19 in the order of Hangul's initials, vowels 20–40 in the order of its
/// medials, Latin 64–89 in lower case, letters of other scripts 90–126 (a remainder of their code).
/// Everything else has none. Digits are spelt out before: `SpokenForm`.
enum SpokenLetters {
  static let vowels: ClosedRange<UInt8> = 20...40
  /// One more than the highest letter.
  static let count = 127

  /// The sounds of a text; empty where it has no letter.
  static func of(_ text: some StringProtocol) -> [UInt8] {
    var letters: [UInt8] = []
    letters.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar.value, to: &letters) }
    return letters
  }

  /// Appends the sounds of one code point: none to five.
  static func append(_ value: UInt32, to letters: inout [UInt8]) {
    switch value {
    case 0xAC00...0xD7A3:
      let index = Int(value - 0xAC00)
      appendInitial(index / 588, to: &letters)
      letters.append(UInt8(20 + index % 588 / 28))
      letters.append(contentsOf: finals[index % 28])
    case 0x61...0x7A: letters.append(UInt8(64 + value - 0x61))
    case 0x41...0x5A: letters.append(UInt8(64 + value - 0x41))
    case 0xFF21...0xFF3A: letters.append(UInt8(64 + value - 0xFF21))
    case 0xFF41...0xFF5A: letters.append(UInt8(64 + value - 0xFF41))
    case 0x1100...0x1112: appendInitial(Int(value - 0x1100), to: &letters)
    case 0x1161...0x1175: letters.append(UInt8(20 + value - 0x1161))
    case 0x11A8...0x11C2: letters.append(contentsOf: finals[Int(value - 0x11A7)])
    case 0x3131...0x314E: letters.append(contentsOf: compatibility[Int(value - 0x3131)])
    case 0x314F...0x3163: letters.append(UInt8(20 + value - 0x314F))
    default:
      guard value > 0x7F, let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic
      else { return }
      letters.append(UInt8(90 + value % 37))
    }
  }

  private static func appendInitial(_ index: Int, to letters: inout [UInt8]) {
    if index != 11 { letters.append(UInt8(1 + index)) }
  }

  /// Sounds of the 28 finals of a syllable block, clusters taken apart; the first is none.
  private static let finals: [[UInt8]] = [
    [], [1], [2], [1, 10], [3], [3, 13], [3, 19], [4], [6], [6, 1], [6, 7], [6, 8], [6, 10],
    [6, 17], [6, 18], [6, 19], [7], [8], [8, 10], [10], [11], [12], [13], [15], [16], [17], [18],
    [19],
  ]

  /// Sounds of the compatibility consonants ㄱ (U+3131) to ㅎ (U+314E).
  private static let compatibility: [[UInt8]] = [
    [1], [2], [1, 10], [3], [3, 13], [3, 19], [4], [5], [6], [6, 1], [6, 7], [6, 8], [6, 10],
    [6, 17], [6, 18], [6, 19], [7], [8], [9], [8, 10], [10], [11], [12], [13], [14], [15], [16],
    [17], [18], [19],
  ]

  /// Up to nine letters as one number; longer texts have none.
  static func packed(_ letters: ArraySlice<UInt8>) -> UInt64? {
    guard letters.count <= 9 else { return nil }
    return letters.reduce(1) { $0 << 7 | UInt64($1) }
  }
}
