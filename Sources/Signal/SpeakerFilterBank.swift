internal import Foundation

/// The log-mel frames that speaker embeddings are computed from: Kaldi's fbank at 16 kHz.
///
///     samples   [=======400=======)
///                    [=======400=======)          one every 160: frame i begins at sample 160·i
///
/// Of each frame: mean removed, pre-emphasis 0.97, Povey's window, power spectrum of 512 points, 80 mel
/// filters from 20 to 8000 Hz, natural logarithm. Samples are in [-1, 1], not ± 32768 as Kaldi's own are:
/// the floor of the logarithm lies where the network learned it.
///
/// Source: Kaldi's feat/feature-window.cc and feat/mel-computations.cc; settings of 3D-Speaker.
public struct SpeakerFilterBank: ~Copyable {
  /// Hz.
  public static let sampleRateHz = 16_000
  /// Samples of a frame: 25 ms.
  public static let frameLength = 400
  /// Samples from one frame to the next: 10 ms.
  public static let frameShift = 160
  /// Values of a frame.
  public static let bandCount = 80
  /// Least power that the logarithm is taken of, the smallest Float above 1 less 1; Kaldi's.
  static let floor = Float.ulpOfOne

  private static let fftSize = 512
  private static let preEmphasis: Float = 0.97

  private var transform = RealFFT(size: fftSize)
  private let filters = MelFilterBank(
    bandCount: bandCount, fftSize: fftSize, sampleRateHz: sampleRateHz, lowHz: 20, highHz: 8000)
  /// `(0.5 - 0.5·cos(2πn/(N-1)))^0.85`, Povey's: Hann's, raised to a power that leaves its ends steep.
  private let window = (0..<frameLength).map { index in
    let phase = 2 * Double.pi * Double(index) / Double(frameLength - 1)
    return Float(pow(0.5 - 0.5 * cos(phase), 0.85))
  }
  private var frame = [Float](repeating: 0, count: frameLength)
  private var power = [Float](repeating: 0, count: fftSize / 2 + 1)

  public init() {}

  /// The frames that lie within `sampleCount` samples: none hangs over the end.
  public static func frameCount(sampleCount: Int) -> Int {
    sampleCount < frameLength ? 0 : (sampleCount - frameLength) / frameShift + 1
  }

  /// Writes the bands of one frame to `frames`, from `start` on.
  ///
  /// - Parameters:
  ///   - samples: `frameLength` of them, in [-1, 1].
  ///   - frames: natural logarithms of power, at least that of `floor`.
  public mutating func bands(
    of samples: Span<Float>, into frames: inout [Float], from start: Int
  ) {
    precondition(
      samples.count == Self.frameLength && start >= 0 && start + Self.bandCount <= frames.count,
      "SpeakerFilterBank: \(samples.count) samples, bands at \(start) of \(frames.count)")
    Self.prepare(samples, into: &frame)
    Self.power(of: frame, window: window, with: &transform, into: &power)
    Self.apply(filters, to: power, into: &frames, from: start)
  }

  /// Removes the mean, then pre-emphasises: `x[n] - 0.97·x[n-1]`, the first less 0.97 of itself.
  private static func prepare(_ samples: Span<Float>, into frame: inout [Float]) {
    var sums = SIMD8<Float>()
    for eight in 0..<(frameLength / 8) { sums += samples.eight(at: 8 * eight) }
    let mean = sums.sum() / Float(frameLength)
    var previous = samples[0] - mean
    var target = frame.mutableSpan
    for index in samples.indices {
      let value = samples[index] - mean
      target[index] = value - preEmphasis * previous
      previous = value
    }
  }

  private static func power(
    of frame: [Float], window: [Float], with transform: inout RealFFT, into power: inout [Float]
  ) {
    transform.power(of: frame.span, window: window, into: &power)
  }

  private static func apply(
    _ filters: MelFilterBank, to power: [Float], into frames: inout [Float], from start: Int
  ) {
    let power = power.span
    var target = frames.mutableSpan
    for band in 0..<bandCount {
      target[start + band] = log(max(filters.sum(of: power, band: band), floor))
    }
  }
}
