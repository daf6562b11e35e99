internal import Signal

/// What is done to log-mel frames before the speaker network sees them: each band less its mean over 3 s
/// around, so that neither the microphone nor the line is part of the voice.
struct BandNormalization: Sendable {
  /// Frames on either side of the mean's middle, 1.5 s: the mean is over `[i - reach, i + reach)`.
  static let reach = 150

  /// Bands from this one on are set to 0.
  private let bandEnd: Int

  /// - Parameter isTelephoneBand: whether bands centred above 3.5 kHz are to be empty.
  init(isTelephoneBand: Bool) {
    bandEnd = isTelephoneBand ? Self.telephoneBandCount : SpeakerFilterBank.bandCount
  }

  /// Bands of the filter bank that are centred below 3.5 kHz: mel(3500 Hz) = 2019.3, where bands are 34.67
  /// mel apart from mel(20 Hz) = 31.7 on.
  private static let telephoneBandCount = 57

  /// Writes the frames with their means subtracted.
  ///
  /// - Parameters:
  ///   - bands: rows, the first of them frame `firstFrame`, with all that there is of `reach` on either
  ///     side of `frames`.
  ///   - frames: what is written to `input`, from its beginning.
  func normalize(
    _ bands: [Float], firstFrame: Int, frames: Range<Int>, into input: inout [Float]
  ) {
    let width = SpeakerFilterBank.bandCount
    let endFrame = firstFrame + bands.count / width
    if input.count < frames.count * width {
      input = [Float](repeating: 0, count: frames.count * width)
    }
    var sums = [Double](repeating: 0, count: width)
    var covered =
      max(
        firstFrame, frames.lowerBound - Self.reach)..<max(
        firstFrame, frames.lowerBound - Self.reach)
    let source = bands.span
    var target = input.mutableSpan
    for frame in frames {
      let window = max(firstFrame, frame - Self.reach)..<min(endFrame, frame + Self.reach)
      for added in covered.upperBound..<window.upperBound {
        let row = (added - firstFrame) * width
        for band in 0..<width { sums[band] += Double(source[row + band]) }
      }
      for removed in covered.lowerBound..<window.lowerBound {
        let row = (removed - firstFrame) * width
        for band in 0..<width { sums[band] -= Double(source[row + band]) }
      }
      covered = window
      let (row, place) = ((frame - firstFrame) * width, (frame - frames.lowerBound) * width)
      let share = 1 / Double(window.count)
      for band in 0..<width {
        target[place + band] = band < bandEnd ? source[row + band] - Float(sums[band] * share) : 0
      }
    }
  }
}
