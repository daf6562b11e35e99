internal import Signal

/// Turns the 8 kHz samples of one channel into features, in blocks of any length.
///
/// Holds the last 150 ms of samples; allocates only as the features grow.
struct FeatureExtractor: ~Copyable {
  /// Features of the frames finished so far.
  var features = ChannelFeatures()

  private var shortTime = ShortTimeAnalyzer()
  private var tonality = TonalityAnalyzer()
  /// Samples from `origin` on (an index from the recording's first sample, negative at the start: the
  /// first windows reach before it, into silence).
  private var samples: [Float]
  private var origin: Int
  private var nextFrame = 0
  private var nextStep = 0
  private var received = 0
  /// Whether a frame of the step under way may hold music or a tone: others skip their transform.
  private var isAudible = false

  /// Frames below this hold nothing that anyone hears, dB.
  private static let inaudibleDB: Float = -70
  private static let stepReach = (TonalityAnalyzer.windowSize - TonalityAnalyzer.hopSize) / 2
  private static let frameReach = (ShortTimeAnalyzer.windowSize - ShortTimeAnalyzer.hopSize) / 2

  init() {
    origin = -Self.stepReach
    samples = [Float](repeating: 0, count: Self.stepReach)
  }

  /// Adds samples and computes the frames and steps that they complete.
  mutating func process(_ block: Span<Float>) {
    block.withUnsafeBufferPointer { samples.append(contentsOf: $0) }
    received += block.count
    advance(to: received)
  }

  /// Pads the end with silence and completes every frame that holds at least one sample.
  mutating func finish() {
    let hop = ShortTimeAnalyzer.hopSize
    let frameCount = (received + hop - 1) / hop
    let padding = [Float](repeating: 0, count: 2 * TonalityAnalyzer.windowSize)
    samples.append(contentsOf: padding)
    advance(to: received + padding.count)
    if let last = tonality.finish() { features.append(last) }
    // Counted from the end: the features' own first frames may have been dropped.
    features.truncate(toFrames: features.frameCount - (nextFrame - frameCount))
  }

  /// Computes all frames and steps whose windows end at or before sample `end`.
  private mutating func advance(to end: Int) {
    while true {
      let frameStart = nextFrame * ShortTimeAnalyzer.hopSize - Self.frameReach
      let stepStart = nextStep * TonalityAnalyzer.hopSize - Self.stepReach
      if nextStep * TonalityAnalyzer.framesPerStep + TonalityAnalyzer.framesPerStep <= nextFrame,
        stepStart + TonalityAnalyzer.windowSize <= end
      {
        analyzeStep(from: stepStart - origin)
      } else if frameStart + ShortTimeAnalyzer.windowSize <= end,
        nextFrame < (nextStep + 1) * TonalityAnalyzer.framesPerStep
      {
        analyzeFrame(from: frameStart - origin)
      } else {
        break
      }
    }
    // Keep what the earlier of the next windows needs.
    let needed = min(
      nextFrame * ShortTimeAnalyzer.hopSize - Self.frameReach,
      nextStep * TonalityAnalyzer.hopSize - Self.stepReach)
    samples.removeFirst(needed - origin)
    origin = needed
  }

  private mutating func analyzeFrame(from first: Int) {
    let frame = shortTime.analyze(
      samples, from: first, appendingBandsTo: &features.bands)
    if !frame.isBackground, frame.levelDB > Self.inaudibleDB { isAudible = true }
    features.append(frame)
    nextFrame += 1
  }

  private mutating func analyzeStep(from first: Int) {
    let finished = isAudible ? tonality.analyze(samples, from: first) : tonality.analyzeSilence()
    if let finished { features.append(finished) }
    isAudible = false
    nextStep += 1
  }
}
