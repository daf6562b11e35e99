/// The only frame ↔ time arithmetic of the house: frames of 10 ms, whatever the sampling rate.
///
///     frame      0      1      2
///     samples [=====)[=====)[=====)   frame i: [⌊i·rate/100⌋, ⌊(i+1)·rate/100⌋)
///
/// At rates that are no multiple of 100 Hz frames differ by one sample in length and never drift: frame
/// `i` starts at millisecond `10·i` to within one sample.
public struct FrameGrid: Hashable, Sendable {
  /// Length of a frame, and distance from one to the next, in milliseconds.
  public static let hop = 10
  /// Frames in a second.
  public static let framesPerSecond = 100

  /// Hz.
  public let sampleRateHz: Int

  /// - Precondition: `sampleRateHz >= 100`.
  public init(sampleRateHz: Int) {
    precondition(sampleRateHz >= 100, "FrameGrid: \(sampleRateHz) Hz, at least 100")
    self.sampleRateHz = sampleRateHz
  }

  /// Index of the first sample of `frame`.
  public func firstSample(of frame: Int) -> Int {
    frame * sampleRateHz / FrameGrid.framesPerSecond
  }

  /// The samples of `frame`.
  public func samples(of frame: Int) -> Range<Int> {
    firstSample(of: frame)..<firstSample(of: frame + 1)
  }

  /// Longest frame, in samples.
  public var longestFrame: Int {
    (sampleRateHz + FrameGrid.framesPerSecond - 1) / FrameGrid.framesPerSecond
  }

  /// Whole frames in `sampleCount` samples; a last, shorter one does not count.
  public func wholeFrames(inSamples sampleCount: Int) -> Int {
    (sampleCount * FrameGrid.framesPerSecond + FrameGrid.framesPerSecond - 1) / sampleRateHz
  }

  /// Milliseconds from the first sample to the start of `frame`.
  public static func milliseconds(atFrame frame: Int) -> Int { frame * hop }

  /// `sampleCount` samples in milliseconds, rounded to the nearest. Whole seconds go apart: headers claim
  /// lengths whose thousandfold no integer holds.
  public func milliseconds(inSamples sampleCount: Int) -> Int {
    let (seconds, rest) = sampleCount.quotientAndRemainder(dividingBy: sampleRateHz)
    return seconds * 1000 + (rest * 1000 + sampleRateHz / 2) / sampleRateHz
  }
}
