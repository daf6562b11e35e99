public import NeuralNets
public import SpeechTimeline

/// Finds where two voices speak at once, in a pass over a recording whose speech is known.
///
///     samples ─▶ │ recent │ ─▶ windows of 10 s over speech ─▶ network, eight at a time ─▶ frames of 20 ms,
///                                                                                         averaged
///
/// The same bytes come out for every way of cutting the samples into blocks. Memory grows only by the
/// track: 12 bytes for every 20 ms, 13 MB in six hours.
///
/// Source of the averaging: windows are weighted by a Hamming window (H. Bredin et al., "pyannote.audio",
/// ICASSP 2020, aggregate overlapping windows with one).
public struct OverlapMeter: Sendable {
  private let windows: OverlapWindows
  private var evaluation: OverlapEvaluation
  /// Windows of the plan that the evaluation got; where those begin that are pending there, and how long
  /// they are.
  private var windowCount = 0
  private var lastStart: Int?
  private var pendingStarts: [Int] = []
  private var pendingLength = 0
  private var probabilities: [Float] = []

  /// Samples from `recentStart` on: of the next window, and of the last 10 s, which the window at the end
  /// of the recording takes.
  private var recent: [Float] = []
  private var recentStart = 0
  private var sampleCount = 0

  private var sums = OverlapSums()

  /// 10 s: windows side by side. On the mono mixes of two real and twelve simulated calls, from end to end, error
  /// of diarization at 7.5 s and at 10 s: 9.75 and 9.82 %, 10.81 and 10.59 %, with a collar of 0.25 s 2.96 and
  /// 2.90 %, 3.14 and 3.07 %; backchannels of the simulated ones, recall/precision 0.68/0.62 and 0.73/0.66. Of
  /// frames with a probability above 0.6, windows laid in four ways, precision/recall at 5 s 0.78/0.43 and
  /// 0.74/0.65, at 7.5 s 0.79/0.43 and 0.77/0.67. Cost falls as the hop grows: at 5, 7.5 and 10 s 5.2, 3.6 and
  /// 2.7 ms for a second of call. Windows of 20 or 30 s cost what a hop of 10 s costs and find less: 0.81/0.45
  /// and 0.68/0.63, 0.64/0.44 and 0.70/0.67.
  public static let usualHopSeconds = 10.0

  /// - Parameters:
  ///   - speech: of the whole recording; windows lie over it.
  ///   - hopSeconds: from one window to the next in unbroken speech, more than 0, at most 10.
  public init(
    network: OverlapNetwork, speech: Timeline, hopSeconds: Double = Self.usualHopSeconds
  ) {
    windows = OverlapWindows(over: speech, hopSeconds: hopSeconds)
    evaluation = OverlapEvaluation(of: network)
  }

  /// Values in the buffers that do not grow with the recording.
  var heldValueCount: Int { recent.count + probabilities.count }

  /// Takes the next samples of the recording.
  ///
  /// - Parameter samples: 16 kHz, one channel, in [-1, 1]; any number of them.
  public mutating func process(_ samples: Span<Float>) {
    var start = 0
    while start < samples.count {
      let end = min(samples.count, start + Self.largestBlock)
      append(samples.extracting(start..<end))
      start = end
    }
  }

  /// What was found in all samples. The next samples begin another recording of the same speech.
  public mutating func finish() -> OverlapTrack {
    appendLastWindow()
    evaluate()
    let track = sums.track(sampleCount: sampleCount)
    (windowCount, lastStart, recentStart, sampleCount) = (0, nil, 0, 0)
    recent.removeAll(keepingCapacity: true)
    sums = OverlapSums()
    return track
  }

  /// Samples that are looked at at once, 1 s, however many are given: so that `recent` stays small.
  private static let largestBlock = OverlapNetwork.sampleRate

  private mutating func append(_ samples: Span<Float>) {
    for index in samples.indices { recent.append(samples[index]) }
    sampleCount += samples.count
    while windowCount < windows.starts.count,
      windows.starts[windowCount] + OverlapWindows.sampleCount <= sampleCount
    {
      appendWindow(at: windows.starts[windowCount], length: OverlapWindows.sampleCount)
      windowCount += 1
      if evaluation.pendingCount == OverlapEvaluation.usualWindowCount { evaluate() }
    }
    dropSeenSamples()
  }

  private mutating func appendWindow(at start: Int, length: Int) {
    let offset = start - recentStart
    Self.append(recent, from: offset, length: length, to: &evaluation)
    pendingStarts.append(start)
    pendingLength = length
    lastStart = start
  }

  private static func append(
    _ samples: [Float], from offset: Int, length: Int, to evaluation: inout OverlapEvaluation
  ) {
    evaluation.append(samples.span.extracting(offset..<(offset + length)))
  }

  /// The windows that are left end behind the recording. In their place comes one that ends with it, or all
  /// of it where it is shorter, unless that was looked at already.
  private mutating func appendLastWindow() {
    guard windowCount < windows.starts.count, windows.starts[windowCount] < sampleCount else {
      return
    }
    let length = min(OverlapWindows.sampleCount, sampleCount)
    let start = sampleCount - length
    guard OverlapNetwork.frameCount(sampleCount: length) > 0, start != lastStart else { return }
    appendWindow(at: start, length: length)
  }

  private mutating func dropSeenSamples() {
    var needed = sampleCount - OverlapWindows.sampleCount
    if windowCount < windows.starts.count { needed = min(needed, windows.starts[windowCount]) }
    // Not for every block: each time moves what is kept.
    guard needed - recentStart >= OverlapWindows.sampleCount else { return }
    recent.removeFirst(needed - recentStart)
    recentStart = needed
  }

  private mutating func evaluate() {
    let size = evaluation.frameCount * OverlapNetwork.classCount
    probabilities.removeAll(keepingCapacity: true)
    evaluation.evaluate(into: &probabilities)
    for (index, start) in pendingStarts.enumerated() {
      sums.add(
        probabilities[(index * size)..<((index + 1) * size)], from: start, length: pendingLength)
    }
    pendingStarts.removeAll(keepingCapacity: true)
  }
}
