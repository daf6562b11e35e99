internal import Foundation

/// What one 10 ms frame of one channel sounds like, as far as one short spectrum tells.
public struct ShortTimeFrame: Hashable, Sendable {
  /// Mean square inside the telephone band, dB re full-scale square wave; at least
  /// `ShortTimeAnalyzer.silenceDB`.
  public var levelDB: Float
  /// Largest normalised autocorrelation at pitch periods, about 0 (noise) to 1 and a little over
  /// (periodic).
  public var harmonicity: Float
  /// Which DTMF pair dominates the frame (0–15, an opaque index: digits are never named), or -1.
  public var keyTone: Int8
  /// Whether the frame is no louder than what came before it at its quietest, and without a partial
  /// that stands out: noise of the line, which need not be looked at further.
  public var isBackground: Bool
}

/// Short-time analysis at 8 kHz: one 256-point Hann spectrum every 10 ms, centred on the frame.
///
///     samples     |---- frame i-1 ----|---- frame i ----|---- frame i+1 ----|
///     window            [========= 32 ms =========]
///
/// Everything is taken inside 230–3550 Hz: what lies outside is hum, rumble and artefacts of
/// resampling, and differs between a telephone and a wide-band recording of the same voice.
public struct ShortTimeAnalyzer: ~Copyable {
  /// The rate that the analysis runs at, Hz.
  public static let sampleRateHz = 8000
  /// Window length in samples: 32 ms hold two periods of a 63 Hz voice.
  public static let windowSize = 256
  /// Samples from one frame to the next.
  public static let hopSize = 80
  /// Level given to frames without any sound, dB: below the smallest step of 16-bit PCM.
  public static let silenceDB: Float = -100

  /// Inside the band: bins of 31.25 Hz from 250 to 3531.25 Hz.
  static let band = 8..<114
  /// Pitch periods searched: 400 Hz down to 63 Hz.
  static let lags = 20..<127

  /// Mel bands of the levels that the network reads; a multiple of four.
  public static let bandCount = 28

  // What is the same for every recording is made once a process.
  private static let bank = MelFilterBank(
    bandCount: bandCount, fftSize: windowSize, sampleRateHz: sampleRateHz, lowHz: 230, highHz: 3550)
  private static let window = Window.hann(windowSize)
  private static let windowEnergy = window.reduce(0) { $0 + $1 * $1 }
  private static let lagGain: [Float] = (0...(windowSize / 2)).map { lag in
    var sum: Float = 0
    for index in lag..<window.count { sum += window[index] * window[index - lag] }
    return windowEnergy / sum
  }

  private var fft = RealFFT(size: windowSize)
  private let bank = Self.bank
  private let window = Self.window
  private var power = [Float](repeating: 0, count: windowSize / 2 + 1)
  private var inBand = [Float](repeating: 0, count: windowSize / 2 + 1)
  private var correlation = [Float](repeating: 0, count: windowSize / 2 + 1)
  /// 1 ÷ the window's own normalised autocorrelation at each lag.
  private let lagGain = Self.lagGain
  /// Σ over both halves of |X|² is N·Σ|x·w|² (Parseval); ÷ N·Σw² gives the mean square.
  private let powerScale = 2 / (Float(windowSize) * Self.windowEnergy)
  private var frameIndex = 0
  private var lastHarmonicity: Float = 0
  /// The quietest of what came before, dB, forgotten at `forgettingDB` a frame; at first that of a quiet
  /// line, for a recording may begin in the middle of a word.
  private var quietestDB: Float = -60

  /// 2 dB a second: slower than a phrase, faster than a change of the line.
  private static let forgettingDB: Float = 0.02
  /// Frames this close above the quietest are background.
  private static let backgroundRangeDB: Float = 3
  /// … unless one bin and its share of the band exceed this: three times what noise shows.
  private static let partialShare: Float = 0.12

  /// An analyzer at the start of a recording.
  public init() {}

  /// The analysis of the next frame.
  ///
  /// - Parameters:
  ///   - samples: values in [-1, 1].
  ///   - first: index of the first of the window's `windowSize` samples.
  ///   - bands: the frame's `bandCount` band levels are appended here, as `BandLevel` codes.
  public mutating func analyze(
    _ samples: [Float], from first: Int, appendingBandsTo bands: inout [BandLevel]
  ) -> ShortTimeFrame {
    let window = samples.span.extracting(first..<(first + Self.windowSize))
    let (sum, largest) = bandPower(of: window)
    Self.append(bank, power, powerScale, to: &bands)
    let meanSquare = sum * powerScale
    let levelDB = meanSquare > 1e-10 ? 10 * log10(meanSquare) : Self.silenceDB
    quietestDB = min(levelDB, quietestDB + Self.forgettingDB)
    let isBackground =
      levelDB < quietestDB + Self.backgroundRangeDB && largest <= Self.partialShare * sum
    // Voices do not change within 20 ms: every second frame takes its neighbour's harmonicity.
    if frameIndex % 2 == 0 {
      lastHarmonicity = meanSquare > 1e-10 ? harmonicity() : 0
    }
    frameIndex += 1
    return ShortTimeFrame(
      levelDB: levelDB, harmonicity: lastHarmonicity,
      keyTone: isBackground || meanSquare < 1e-6 ? -1 : keyTone(bandPower: sum),
      isBackground: isBackground)
  }

  /// Fills `power`; returns its sum and its largest value inside the band.
  private mutating func bandPower(of samples: Span<Float>) -> (sum: Float, largest: Float) {
    fft.power(of: samples, window: window, into: &power)
    let bins = power.span
    // Eight sums side by side: one alone would wait for every addition.
    var sums = SIMD8<Float>()
    var largest = SIMD8<Float>()
    var bin = Self.band.lowerBound
    while bin + 8 <= Self.band.upperBound {
      let eight = bins.eight(at: bin)
      sums += eight
      largest.replace(with: eight, where: eight .> largest)
      bin += 8
    }
    var sum = sums.sum()
    while bin < Self.band.upperBound {
      sum += bins[bin]
      bin += 1
    }
    return (sum, largest.largest)
  }

  /// Appends the level of each mel band, four bands at a time. Takes its arguments apart: `self` may not be
  /// read in pieces while it is written.
  private static func append(
    _ bank: MelFilterBank, _ power: [Float], _ scale: Float, to bands: inout [BandLevel]
  ) {
    let first = bands.count
    bands.append(contentsOf: repeatElement(BandLevel(code: 0), count: bandCount))
    let power = power.span
    var target = bands.mutableSpan
    var bytes = target.mutableBytes
    for band in stride(from: 0, to: bandCount, by: 4) {
      let four = bank.fourSums(of: power, from: band) * scale
      let codes = BandLevel.codes(of: SIMD8(lowHalf: four, highHalf: four)).lowHalf
      // Each code fits in a byte: four of them make a word, the first lowest.
      let pairs = codes.evenHalf | codes.oddHalf &<< 8
      bytes.storeBytes(
        of: (pairs.x | pairs.y &<< 16).littleEndian, toByteOffset: first + band, as: UInt32.self)
    }
  }

  /// Largest autocorrelation in the pitch range, the window's own decay divided out.
  private mutating func harmonicity() -> Float {
    Self.copy(Self.band, of: power, to: &inBand)
    fft.autocorrelation(ofPower: inBand, into: &correlation)
    let (lags, gains) = (correlation.span, lagGain.span)
    guard lags[0] > 0 else { return 0 }
    var eight = SIMD8<Float>()
    var lag = Self.lags.lowerBound
    while lag + 8 <= Self.lags.upperBound {
      let values = lags.eight(at: lag) * gains.eight(at: lag)
      eight.replace(with: values, where: values .> eight)
      lag += 8
    }
    var largest = eight.largest
    while lag < Self.lags.upperBound {
      largest = max(largest, lags[lag] * gains[lag])
      lag += 1
    }
    return largest / lags[0]
  }

  private static func copy(_ bins: Range<Int>, of source: [Float], to target: inout [Float]) {
    let source = source.span
    var target = target.mutableSpan
    for bin in bins { target[bin] = source[bin] }
  }

  /// The DTMF pair that holds nearly all of the band's power, or -1.
  ///
  /// *Source*: ITU-T Q.23 (frequencies), Q.24 (operating region ± 1.5 %, here widened to the
  /// resolution of the window, ± 2.5 %).
  private func keyTone(bandPower: Float) -> Int8 {
    // Both groups together first: hardly any speech passes.
    let least = Self.keyToneShare * bandPower
    guard sum(of: Self.rowBins) + sum(of: Self.columnBins) > least else { return -1 }
    let low = peak(in: Self.rowBins)
    let high = peak(in: Self.columnBins)
    guard low.power + high.power > least else { return -1 }
    // Twist: Q.24 asks for 4 to 8 dB; 10 dB admits mu-law and line loss.
    guard max(low.power, high.power) < 10 * min(low.power, high.power) else { return -1 }
    guard let row = Self.nearest(low.frequencyHz, among: [697, 770, 852, 941]),
      let column = Self.nearest(high.frequencyHz, among: [1209, 1336, 1477, 1633])
    else { return -1 }
    return Int8(row * 4 + column)
  }

  /// Share of the band's power in a key's two tones: still so in noise 10 dB below them; voiced speech
  /// spreads over more partials.
  private static let keyToneShare: Float = 0.9
  /// Where the lower and the higher tone of a pair may lie: 625–1031 and 1125–1719 Hz.
  private static let rowBins = 20..<34
  private static let columnBins = 36..<56

  private func sum(of bins: Range<Int>) -> Float {
    let values = power.span
    var sum: Float = 0
    for bin in bins { sum += values[bin] }
    return sum
  }

  /// Power and interpolated frequency of the largest peak among `bins`.
  private func peak(in bins: Range<Int>) -> (power: Float, frequencyHz: Float) {
    var best = bins.lowerBound
    for bin in bins where power[bin] > power[best] { best = bin }
    let total = power[best - 1] + power[best] + power[best + 1]
    let offset = Window.hannPeakOffset(
      left: power[best - 1].squareRoot(), centre: power[best].squareRoot(),
      right: power[best + 1].squareRoot())
    return (total, (Float(best) + offset) * 31.25)
  }

  private static func nearest(_ frequencyHz: Float, among nominal: [Float]) -> Int? {
    nominal.firstIndex { abs(frequencyHz - $0) <= 0.025 * $0 }
  }
}
