internal import Glibc

/// What one frame adds to the active speech level.
struct EnvelopeReading {
  /// Sum of the squared samples.
  var energy: Float
  /// Largest |x|.
  var peak: Float
  /// Thresholds reached by the envelope at the end of the first half (low four bits) and at the end of
  /// the frame (high four bits), each 0…15.
  var reached: UInt8
}

/// The envelope of ITU-T P.56: two exponential averages of |x| in cascade, at the end of each half
/// frame.
///
///     p[n] = g·p[n-1] + (1-g)·|x[n]|        g = e^(-1/(T·rate)),  T = 0.03 s
///     q[n] = g·q[n-1] + (1-g)·p[n]
///
/// Both are linear in |x| and in the state, so after N samples, exactly,
///
///     p[N] = g^N·p[0] + Σ a[k]·|x[k]|                      a[k] = (1-g)·g^(N-k)
///     q[N] = g^N·q[0] + N·(1-g)·g^N·p[0] + Σ b[k]·|x[k]|   b[k] = (1-g)²·(N-k+1)·g^(N-k)
///
/// for k = 1 … N: two dot products a half frame instead of two recursions a sample.
struct SpeechEnvelope {
  /// a[k] and b[k] of the longest half; a shorter one uses their ends.
  private let firstWeights: [Float]
  private let secondWeights: [Float]
  /// g^N for N = 0 … longest half.
  private let decay: [Float]
  /// N·(1-g)·g^N.
  private let transfer: [Float]
  private var first: Float = 0
  private var second: Float = 0

  init(grid: FrameGrid) {
    let longest = (grid.longestFrame + 1) / 2
    let g = exp(-1 / (ActiveSpeech.timeConstantSeconds * Double(grid.sampleRateHz)))
    let remaining = (0..<longest).map { Double(longest - 1 - $0) }
    firstWeights = remaining.map { Float((1 - g) * pow(g, $0)) }
    secondWeights = remaining.map { Float((1 - g) * (1 - g) * ($0 + 1) * pow(g, $0)) }
    let lengths = (0...longest).map(Double.init)
    decay = lengths.map { Float(pow(g, $0)) }
    transfer = lengths.map { Float($0 * (1 - g) * pow(g, $0)) }
  }

  /// Returns energy, peak and thresholds reached of `frame`, and moves the envelope to its end.
  mutating func advance(over frame: Span<Float>) -> EnvelopeReading {
    let middle = frame.count / 2
    let head = advance(overHalf: frame.extracting(0..<middle))
    let tail = advance(overHalf: frame.extracting(middle..<frame.count))
    return EnvelopeReading(
      energy: head.energy + tail.energy, peak: max(head.peak, tail.peak),
      reached: head.reached | tail.reached << 4)
  }

  private mutating func advance(overHalf half: Span<Float>) -> EnvelopeReading {
    let length = half.count
    let offset = firstWeights.count - length
    let sums = moments(
      of: half, firstWeights: firstWeights.span.extracting(offset..<firstWeights.count),
      secondWeights: secondWeights.span.extracting(offset..<secondWeights.count))
    second = decay[length] * second + transfer[length] * first + sums.second
    first = decay[length] * first + sums.first
    // Out of the range of subnormal numbers, which are slow.
    if second < 1e-30 { second = 0 }
    if first < 1e-30 { first = 0 }
    return EnvelopeReading(energy: sums.energy, peak: sums.peak, reached: thresholdsReached)
  }

  /// Number of thresholds 2^-15 … 2^-1 that are ≤ the envelope: its binary exponent + 16, 0…15.
  private var thresholdsReached: UInt8 {
    let exponent = Int(second.bitPattern >> 23) - 127
    return UInt8(max(0, min(ActiveSpeech.thresholdCount, exponent + 16)))
  }
}

/// Sums over one half frame.
private struct Moments {
  var energy: Float
  var first: Float
  var second: Float
  var peak: Float
}

/// Returns Σx², Σ a·|x|, Σ b·|x| and max|x| of `samples`; the weights are as many as the samples.
@inline(__always)
private func moments(
  of samples: Span<Float>, firstWeights: Span<Float>, secondWeights: Span<Float>
) -> Moments {
  precondition(
    samples.count == firstWeights.count && samples.count == secondWeights.count,
    "moments: \(samples.count) samples, \(firstWeights.count), \(secondWeights.count) weights")
  var energy = SIMD8<Float>.zero
  var first = SIMD8<Float>.zero
  var second = SIMD8<Float>.zero
  var peak = SIMD8<Float>.zero
  let wide = samples.count & ~7
  var index = 0
  while index < wide {
    let values = samples.eight(at: index)
    let sizes = values.magnitudes
    energy += values * values
    first += sizes * firstWeights.eight(at: index)
    second += sizes * secondWeights.eight(at: index)
    peak = peak.replacing(with: sizes, where: sizes .> peak)
    index += 8
  }
  var sums = Moments(
    energy: energy.sum(), first: first.sum(), second: second.sum(), peak: peak.largest)
  while index < samples.count {
    let size = abs(samples[index])
    sums.energy += size * size
    sums.first += size * firstWeights[index]
    sums.second += size * secondWeights[index]
    sums.peak = max(sums.peak, size)
    index += 1
  }
  return sums
}
