internal import Glibc

/// Constants of ITU-T P.56 (12/2011), method B.
enum ActiveSpeech {
  /// Time constant of each of the two exponential averages, seconds (P.56, table 1: T).
  static let timeConstantSeconds = 0.03
  /// Hangover in half frames of 5 ms: 0.2 s (P.56, table 1: H).
  static let hangoverHalfFrames = 40
  /// Distance of the activity threshold below the active level, dB (P.56, table 1: M).
  static let marginDB = 15.9
  /// Thresholds 2^-15 … 2^-1 of full scale, one factor of 2 apart.
  static let thresholdCount = 15
  /// Half frames in a second.
  static let halfFramesPerSecond = 200.0
}

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

/// Activity and energy of speech frames: the part of ITU-T P.56 that waits for the detector.
///
/// Hangover runs through every frame; energy and activity are counted in speech frames only.
struct ActiveSpeechLevel {
  /// Half frames of speech by the highest threshold reached within the hangover, 0…15.
  private var activity = [Int](repeating: 0, count: ActiveSpeech.thresholdCount + 1)
  /// Half frame in which exactly so many thresholds were last reached.
  private var lastReached = [Int](
    repeating: -ActiveSpeech.hangoverHalfFrames - 1, count: ActiveSpeech.thresholdCount + 1)
  private var held = 0
  private var now = 0
  private var energy = 0.0

  /// Counts one frame; `reached` as in `EnvelopeReading`.
  mutating func settle(energy frameEnergy: Float, reached: UInt8, isSpeech: Bool) {
    hold(Int(reached & 15), isSpeech: isSpeech)
    hold(Int(reached >> 4), isSpeech: isSpeech)
    if isSpeech { energy += Double(frameEnergy) }
  }

  private mutating func hold(_ reached: Int, isSpeech: Bool) {
    lastReached[reached] = now
    if reached >= held {
      held = reached
    } else {
      // Ends at `reached` at the latest, which was seen now.
      while now - lastReached[held] > ActiveSpeech.hangoverHalfFrames { held -= 1 }
    }
    if isSpeech { activity[held] += 1 }
    now += 1
  }

  /// Returns the active speech level in dBFS; nil where no threshold lies 15.9 dB below the level it
  /// gives: without speech, below about -74 dBFS, and for clicks too short to raise the envelope.
  ///
  ///     A[j] = 10·log10(Σx² ÷ samples active at threshold j),  C[j] = 20·log10(2^(j-15))
  ///
  /// The level is A where A - C = 15.9 dB on the straight line between the two thresholds around it
  /// (P.56, 8.3). The program of ITU-T G.191 looks for the same point by halving and stops within 0.5 dB
  /// of it.
  func level(sampleRateHz: Int) -> Double? {
    let samplesInHalf = Double(sampleRateHz) / ActiveSpeech.halfFramesPerSecond
    var active = activity.reduce(0, +) - activity[0]
    var below: (level: Double, excess: Double)?
    for threshold in 0..<ActiveSpeech.thresholdCount where active > 0 {
      let level = 10 * log10(energy / (Double(active) * samplesInHalf))
      let thresholdDB = 20 * log10(2) * Double(threshold - 15)
      let excess = level - thresholdDB - ActiveSpeech.marginDB
      if excess <= 0 {
        guard let below else { return nil }
        let share = below.excess / (below.excess - excess)
        return below.level + share * (level - below.level)
      }
      below = (level, excess)
      active -= activity[threshold + 1]
    }
    return nil
  }
}
