internal import Foundation

/// Triangular filters spaced evenly on the mel scale, stored sparsely.
///
///     weight  /\ /\ /\  …      mel(f) = 1127·ln(1 + f/700)
///            /  X  X  \        (O'Shaughnessy's formula, as in HTK and Kaldi)
///
/// Each filter rises from its left neighbour's centre to its own and falls to its right neighbour's;
/// inside the covered range neighbouring weights therefore sum to 1. Only non-zero weights are stored:
/// applying the bank costs about two multiply-adds a bin.
public struct MelFilterBank: Hashable, Sendable {
  /// Number of filters.
  public let bandCount: Int
  /// Bins of the power spectrum it applies to.
  public let binCount: Int
  private let firstBin: [Int]
  private let firstWeight: [Int]
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
    var firstWeight: [Int] = [0]
    var weights: [Float] = []
    for band in 0..<bandCount {
      var first: Int?
      for bin in 0..<binCount {
        let mel = Self.mel(Double(bin) * Double(sampleRateHz) / Double(fftSize))
        let rise = (mel - feet[band]) / step
        let fall = (feet[band + 2] - mel) / step
        let weight = min(rise, fall)
        guard weight > 0 else { continue }
        if first == nil { first = bin }
        weights.append(Float(weight))
      }
      firstBin.append(first ?? 0)
      firstWeight.append(weights.count)
    }
    self.firstBin = firstBin
    self.firstWeight = firstWeight
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
    let first = firstWeight[band]
    let bin = firstBin[band]
    var sum: Float = 0
    for offset in 0..<(firstWeight[band + 1] - first) {
      sum += weights[first + offset] * power[bin + offset]
    }
    return sum
  }

  /// The mel value of a frequency in Hz.
  static func mel(_ frequencyHz: Double) -> Double { 1127 * log(1 + frequencyHz / 700) }
}
