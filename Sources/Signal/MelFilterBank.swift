internal import Foundation

/// Triangular filters spaced evenly on the mel scale, stored sparsely.
///
///     weight  /\ /\ /\  …      mel(f) = 1127·ln(1 + f/700)
///            /  X  X  \        (O'Shaughnessy's formula, as in HTK and Kaldi)
///
/// Each filter rises from its left neighbour's centre to its own and falls to its right neighbour's;
/// inside the covered range neighbouring weights therefore sum to 1. Only the bins of each filter are
/// stored, filled up with zeros to multiples of eight: they are multiplied eight at a time.
public struct MelFilterBank: Hashable, Sendable {
  /// Number of filters.
  public let bandCount: Int
  /// Bins of the power spectrum it applies to.
  public let binCount: Int
  /// Of each filter, and one past its last: where its weights begin, in eights.
  private let firstEight: [Int]
  /// Of each filter: the bin of its first weight.
  private let firstBin: [Int]
  private let weights: [Float]

  /// A bank for spectra of `fftSize` points.
  ///
  /// - Parameters:
  ///   - bandCount: filters, at least 1.
  ///   - fftSize: N; spectra have N/2 + 1 bins.
  ///   - sampleRateHz: of the analysed signal.
  ///   - lowHz: left foot of the first filter, from 0.
  ///   - highHz: right foot of the last filter, at most half the rate.
  public init(bandCount: Int, fftSize: Int, sampleRateHz: Int, lowHz: Double, highHz: Double) {
    precondition(bandCount >= 1 && fftSize >= 2, "MelFilterBank: \(bandCount) bands of \(fftSize)")
    precondition(
      0 <= lowHz && lowHz < highHz && highHz <= Double(sampleRateHz) / 2,
      "MelFilterBank: \(lowHz) to \(highHz) Hz at \(sampleRateHz) Hz")
    self.bandCount = bandCount
    binCount = fftSize / 2 + 1
    let step = (Self.mel(highHz) - Self.mel(lowHz)) / Double(bandCount + 1)
    let feet = (0...(bandCount + 1)).map { Self.mel(lowHz) + step * Double($0) }
    var firstBin: [Int] = []
    var firstEight = [0]
    var weights: [Float] = []
    for band in 0..<bandCount {
      let filter = (0..<binCount).map { bin in
        let mel = Self.mel(Double(bin) * Double(sampleRateHz) / Double(fftSize))
        return Float(max(0, min(mel - feet[band], feet[band + 2] - mel) / step))
      }
      let first = filter.firstIndex { $0 > 0 } ?? 0
      let last = filter.lastIndex { $0 > 0 } ?? first
      let eights = (last - first + 8) / 8
      precondition(8 * eights <= binCount, "MelFilterBank: a filter as wide as \(binCount) bins")
      // Moved down where the last eight would reach past the spectrum.
      let start = max(0, min(first, binCount - 8 * eights))
      firstBin.append(start)
      weights += filter[start..<(start + 8 * eights)]
      firstEight.append(weights.count / 8)
    }
    self.firstBin = firstBin
    self.firstEight = firstEight
    self.weights = weights
  }

  /// Writes the weighted power sum of each band.
  ///
  /// - Parameters:
  ///   - power: `binCount` values.
  ///   - bands: `bandCount` values.
  public func apply(to power: Span<Float>, into bands: inout MutableSpan<Float>) {
    precondition(
      power.count == binCount && bands.count == bandCount,
      "MelFilterBank: \(power.count) bins into \(bands.count) bands")
    for band in 0..<bandCount { bands[band] = sum(of: power, band: band) }
  }

  /// The weighted power sum of one band.
  ///
  /// - Parameter power: `binCount` values.
  @inline(__always)
  func sum(of power: Span<Float>, band: Int) -> Float {
    let weights = weights.span
    var bin = firstBin[band]
    var sums = SIMD8<Float>()
    for eight in firstEight[band]..<firstEight[band + 1] {
      sums += weights.eight(at: 8 * eight) * power.eight(at: bin)
      bin += 8
    }
    let four = sums.lowHalf + sums.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// The weighted power sums of four bands from `band` on, to the bit as `sum(of:band:)` gives each.
  ///
  /// The four bands' quarter sums are transposed, so that the last additions of all four are made at once.
  /// - Parameter power: `binCount` values.
  @inline(__always)
  func fourSums(of power: Span<Float>, from band: Int) -> SIMD4<Float> {
    let (a, b) = (quarterSums(of: power, band: band), quarterSums(of: power, band: band + 1))
    let (c, d) = (quarterSums(of: power, band: band + 2), quarterSums(of: power, band: band + 3))
    return (SIMD4(a.x, b.x, c.x, d.x) + SIMD4(a.z, b.z, c.z, d.z))
      + (SIMD4(a.y, b.y, c.y, d.y) + SIMD4(a.w, b.w, c.w, d.w))
  }

  /// Every fourth product of a band summed, from each of the first four on; every band has eight or more.
  @inline(__always)
  private func quarterSums(of power: Span<Float>, band: Int) -> SIMD4<Float> {
    let weights = weights.span
    var (bin, weight) = (firstBin[band], 8 * firstEight[band])
    let end = 8 * firstEight[band + 1]
    var low = weights.four(at: weight) * power.four(at: bin)
    var high = weights.four(at: weight + 4) * power.four(at: bin + 4)
    while weight + 8 < end {
      weight += 8
      bin += 8
      low += weights.four(at: weight) * power.four(at: bin)
      high += weights.four(at: weight + 4) * power.four(at: bin + 4)
    }
    return low + high
  }

  /// The mel value of a frequency in Hz.
  static func mel(_ frequencyHz: Double) -> Double { 1127 * log(1 + frequencyHz / 700) }
}
