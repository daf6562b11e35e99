/// A scale of colours whose steps look equally large, in colour, in grey and to the colour-blind.
public struct ColourMap: Hashable, Sendable {
  private let points: [Colour]

  /// Colours at equal distances from 0 to 1, straight lines between.
  ///
  /// - Precondition: two points at least.
  public init(_ points: [Colour]) {
    precondition(points.count >= 2, "ColourMap: \(points.count) points, at least 2")
    self.points = points
  }

  /// Dark violet, blue, green, yellow.
  ///
  /// *Source*: viridis by S. van der Walt and N. Smith (2015, CC0), read at ten equal distances; between
  /// them the original departs from straight lines by less than 2 % of full scale.
  public static let viridis = ColourMap(
    [
      0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C,
      0xFDE725,
    ].map { Colour($0) })

  /// The colour at `position`, 0–1; beyond, that of the nearer end.
  public func colour(at position: Double) -> Colour {
    let scaled = min(max(position, 0), 1) * Double(points.count - 1)
    let index = min(Int(scaled), points.count - 2)
    let part = scaled - Double(index)
    let (low, high) = (points[index], points[index + 1])
    return Colour(
      red: low.red + part * (high.red - low.red),
      green: low.green + part * (high.green - low.green),
      blue: low.blue + part * (high.blue - low.blue))
  }
}
