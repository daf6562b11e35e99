/// Pools frames of a speaker network over windows and makes an embedding of each.
///
///     frames     · · · · · · · · · · · · ·
///     windows    [=====)                       mean and deviation of each value, one after the other,
///                  [=====)                     ─▶ product and bias ─▶ length 1
///                      [=======)
///
/// Sums go from one window to the next by what leaves and what enters, in 64-bit floats.
public struct SpeakerPooling {
  private let embedding: SpeakerNetwork.Affine
  /// Values of a frame.
  private let width: Int
  /// Values of an embedding.
  public let embeddingWidth: Int
  private var sums: [Double]
  private var squares: [Double]
  /// Frames that the sums are of.
  private var covered = 0..<0
  /// Means and deviations of the windows of a batch.
  private var statistics: [Float]
  private var products: [Float]

  /// Windows that are multiplied at once: 1 MiB of statistics.
  private static let batch = 256
  /// Of a window of one frame, which has none: what the network was trained with (3D-Speaker's
  /// pooling layer).
  private static let deviationOfOne: Float = 0.01

  public init(of network: SpeakerNetwork) {
    embedding = network.embedding
    width = network.architecture.frameWidth
    embeddingWidth = network.architecture.embedding
    sums = [Double](repeating: 0, count: width)
    squares = [Double](repeating: 0, count: width)
    statistics = [Float](repeating: 0, count: Self.batch * 2 * width)
    products = [Float](repeating: 0, count: Self.batch * embeddingWidth)
  }

  /// Gives the embeddings of `windows`, a batch at a time, in order, to `body`.
  ///
  /// - Parameters:
  ///   - windows: ranges of frames, none of them empty.
  ///   - frames: whole frames.
  ///   - isNormalized: whether rows are brought to length 1.
  ///   - body: takes rows of `embeddingWidth` values.
  public mutating func embed(
    _ windows: some Collection<Range<Int>>, of frames: [Float], isNormalized: Bool = true,
    _ body: (Span<Float>) -> Void
  ) {
    covered = 0..<0
    var row = 0
    for window in windows {
      precondition(
        !window.isEmpty && window.lowerBound >= 0 && window.upperBound * width <= frames.count,
        "SpeakerPooling: \(window) of \(frames.count / width) frames")
      move(to: window, frames)
      Self.write(sums, squares, count: window.count, into: &statistics, from: row * 2 * width)
      row += 1
      if row == Self.batch {
        give(row, isNormalized, body)
        row = 0
      }
    }
    if row > 0 { give(row, isNormalized, body) }
  }

  /// Makes the sums those of `window`.
  private mutating func move(to window: Range<Int>, _ frames: [Float]) {
    if window.lowerBound < covered.lowerBound || window.upperBound < covered.upperBound
      || window.lowerBound >= covered.upperBound
    {
      for index in 0..<width { (sums[index], squares[index]) = (0, 0) }
      covered = window.lowerBound..<window.lowerBound
    }
    for frame in covered.lowerBound..<window.lowerBound {
      Self.add(frame, of: frames, times: -1, to: &sums, &squares)
    }
    for frame in covered.upperBound..<window.upperBound {
      Self.add(frame, of: frames, times: 1, to: &sums, &squares)
    }
    covered = window
  }

  private mutating func give(_ count: Int, _ isNormalized: Bool, _ body: (Span<Float>) -> Void) {
    Self.multiply(
      statistics, by: embedding, width: width, rows: count, into: &products)
    if isNormalized {
      for row in 0..<count { Self.normalize(&products, from: row * embeddingWidth, embeddingWidth) }
    }
    body(products.span.extracting(0..<(count * embeddingWidth)))
  }

  private static func add(
    _ frame: Int, of frames: [Float], times factor: Double, to sums: inout [Double],
    _ squares: inout [Double]
  ) {
    let source = frames.span
    var sums = sums.mutableSpan
    var squares = squares.mutableSpan
    let start = frame * sums.count
    for index in sums.indices {
      let value = Double(source[start + index])
      sums[index] += factor * value
      squares[index] += factor * (value * value)
    }
  }

  /// Mean and deviation: `√(Σ(x - mean)² / (n - 1))`.
  private static func write(
    _ sums: [Double], _ squares: [Double], count: Int, into statistics: inout [Float],
    from start: Int
  ) {
    let sums = sums.span
    let squares = squares.span
    var target = statistics.mutableSpan
    for index in sums.indices {
      let mean = sums[index] / Double(count)
      let scatter = max(0, squares[index] - mean * sums[index])
      target[start + index] = Float(mean)
      target[start + sums.count + index] =
        count > 1 ? Float((scatter / Double(count - 1)).squareRoot()) : deviationOfOne
    }
  }

  private static func multiply(
    _ statistics: [Float], by embedding: SpeakerNetwork.Affine, width: Int, rows: Int,
    into products: inout [Float]
  ) {
    embedding.weights.withValues { weights in
      embedding.bias.withValues { bias in
        var target = products.mutableSpan
        MatrixProduct(rows: rows, inner: 2 * width, columns: bias.count).multiply(
          statistics.span, by: weights, into: &target)
        for row in 0..<rows {
          for index in bias.indices { target[row * bias.count + index] += bias[index] }
        }
      }
    }
  }

  private static func normalize(_ products: inout [Float], from start: Int, _ count: Int) {
    var target = products.mutableSpan
    var power = 0.0
    for index in start..<(start + count) { power += Double(target[index]) * Double(target[index]) }
    // A row of zeros, which no voice gives, stays one.
    let factor = power > 0 ? Float(1 / power.squareRoot()) : 0
    for index in start..<(start + count) { target[index] *= factor }
  }
}
