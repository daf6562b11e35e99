internal import Foundation

/// Fundamental frequency of a voice, frame by frame.
///
/// Autocorrelation of windowed samples ÷ that of the window, and the path through its peaks that costs
/// least. *Source*: P. Boersma, "Accurate short-term analysis of the fundamental frequency and the
/// harmonics-to-noise ratio of a sampled sound", IFA Proceedings 17 (1993), equations 8, 9 (the
/// division), 24 (strength of a candidate), 27 (cost of a transition), with the values it recommends.
/// Its silence threshold is left out: it hangs on the loudest sound of the whole recording, often a bump.
///
/// Neither a fundamental that the telephone's band has removed nor one that is there changes where the
/// peaks are: all harmonics share the period. Of peaks at a period and at its multiples, the shortest
/// is a little stronger (`octaveCost`); a leap between octaves within a word costs more than the
/// difference between two peaks (`octaveJumpCost`).
///
///     samples   |-- frame i --|            10 ms
///     window  [====== 50 ms ======]        three periods of 60 Hz, centred on the frame
///
/// Memory grows by 26 bytes a frame (9 MB an hour): the best path is known only at the end.
public struct PitchTracker: ~Copyable {
  /// The rate that samples come at, Hz.
  public static let sampleRateHz = 8000
  /// Samples from one frame to the next: those of `FrameGrid`.
  public static let hopSize = 80
  /// Pitches that are looked for, Hz: below the lowest of men's median pitches and above the highest of
  /// women's by half an octave and more.
  public static let range: ClosedRange<Float> = 60...400

  /// Three periods of the lowest pitch, as a Hann window needs (Boersma, section 3).
  static let windowSize = 400
  private static let transformSize = 1024
  /// The inverse transform is longer: lags come in steps of a quarter of a sample. In steps of half a
  /// sample the parabola through the peak at a period between two samples falls short of the peak at
  /// twice that period by more than `octaveCost`.
  private static let lagSteps = 4
  private static let lagSize = lagSteps * transformSize
  private static let lagRateHz = Float(lagSteps * sampleRateHz)
  /// Bins of 7.8 Hz that count: 55 to 3,600 Hz. Below lies rumble.
  private static let band = 7..<461
  /// 400 Hz down to 60 Hz in steps of a quarter of a sample.
  private static let lags = 79..<535
  /// Frames with less than this mean square have no pitch: -100 dB, below the step of 16-bit PCM.
  private static let leastMeanSquare: Float = 1e-10

  /// Peaks kept of a frame; with more than four nothing changed on the synthetic voices of the tests.
  private static let candidateCount = 5
  /// Boersma, section 5, and as in Praat; per 10 ms.
  private static let voicingThreshold: Float = 0.45
  private static let octaveCost: Float = 0.01
  private static let octaveJumpCost: Float = 0.35
  private static let voicedUnvoicedCost: Float = 0.14

  private var inputTransform = RealFFT(size: transformSize)
  private var lagTransform = RealFFT(size: lagSize)
  private let window = Window.hann(windowSize)
  /// 1 ÷ the window's own normalised autocorrelation at each lag.
  private let lagGain: [Float]
  private var centred = [Float](repeating: 0, count: windowSize)
  private var power = [Float](repeating: 0, count: transformSize / 2 + 1)
  private var paddedPower = [Float](repeating: 0, count: lagSize / 2 + 1)
  private var correlation = [Float](repeating: 0, count: lagSize / 2 + 1)

  /// Samples from the start of the next frame's window on.
  private var pending: [Float]
  private var sampleCount = 0
  private var frameCount = 0
  private var path = PitchPath(
    candidateCount: candidateCount, octaveJumpCost: octaveJumpCost,
    voicedUnvoicedCost: voicedUnvoicedCost, unvoicedStrength: voicingThreshold)
  private var candidates: [PitchCandidate] = []

  /// A tracker at the start of a recording.
  public init() {
    // Boersma, equation 8.
    lagGain = (0...Self.lags.upperBound).map { lag in
      let part = Double(lag) / Double(Self.lagSteps * Self.windowSize)
      let own =
        (1 - part) * (2 / 3 + cos(2 * .pi * part) / 3) + sin(2 * .pi * part) / (2 * .pi)
      return Float(1 / own)
    }
    // The first frame's window begins 160 samples before the recording.
    pending = [Float](repeating: 0, count: (Self.windowSize - Self.hopSize) / 2)
    candidates.reserveCapacity(Self.lags.count)
  }

  /// Takes the next samples, values in [-1, 1].
  public mutating func process(_ samples: Span<Float>) {
    samples.withUnsafeBufferPointer { pending.append(contentsOf: $0) }
    sampleCount += samples.count
    analyzePending(upTo: Int.max)
  }

  /// Ends the recording.
  ///
  /// - Returns: the pitch of each frame in Hz, 0 where there is none; *shape*: whole frames of the
  ///   recording.
  public mutating func finish() -> [Float] {
    pending.append(contentsOf: repeatElement(0, count: Self.windowSize))
    analyzePending(upTo: sampleCount / Self.hopSize)
    return path.best()
  }

  private mutating func analyzePending(upTo frames: Int) {
    var first = 0
    while first + Self.windowSize <= pending.count, frameCount < frames {
      findCandidates(from: first)
      path.append(candidates)
      frameCount += 1
      first += Self.hopSize
    }
    pending.removeFirst(first)
  }

  /// Fills `candidates` with the strongest peaks of the window that begins at `first`.
  private mutating func findCandidates(from first: Int) {
    candidates.removeAll(keepingCapacity: true)
    Self.copy(pending, from: first, into: &centred)
    Self.power(of: centred, window, with: &inputTransform, into: &power)
    for bin in Self.band { paddedPower[bin] = power[bin] }
    lagTransform.autocorrelation(ofPower: paddedPower, into: &correlation)
    // Over all lags the power of N bins counts once; Hann's mean square is 3/8.
    let meanSquare =
      correlation[0] / Float(Self.transformSize) / (0.375 * Float(Self.windowSize))
    guard meanSquare > Self.leastMeanSquare else { return }
    for lag in Self.lags {
      let here = height(lag)
      // Half the threshold, as in Praat: less can never be part of the best path.
      guard here > 0.5 * Self.voicingThreshold, here >= height(lag - 1), here > height(lag + 1)
      else { continue }
      addCandidate(lag, height(lag - 1), here, height(lag + 1))
    }
    if candidates.count > Self.candidateCount {
      candidates.sort { $0.strength > $1.strength }
      candidates.removeLast(candidates.count - Self.candidateCount)
    }
  }

  /// A window's samples less their mean: a constant would leak into the lowest bins.
  private static func copy(_ samples: [Float], from first: Int, into centred: inout [Float]) {
    var sum: Float = 0
    for index in 0..<windowSize { sum += samples[first + index] }
    let mean = sum / Float(windowSize)
    for index in 0..<windowSize { centred[index] = samples[first + index] - mean }
  }

  // A span of a stored property would borrow the whole tracker: it is taken of a parameter.
  private static func power(
    of samples: [Float], _ window: [Float], with transform: inout RealFFT, into power: inout [Float]
  ) {
    transform.power(of: samples.span, window: window, into: &power)
  }

  /// The sound's own normalised autocorrelation (Boersma, equation 9).
  private func height(_ lag: Int) -> Float {
    correlation[lag] / correlation[0] * lagGain[lag]
  }

  /// The peak of the parabola through three heights, as a candidate (Boersma, equation 24).
  private mutating func addCandidate(_ lag: Int, _ left: Float, _ here: Float, _ right: Float) {
    let offset = 0.5 * (left - right) / (left - 2 * here + right)
    let peak = here - 0.25 * (left - right) * offset
    let frequency = Self.lagRateHz / (Float(lag) + offset)
    guard Self.range.contains(frequency) else { return }
    let strength = min(peak, 1) + Self.octaveCost * log2(frequency / Self.range.lowerBound)
    candidates.append(PitchCandidate(frequencyHz: frequency, strength: strength))
  }
}
