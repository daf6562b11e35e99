/// One digit as it was said or written.
public struct ReadDigit: Hashable, Sendable {
  /// How far a syllable is a digit.
  public enum Certainty: Hashable, Sendable {
    case certain
    /// It is read as a digit, and may be a particle: the last 이 of 오육칠팔이.
    case likely
    /// It is read as an ending, and may be a digit: the 이 of 오육칠팔이요.
    case unlikely
  }

  /// 0 to 9.
  public var value: UInt8
  /// Whether the transcript writes it as an Arabic digit.
  public var isWritten: Bool
  public var certainty: Certainty

  init(_ value: UInt8, isWritten: Bool, certainty: Certainty = .certain) {
    self.value = value
    self.isWritten = isWritten
    self.certainty = certainty
  }

  /// Whether it counts where nothing else tells.
  public var counts: Bool { certainty != .unlikely }
}

/// What one stretch of a word is, as a number.
public enum NumberItem: Hashable, Sendable {
  /// Digits one after the other.
  case digits([ReadDigit])
  /// A number before a counter; nil where it is larger than any that matters here (10^15).
  case quantity(value: Int?, counter: Counter)
  /// A number of place values (천이백) without a counter behind it.
  case number(value: Int?)
  /// A single Latin letter, written or by its Korean name.
  case letter(Unicode.Scalar)
}

/// What the number reader makes of one word.
public struct WordReading: Hashable, Sendable {
  /// What a word is to a number that goes on around it.
  public enum Role: Hashable, Sendable {
    /// Any other word: numbers end before it.
    case text
    /// It holds a number, or a part of one.
    case numeral
    /// It may stand between the digits of one number: 에, 네, 음, 뒷자리는.
    case filler
    /// What was said before it is taken back: 아니.
    case correction
    /// The next English digit is said this often: double, triple.
    case repetition(Int)
  }

  public internal(set) var role: Role = .text
  /// In order.
  public internal(set) var items: [PlacedItem] = []
  /// Whether the word holds something else before its first number: `번호는010`.
  public internal(set) var beginsWithText = false
  /// Whether it holds something else behind its last number that no ending is.
  public internal(set) var endsWithText = false
  /// Whether it says which one (삼번) unless it goes on with a number that was begun.
  public internal(set) var isOrdinal = false
  /// Whether birth is told: 생 behind a date.
  public internal(set) var tellsBirth = false

  /// Whether it holds digits that count.
  public var holdsDigits: Bool {
    items.contains {
      if case .digits(let digits) = $0.item { digits.contains(where: \.counts) } else { false }
    }
  }
}

/// A number and where it stands.
public struct PlacedItem: Hashable, Sendable {
  public var item: NumberItem
  /// Its scalars in the word, as `PlainScalars` has them, a counter's included.
  public var range: Range<Int>
  /// The same without the counter.
  public var numeralRange: Range<Int>
}
