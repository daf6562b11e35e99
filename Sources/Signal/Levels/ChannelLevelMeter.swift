/// Measures levels and defects of one channel as its samples pass, in bounded memory.
///
/// Samples go in at the recording's own rate in blocks of any length. Each frame of 10 ms leaves a few
/// bytes that wait until `settle(isSpeech:)` says whether the frame is speech. Figures do not depend on how
/// the samples or the decisions were cut into blocks.
///
///     process ──▶ frames that wait (8 bytes each, ≤ 1600 bytes of spectra a second) ──settle──▶ levels
///
/// A last frame shorter than 10 ms never waits; its samples count in `clippingRatio` and
/// `digitalSilenceMilliseconds`.
public struct ChannelLevelMeter: ~Copyable {
  /// Frames that must follow before a run of digital silence is known to begin or end in a frame.
  private static let lookAhead = 3
  /// Frames that fit into the buffer beside the history.
  private static let bufferedFrames = 8

  private let grid: FrameGrid
  private var envelope: SpeechEnvelope
  private var clipping: Clipping
  private var silence: DigitalSilence
  private var bandwidth: SpeechBandwidth
  private var activeLevel = ActiveSpeechLevel()
  private var noiseFloor = NoiseFloor()
  private var dropouts = Dropouts()

  private var recent: RecentSamples
  /// Frames measured so far; the next sample to measure is the first of this frame.
  private var frameCount = 0
  private var isFinished = false

  /// Frames `forgotten ..< frameCount`; the first `decided` of them bear the detector's word.
  private var waiting = FrameQueue()
  private var forgotten = 0
  private var decided = 0
  /// The even frame of a pair, kept for the noise floor; nil if it is speech or digital silence.
  private var pairedEnergy: Float?

  /// - Parameters:
  ///   - sampleRateHz: the recording's own rate, Hz.
  ///   - largestCode: the largest |x| the codec can say, of either sign (16-bit PCM: 32767/32768).
  ///   - smallestStep: the distance between the codec's two codes nearest to zero (16-bit PCM: 1/32768;
  ///     A-law: 16/32768).
  /// - Precondition: `sampleRateHz >= 1000`.
  public init(sampleRateHz: Int, largestCode: Float, smallestStep: Float) {
    precondition(sampleRateHz >= 1000, "ChannelLevelMeter: \(sampleRateHz) Hz, at least 1000")
    grid = FrameGrid(sampleRateHz: sampleRateHz)
    envelope = SpeechEnvelope(grid: grid)
    clipping = Clipping(largestCode: largestCode, smallestStep: smallestStep)
    silence = DigitalSilence(sampleRateHz: sampleRateHz, smallestStep: smallestStep)
    bandwidth = SpeechBandwidth(sampleRateHz: sampleRateHz)
    let frames = ChannelLevelMeter.bufferedFrames * grid.longestFrame
    recent = RecentSamples(capacity: silence.window + frames)
  }

  /// Takes the next samples, in [-1, 1]; any number of them.
  ///
  /// - Precondition: `finish()` has not been called.
  public mutating func process(_ samples: Span<Float>) {
    precondition(!isFinished, "ChannelLevelMeter: samples after the end")
    var taken = 0
    while taken < samples.count {
      taken += recent.append(samples, from: taken)
      measureWholeFrames()
      // A run of digital silence may begin a window back, a spectrum a frame.
      if recent.isFull {
        recent.forget(before: grid.firstSample(of: frameCount) - silence.window)
      }
    }
  }

  /// Ends the recording. Later calls do nothing.
  public mutating func finish() {
    guard !isFinished else { return }
    isFinished = true
    let samples = recent.values
    let rest = grid.firstSample(of: frameCount)..<recent.end
    if !rest.isEmpty { measureDefects(of: rest, peak: .infinity, in: samples.span) }
    if let end = silence.finish() { mark(.runEnds, atSample: end - 1) }
    analyseSpectrum(ofFrame: frameCount - 1, in: samples.span)
    forgetDecidedFrames()
  }

  /// Frames that wait for the detector's word.
  public var pendingFrames: Int { waiting.count - decided }

  /// Settles the oldest `isSpeech.count` pending frames: they are or are not speech.
  ///
  /// - Precondition: `isSpeech.count <= pendingFrames`.
  public mutating func settle(isSpeech: Span<Bool>) {
    precondition(
      isSpeech.count <= pendingFrames,
      "ChannelLevelMeter: \(isSpeech.count) decisions, \(pendingFrames) frames wait")
    for index in isSpeech.indices {
      if isSpeech[index] { waiting[decided].marks.insert(.speech) }
      decided += 1
    }
    forgetDecidedFrames()
  }

  /// Returns the figures of all frames settled so far; final after `finish()` and the last `settle`.
  public func levels() -> LevelFigures {
    let sampleCount = recent.end
    return LevelFigures(
      activeLevelDBFS: activeLevel.level(sampleRateHz: grid.sampleRateHz),
      noiseFloorDBFS: noiseFloor.level,
      clippingRatio: sampleCount == 0
        ? nil : Double(clipping.clippedSamples) / Double(sampleCount),
      dropoutCount: dropouts.count,
      digitalSilenceMilliseconds: grid.milliseconds(inSamples: silence.totalSamples),
      bandwidthHz: bandwidth.bandwidthHz)
  }
}

// Measuring. `samples` are the recent samples, read through one more reference to their array.
extension ChannelLevelMeter {
  private mutating func measureWholeFrames() {
    let samples = recent.values
    var frame = grid.samples(of: frameCount)
    while frame.upperBound <= recent.end {
      measure(frame, in: samples.span)
      frame = grid.samples(of: frameCount)
    }
  }

  private mutating func measure(_ frame: Range<Int>, in samples: Span<Float>) {
    let reading = envelope.advance(over: samples.extracting(place(of: frame)))
    waiting.append(WaitingFrame(energy: reading.energy, reached: reading.reached, marks: []))
    frameCount += 1
    measureDefects(of: frame, peak: reading.peak, in: samples)
    analyseSpectrum(ofFrame: frameCount - 2, in: samples)
  }

  private mutating func measureDefects(
    of frame: Range<Int>, peak: Float, in samples: Span<Float>
  ) {
    clipping.scan(samples.extracting(place(of: frame)), peak: peak)
    let findings = silence.scan(frame, of: samples, origin: recent.origin)
    if findings.isFlat { mark(.flat, atSample: frame.lowerBound) }
    if let start = findings.runStart { mark(.runStarts, atSample: start) }
    if let end = findings.runEnd { mark(.runEnds, atSample: end - 1) }
  }

  private func place(of frame: Range<Int>) -> Range<Int> {
    (frame.lowerBound - recent.origin)..<(frame.upperBound - recent.origin)
  }

  /// Marks the frame that holds `sample`; samples after the last whole frame have none.
  private mutating func mark(_ mark: WaitingFrame.Marks, atSample sample: Int) {
    let frame = grid.wholeFrames(inSamples: sample)
    if frame < frameCount { waiting[frame - forgotten].marks.insert(mark) }
  }

  /// Analyses the spectrum that begins with `frame`, if one does and its samples are there.
  private mutating func analyseSpectrum(ofFrame frame: Int, in samples: Span<Float>) {
    guard frame >= 0 && frame % bandwidth.interval == 0 else { return }
    let start = grid.firstSample(of: frame) - recent.origin
    guard start + bandwidth.size <= recent.count else { return }
    bandwidth.analyse(samples.extracting(start..<(start + bandwidth.size)))
  }
}

// Settling.
extension ChannelLevelMeter {
  /// Accumulates and forgets the frames that are decided and whose marks are final.
  private mutating func forgetDecidedFrames() {
    let final = isFinished ? waiting.count : waiting.count - ChannelLevelMeter.lookAhead
    let count = min(decided, final)
    guard count > 0 else { return }
    for position in 0..<count { accumulate(waiting[position], frame: forgotten + position) }
    waiting.removeFirst(count)
    forgotten += count
    decided -= count
  }

  private mutating func accumulate(_ frame: WaitingFrame, frame index: Int) {
    let isSpeech = frame.marks.contains(.speech)
    activeLevel.settle(energy: frame.energy, reached: frame.reached, isSpeech: isSpeech)
    dropouts.settle(
      isSpeech: isSpeech, runStarts: frame.marks.contains(.runStarts),
      runEnds: frame.marks.contains(.runEnds))
    if index % bandwidth.interval == 0 { bandwidth.settle(isSpeech: isSpeech) }
    let isNoise = !isSpeech && !frame.marks.contains(.flat)
    if index % 2 == 0 {
      pairedEnergy = isNoise ? frame.energy : nil
    } else if isNoise, let pairedEnergy {
      let samples = grid.firstSample(of: index + 1) - grid.firstSample(of: index - 1)
      noiseFloor.add(meanSquare: Double(pairedEnergy + frame.energy) / Double(samples))
    }
  }
}
