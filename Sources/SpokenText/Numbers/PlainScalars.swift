/// Text as unicode scalars, in the one form that reading works on.
public enum PlainScalars {
  /// `text` with Hangul composed, full-width ASCII made plain, and ASCII letters in lower case.
  ///
  /// Work on Korean goes by scalars: Swift's `Character` is many times slower, and letters typed as parts
  /// (NFD) are the same syllables.
  public static func of(_ text: String) -> [Unicode.Scalar] {
    var plain: [Unicode.Scalar] = []
    plain.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      let folded = folded(scalar)
      guard let last = plain.last, let syllable = composed(last, folded) else {
        plain.append(folded)
        continue
      }
      plain[plain.count - 1] = syllable
    }
    return plain
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    var value = scalar.value
    // Full-width forms stand at a fixed distance from ASCII (Unicode, block FF00).
    if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
    if (0x41...0x5A).contains(value) { value += 0x20 }
    return Unicode.Scalar(value) ?? scalar
  }

  /// The syllable of `first` and the part behind it (Unicode, section 3.12), or nil where they make none.
  private static func composed(
    _ first: Unicode.Scalar, _ second: Unicode.Scalar
  ) -> Unicode.Scalar? {
    guard (0x1161...0x11C2).contains(second.value) else { return nil }
    if (0x1100...0x1112).contains(first.value), second.value <= 0x1175 {
      let index = (first.value - 0x1100) * 21 + (second.value - 0x1161)
      return Unicode.Scalar(0xAC00 + index * 28)
    }
    let index = first.value &- 0xAC00
    guard (0...11171).contains(index), index % 28 == 0, second.value >= 0x11A8 else { return nil }
    return Unicode.Scalar(first.value + (second.value - 0x11A7))
  }

  /// Whether a scalar is a Latin letter of ASCII, lower case.
  static func isLatin(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }

  /// Whether a scalar is an ASCII digit.
  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// Whether a scalar is a Hangul syllable.
  static func isHangul(_ scalar: Unicode.Scalar) -> Bool {
    (0xAC00...0xD7A3).contains(scalar.value)
  }
}
