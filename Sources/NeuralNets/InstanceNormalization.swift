/// Takes from every channel its mean over all frames and divides by its deviation, then scales and moves
/// it, then passes it through a leaky ReLU:
///
///     y = leaky(scale · (x - mean) / √(variance + ε) + offset)
///
/// Source: D. Ulyanov et al., "Instance normalization", 2016, equation 4, with PyTorch's
/// InstanceNorm1d's variance (divided by the number of frames) and ε.
struct InstanceNormalization: Sendable {
  /// A value for each channel.
  let scale: [Float]
  let offset: [Float]

  var channels: Int { scale.count }

  /// PyTorch's default for InstanceNorm1d, with which the network was trained.
  static let epsilon = 1e-5
  /// PyTorch's default slope of leaky ReLU below 0, with which the network was trained.
  static let leak: Float = 0.01
  /// Values are added up in single precision over as many frames, these sums in double.
  private static let blockFrames = 256

  init(scale: [Float], offset: [Float]) {
    precondition(
      scale.count == offset.count && scale.count % Lanes.scalarCount == 0,
      "InstanceNormalization: \(scale.count) and \(offset.count) values")
    self.scale = scale
    self.offset = offset
  }

  /// Writes the normalised frames.
  ///
  /// - Parameters:
  ///   - frames: `count · channels` values or more, row-major; of `count` frames, at least one.
  ///   - target: grows to what it takes; the first value goes to `start`.
  func apply(to frames: [Float], count: Int, into target: inout [Float], from start: Int) {
    let frames = frames.span
    precondition(
      count > 0 && frames.count >= count * channels,
      "InstanceNormalization: \(frames.count) values of \(count) frames of \(channels) channels")
    Buffers.grow(&target, to: start + count * channels)
    var results = target.mutableSpan
    for channel in Swift.stride(from: 0, to: channels, by: Lanes.scalarCount) {
      let mean = Self.mean(of: frames, channel: channel, pace: channels, count: count)
      let variance = Self.variance(
        of: frames, channel: channel, pace: channels, count: count, around: mean)
      var factor = scale.span.lanes(at: channel)
      for lane in factor.indices {
        factor[lane] *= Float(1 / (Double(variance[lane]) + Self.epsilon).squareRoot())
      }
      let move = offset.span.lanes(at: channel) - mean * factor
      for frame in 0..<count {
        let value = frames.lanes(at: frame * channels + channel) * factor + move
        results.setLanes(value.larger(value * Self.leak), at: start + frame * channels + channel)
      }
    }
  }

  /// Mean of eight neighbouring channels.
  private static func mean(
    of frames: Span<Float>, channel: Int, pace: Int, count: Int
  ) -> Lanes {
    var total = SIMD8<Double>()
    for first in Swift.stride(from: 0, to: count, by: blockFrames) {
      var sum = Lanes()
      for frame in first..<min(first + blockFrames, count) {
        sum += frames.lanes(at: frame * pace + channel)
      }
      total += SIMD8<Double>(sum)
    }
    return Lanes(total / Double(count))
  }

  /// Mean square of what eight neighbouring channels are off `mean` by.
  private static func variance(
    of frames: Span<Float>, channel: Int, pace: Int, count: Int, around mean: Lanes
  ) -> Lanes {
    var total = SIMD8<Double>()
    for first in Swift.stride(from: 0, to: count, by: blockFrames) {
      var sum = Lanes()
      for frame in first..<min(first + blockFrames, count) {
        let difference = frames.lanes(at: frame * pace + channel) - mean
        sum += difference * difference
      }
      total += SIMD8<Double>(sum)
    }
    return Lanes(total / Double(count))
  }

  /// The factor and the summand that normalise a whole signal of one channel: `scale` and `offset` of
  /// one value each.
  static func ofSignal(
    _ samples: Span<Float>, scale: Float, offset: Float
  ) -> (factor: Float, move: Float) {
    // Lanes stand for every eighth sample; up to seven at the end are added alone.
    let whole = samples.count / Lanes.scalarCount
    let rest = (whole * Lanes.scalarCount)..<samples.count
    var sum = Double(0)
    if whole > 0 {
      let means = mean(of: samples, channel: 0, pace: Lanes.scalarCount, count: whole)
      sum = SIMD8<Double>(means).sum() * Double(whole)
    }
    for index in rest { sum += Double(samples[index]) }
    let mean = sum / Double(samples.count)
    var squares = Double(0)
    if whole > 0 {
      let variances = variance(
        of: samples, channel: 0, pace: Lanes.scalarCount, count: whole,
        around: Lanes(repeating: Float(mean)))
      squares = SIMD8<Double>(variances).sum() * Double(whole)
    }
    for index in rest {
      squares += (Double(samples[index]) - mean) * (Double(samples[index]) - mean)
    }
    let deviation = (squares / Double(samples.count) + epsilon).squareRoot()
    return (
      Float(Double(scale) / deviation), Float(Double(offset) - Double(scale) * mean / deviation)
    )
  }
}
