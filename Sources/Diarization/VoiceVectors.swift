internal import NeuralNets

/// Directions of voices: rows of `CallVoices.dimensionCount` values and length 1, and the unit of speech
/// each was heard in.
struct VoiceVectors {
  /// Values of a row.
  static let width = CallVoices.dimensionCount

  /// `count × width`, row-major.
  private(set) var values: [Float] = []
  /// Of each row, the unit of speech it was heard in.
  private(set) var units: [Int] = []

  /// Number of rows.
  var count: Int { units.count }

  init() {}

  /// Rows that are of length 1 already.
  init(values: [Float], units: [Int]) {
    precondition(
      values.count == units.count * Self.width,
      "VoiceVectors: \(values.count) values for \(units.count) rows")
    self.values = values
    self.units = units
  }

  /// The rows with the numbers `rows`, in that order.
  func selecting(_ rows: [Int]) -> VoiceVectors {
    var selected = VoiceVectors()
    selected.values.reserveCapacity(rows.count * Self.width)
    for row in rows {
      selected.values += values[row * Self.width..<(row + 1) * Self.width]
    }
    selected.units = rows.map { units[$0] }
    return selected
  }

  /// At most `most` rows: whole units, evenly spread; all rows where there are no more.
  func thinned(toAtMost most: Int) -> VoiceVectors {
    guard count > most, let last = units.last else { return self }
    var share = Double(most) / Double(count)
    var rows = Array(units.indices)
    // An even share of the units is a little more or less of the rows.
    while rows.count > most {
      let kept = (0...last).map { Int(Double($0 + 1) * share) > Int(Double($0) * share) }
      rows = units.indices.filter { kept[units[$0]] }
      share *= 0.99
    }
    return selecting(rows)
  }

  /// The direction of the sum of `rows`, `width` values of length 1; zero for no rows.
  func centroid(of rows: [Int]) -> [Float] {
    Self.normalized(sum(of: rows))
  }

  /// The sum of `rows`, `width` values.
  func sum(of rows: [Int]) -> [Float] {
    var sum = [Float](repeating: 0, count: Self.width)
    for row in rows {
      let start = row * Self.width
      for dimension in sum.indices { sum[dimension] += values[start + dimension] }
    }
    return sum
  }

  /// Cosines of all rows with `directions`: `count × directions`, row-major.
  ///
  /// - Parameter directions: as many rows of `width` values as wanted, row-major, each of length 1.
  func cosines(with directions: [Float]) -> [Float] {
    let columns = directions.count / Self.width
    guard count > 0, columns > 0 else { return [] }
    var transposed = [Float](repeating: 0, count: directions.count)
    for column in 0..<columns {
      for dimension in 0..<Self.width {
        transposed[dimension * columns + column] = directions[column * Self.width + dimension]
      }
    }
    var cosines = [Float](repeating: 0, count: count * columns)
    var result = cosines.mutableSpan
    MatrixProduct(rows: count, inner: Self.width, columns: columns)
      .multiply(values.span, by: transposed.span, into: &result)
    return cosines
  }

  /// `vector` brought to length 1; zero where it has none.
  static func normalized(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(into: Float(0)) { $0 += $1 * $1 }.squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }
}
