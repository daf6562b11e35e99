/// How a line is drawn.
public struct Pen: Hashable, Sendable {
  public var colour: Colour
  /// Pixels.
  public var width: Double
  /// Lengths of strokes and gaps in turn, pixels; empty for a line without gaps.
  public var dash: [Double]

  public init(_ colour: Colour, width: Double = 1, dash: [Double] = []) {
    self.colour = colour
    self.width = width
    self.dash = dash
  }
}

/// How text is written.
struct TextStyle: Hashable, Sendable {
  /// Pixels.
  var size: Double
  var isBold = false
  var colour = Colour.black

  static let title = TextStyle(size: 17, isBold: true)
  static let caption = TextStyle(size: 13)
  static let heading = TextStyle(size: 12, isBold: true)
  static let label = TextStyle(size: 11)
  static let tick = TextStyle(size: 10.5, colour: .darkGrey)
}
