/// How much of one 80 ms step of a channel stands still in frequency.
public struct TonalityStep: Hashable, Sendable {
  /// Share of the band's power in spectral peaks that are found, within 2.7 Hz, 80 ms earlier and 80 ms
  /// later too: near 0 for speech, whose harmonics glide; 0.1 to 0.7 for music; near 1 for tones.
  public var persistence: Float
  /// Share of the band's power in the two strongest peaks, as far as they are found within 0.5 Hz
  /// before and after: only the tones of telephone networks are made of so few partials and stand so
  /// still.
  public var steadiness: Float
  /// Frequencies of the two strongest peaks of the step, Hz, stronger first; 0 where there is none.
  public var firstHz: Float
  public var secondHz: Float

  /// A step without sound.
  public static let silent = TonalityStep(
    persistence: 0, steadiness: 0, firstHz: 0, secondHz: 0)
}

/// Follows spectral peaks from step to step at 8 kHz: one 1024-point Hann spectrum (7.8 Hz a bin) every
/// 80 ms, centred on the step.
///
/// Music and tones hold their partials for the length of a note; a voice moves all of its harmonics all
/// the time. Power in persistent peaks therefore tells them apart whatever the level. Measured on
/// telephone-coded material, means over 3 s, 2nd to 98th percentile: read speech of 251 voices 0.00 to
/// 0.04, 41 pieces of orchestral game music 0.05 to 0.74.
public struct TonalityAnalyzer: ~Copyable {
  /// Window length in samples: 128 ms.
  public static let windowSize = 1024
  /// Samples from one step to the next: eight frames.
  public static let hopSize = 640
  /// Frames of 10 ms in one step.
  public static let framesPerStep = 8

  /// Inside 200–3550 Hz.
  private static let band = 26..<454
  /// A peak counts from this share of the band's power; its counterparts from 0.3 of that.
  private static let smallestShare: Float = 0.01
  private static let counterpartShare: Float = 0.003
  /// Tolerances in bins of 7.8125 Hz.
  private static let persistentBins: Float = 0.35
  private static let steadyBins: Float = 0.06
  private static let bin: Float = 7.8125
  /// At most this many peaks of 0.3 % share can exist side by side in the band and matter.
  private static let mostPeaks = 96

  private struct Peak {
    var position: Float
    var share: Float
  }

  private var fft = RealFFT(size: windowSize)
  /// Made once a process.
  private static let hann = Window.hann(windowSize)
  private let window = Self.hann
  private var power = [Float](repeating: 0, count: windowSize / 2 + 1)
  private var earlier: [Peak] = []
  private var current: [Peak] = []
  private var later: [Peak] = []
  private var steps = 0

  /// An analyzer at the start of a recording.
  public init() {
    earlier.reserveCapacity(Self.mostPeaks)
    current.reserveCapacity(Self.mostPeaks)
    later.reserveCapacity(Self.mostPeaks)
  }

  /// Takes the next step's window and returns the step before it, or nil for the first.
  ///
  /// - Parameters:
  ///   - samples: values in [-1, 1].
  ///   - first: index of the first of the window's `windowSize` samples.
  public mutating func analyze(_ samples: [Float], from first: Int) -> TonalityStep? {
    shift()
    fft.power(
      of: samples.span.extracting(first..<(first + Self.windowSize)), window: window, into: &power)
    Self.findPeaks(in: power, into: &later)
    return countStep()
  }

  /// Takes a step that is known to be silent and returns the step before it, or nil for the first.
  public mutating func analyzeSilence() -> TonalityStep? {
    shift()
    return countStep()
  }

  private mutating func countStep() -> TonalityStep? {
    steps += 1
    return steps > 1 ? finishedStep() : nil
  }

  /// The last step, once no more windows come; nil if there was none.
  public mutating func finish() -> TonalityStep? {
    guard steps > 0 else { return nil }
    shift()
    return finishedStep()
  }

  /// Moves on by one step, reusing the oldest buffer.
  private mutating func shift() {
    swap(&earlier, &current)
    swap(&current, &later)
    later.removeAll(keepingCapacity: true)
  }

  /// Appends the peaks of a power spectrum, in order of position.
  private static func findPeaks(in power: [Float], into peaks: inout [Peak]) {
    let bins = power.span
    let total = bandTotal(bins)
    let least = counterpartShare * total
    var first = band.lowerBound
    while first < band.upperBound {
      // Eight bins at once: the three bins of a peak hold at most three times its centre.
      let centre = bins.eight(at: first)
      let isPeak =
        (centre .> bins.eight(at: first - 1)) .& (centre .>= bins.eight(at: first + 1))
        .& (3 * centre .> least)
      if any(isPeak) {
        for lane in 0..<min(8, band.upperBound - first) where isPeak[lane] {
          append(peakAt: first + lane, of: bins, total: total, to: &peaks)
        }
      }
      first += 8
    }
  }

  private static func bandTotal(_ bins: Span<Float>) -> Float {
    var sums = SIMD8<Float>()
    var first = band.lowerBound
    while first + 8 <= band.upperBound {
      sums += bins.eight(at: first)
      first += 8
    }
    var total = sums.sum() + 1e-12
    for bin in first..<band.upperBound { total += bins[bin] }
    return total
  }

  private static func append(
    peakAt bin: Int, of bins: Span<Float>, total: Float, to peaks: inout [Peak]
  ) {
    let (left, centre, right) = (bins[bin - 1], bins[bin], bins[bin + 1])
    let sum = left + centre + right
    guard sum > counterpartShare * total, peaks.count < mostPeaks else { return }
    let offset = Window.hannPeakOffset(
      left: left.squareRoot(), centre: centre.squareRoot(), right: right.squareRoot())
    peaks.append(Peak(position: Float(bin) + offset, share: sum / total))
  }

  private func finishedStep() -> TonalityStep {
    var step = TonalityStep.silent
    var first = Peak(position: 0, share: 0)
    var second = Peak(position: 0, share: 0)
    var isSteady = (first: false, second: false)
    var before = NearestPeak(earlier)
    var after = NearestPeak(later)
    for peak in current where peak.share > Self.smallestShare {
      let drift = max(
        before.distance(from: peak.position), after.distance(from: peak.position))
      if drift < Self.persistentBins { step.persistence += peak.share }
      if peak.share > first.share {
        (second, isSteady.second) = (first, isSteady.first)
        (first, isSteady.first) = (peak, drift < Self.steadyBins)
      } else if peak.share > second.share {
        (second, isSteady.second) = (peak, drift < Self.steadyBins)
      }
    }
    step.steadiness =
      (isSteady.first ? first.share : 0) + (isSteady.second ? second.share : 0)
    step.persistence = min(step.persistence, 1)
    step.steadiness = min(step.steadiness, 1)
    step.firstHz = first.position * Self.bin
    step.secondHz = second.position * Self.bin
    return step
  }

  /// Finds the nearest of some peaks, asked in order of position.
  private struct NearestPeak {
    private let peaks: [Peak]
    private var next = 0

    init(_ peaks: [Peak]) { self.peaks = peaks }

    /// Distance in bins; infinite where there is no peak.
    mutating func distance(from position: Float) -> Float {
      while next < peaks.count, peaks[next].position < position { next += 1 }
      let above = next < peaks.count ? peaks[next].position - position : .infinity
      let below = next > 0 ? position - peaks[next - 1].position : .infinity
      return min(above, below)
    }
  }
}
