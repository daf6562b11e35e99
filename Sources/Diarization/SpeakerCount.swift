/// How many voices a call is to be divided into.
///
/// Written as `auto` (from one to four), `auto:6` (from one to six), or as a number.
public enum SpeakerCount: Hashable, Sendable {
  /// As many as its speech gives evidence of, from one to this many.
  case automatic(most: Int)
  /// This many, from 1, whatever the speech says. Voices that cannot be found have no speech.
  case exactly(Int)

  /// One to four: two parties, one transferred to, one listening in.
  public static let automatic = SpeakerCount.automatic(most: 4)

  /// Voices that may be asked for: more never had a turn in any call that this was measured on.
  public static let range = 1...16

  /// What `text` says: `auto`, `auto:N` or N, with N in `range`; nil for anything else.
  public init?(_ text: String) {
    let isAutomatic = text.hasPrefix("auto:")
    guard text != "auto" else {
      self = .automatic
      return
    }
    let digits = isAutomatic ? text.dropFirst(5) : text[...]
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
      Self.range.contains(number)
    else { return nil }
    self = isAutomatic ? .automatic(most: number) : .exactly(number)
  }
}

extension SpeakerCount: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = (try? container.decode(Int.self)).map(String.init)
    let given = try text ?? container.decode(String.self)
    guard let count = SpeakerCount(given) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription:
          "expected \"auto\", \"auto:N\" or N, with N from \(Self.range.lowerBound) to \(Self.range.upperBound)"
      )
    }
    self = count
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .automatic: try container.encode(self == .automatic ? "auto" : "auto:\(most)")
    case .exactly(let count): try container.encode(count)
    }
  }

  /// The largest number of voices.
  public var most: Int {
    switch self {
    case .automatic(let most): most
    case .exactly(let count): count
    }
  }
}
