internal import Foundation

/// Power spectra of one channel at 8 kHz, one every 10 ms, as bytes.
public struct Spectrogram: Hashable, Sendable {
  /// Bins of a spectrum, 0–4000 Hz.
  public static let binCount = ShortTimeAnalyzer.windowSize / 2 + 1
  /// Hz from one bin to the next.
  public static let binHz =
    Float(ShortTimeAnalyzer.sampleRateHz) / Float(ShortTimeAnalyzer.windowSize)
  /// Level of byte 0, dB, and dB from one byte to the next: -127 to 0.5 dB.
  public static let lowestDB: Float = -127
  public static let stepDB: Float = 0.5

  /// Index of the first frame in the recording.
  public internal(set) var firstFrame = 0
  /// `frames × binCount`, row-major: level of each bin, dB re a full-scale sine, less `lowestDB`, in
  /// steps of `stepDB`.
  public internal(set) var levels: [UInt8] = []

  public init() {}

  /// Frames held.
  public var frameCount: Int { levels.count / Self.binCount }
}

/// Makes a spectrogram of some frames of a channel while its samples pass by.
///
/// Windows are those of `ShortTimeAnalyzer`: 32 ms, Hann, centred on the frame; beyond the ends of the
/// recording lies silence. Equals for blocks of any length.
public struct SpectrogramAnalyzer: ~Copyable {
  /// What is ready.
  public private(set) var spectrogram = Spectrogram()

  private let frames: Range<Int>
  private var fft = RealFFT(size: ShortTimeAnalyzer.windowSize)
  private let window = Window.hann(ShortTimeAnalyzer.windowSize)
  private var power = [Float](repeating: 0, count: Spectrogram.binCount)
  /// 1 ÷ the power that a full-scale sine leaves in its bin: (Σw ÷ 2)².
  private let scale: Float
  /// Samples from `origin` on; the first windows reach before the recording.
  private var samples: [Float]
  private var origin: Int
  private var nextFrame: Int
  private var received = 0

  private static let reach = (ShortTimeAnalyzer.windowSize - ShortTimeAnalyzer.hopSize) / 2

  /// - Parameter frames: of the recording, those to keep; further ones than it has are none.
  public init(frames: Range<Int>) {
    self.frames = frames
    let half = window.reduce(0, +) / 2
    scale = 1 / (half * half)
    samples = [Float](repeating: 0, count: Self.reach)
    origin = -Self.reach
    nextFrame = 0
    spectrogram.firstFrame = frames.lowerBound
  }

  /// Takes samples in [-1, 1] at 8 kHz.
  public mutating func process(_ block: Span<Float>) {
    block.withUnsafeBufferPointer { samples.append(contentsOf: $0) }
    received += block.count
    advance(to: received)
  }

  /// Ends the recording: completes every frame that holds at least one sample.
  public mutating func finish() {
    let hop = ShortTimeAnalyzer.hopSize
    let count = (received + hop - 1) / hop
    samples.append(contentsOf: repeatElement(0, count: ShortTimeAnalyzer.windowSize))
    advance(to: count * hop + Self.reach)
  }

  /// Analyses the frames whose windows end at or before sample `end`.
  private mutating func advance(to end: Int) {
    let hop = ShortTimeAnalyzer.hopSize
    while nextFrame * hop - Self.reach + ShortTimeAnalyzer.windowSize <= end {
      if frames.contains(nextFrame) { analyze(from: nextFrame * hop - Self.reach - origin) }
      nextFrame += 1
    }
    let needed = nextFrame * hop - Self.reach
    samples.removeFirst(needed - origin)
    origin = needed
  }

  private mutating func analyze(from first: Int) {
    Self.power(samples, from: first, window, with: &fft, into: &power)
    for bin in power {
      let levelDB = 10 * log10(max(bin * scale, 1e-13))
      let byte = ((levelDB - Spectrogram.lowestDB) / Spectrogram.stepDB).rounded()
      spectrogram.levels.append(UInt8(min(max(byte, 0), 255)))
    }
  }

  private static func power(
    _ samples: [Float], from first: Int, _ window: [Float], with fft: inout RealFFT,
    into power: inout [Float]
  ) {
    fft.power(
      of: samples.span.extracting(first..<(first + window.count)), window: window, into: &power)
  }
}
