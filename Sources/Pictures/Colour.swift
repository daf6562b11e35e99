/// A colour in sRGB, each part 0–1.
public struct Colour: Hashable, Sendable {
  public var red: Double
  public var green: Double
  public var blue: Double
  /// 0 transparent to 1 opaque.
  public var alpha: Double

  public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// `0xRRGGBB`.
  public init(_ code: UInt32, alpha: Double = 1) {
    self.init(
      red: Double(code >> 16 & 0xFF) / 255, green: Double(code >> 8 & 0xFF) / 255,
      blue: Double(code & 0xFF) / 255, alpha: alpha)
  }

  /// The same colour, let through.
  public func opacity(_ alpha: Double) -> Colour {
    var other = self
    other.alpha = alpha
    return other
  }

  /// `0xRRGGBB` as a screen shows it, without its opacity.
  public var code: UInt32 {
    func byte(_ part: Double) -> UInt32 { UInt32((min(max(part, 0), 1) * 255).rounded()) }
    return byte(red) << 16 | byte(green) << 8 | byte(blue)
  }
}

/// Colours that people with any kind of colour vision tell apart.
///
/// *Source*: M. Okabe and K. Ito, Color Universal Design (2008).
extension Colour {
  public static let black = Colour(0x000000)
  public static let orange = Colour(0xE69F00)
  public static let skyBlue = Colour(0x56B4E9)
  public static let bluishGreen = Colour(0x009E73)
  public static let yellow = Colour(0xF0E442)
  public static let blue = Colour(0x0072B2)
  public static let vermillion = Colour(0xD55E00)
  public static let reddishPurple = Colour(0xCC79A7)

  public static let white = Colour(0xFFFFFF)
  public static let darkGrey = Colour(0x555555)
  public static let grey = Colour(0x999999)
  public static let lightGrey = Colour(0xDDDDDD)
  public static let paleGrey = Colour(0xF3F3F3)
}
