internal import Signal
internal import SpeechTimeline

/// Finds speech, tones and the layout of a call of one or two channels while its samples pass by.
///
/// Decisions are made section by section: ten minutes at a time, seen together with what follows (at
/// least five minutes more, or the end) and half a minute before. Calls up to a quarter of an hour are
/// therefore decided in one piece; memory stays the same however long a call is.
///
///     [ 30 s |==== 10 min ====|  ≥ 5 min … )      decided together, the middle part is final
public struct CallDetector: ~Copyable {
  /// The rate at which samples are expected, Hz.
  public static let sampleRateHz = ShortTimeAnalyzer.sampleRateHz

  /// Steps of 80 ms.
  private static let sectionSteps = 7500
  private static let lookaheadSteps = 3750
  private static let contextSteps = 375

  private let configuration: VoiceActivityConfiguration
  private let detector: SpeechDetector
  private let channelCount: Int
  private let isTracing: Bool
  private var first = FeatureExtractor()
  private var second = FeatureExtractor()
  private var leakage = LeakageMeter()
  private var findings: [ChannelFindings]
  /// What speech of each channel was decided by, copies of the other included.
  private(set) public var evidence: [SpeechEvidence]
  /// Leakage as the last section's decisions found it.
  private var paths: (intoFirst: EchoPath?, intoSecond: EchoPath?) = (nil, nil)
  /// Frames decided, and frames dropped from the features.
  private var decided = 0
  private var dropped = 0

  /// A detector at the start of a call.
  ///
  /// - Parameter isTracing: whether sections bring along what their decisions rest on.
  /// - Precondition: one or two channels.
  public init(
    channelCount: Int, configuration: VoiceActivityConfiguration, network: SpeechNetwork,
    isTracing: Bool = false
  ) {
    precondition((1...2).contains(channelCount), "CallDetector: \(channelCount) channels")
    self.channelCount = channelCount
    self.isTracing = isTracing
    self.configuration = configuration
    detector = SpeechDetector(configuration: configuration, network: network)
    findings = [ChannelFindings](repeating: ChannelFindings(), count: channelCount)
    evidence = [SpeechEvidence](
      repeating: SpeechEvidence(configuration.speech), count: channelCount)
  }

  /// Takes samples of a call of one channel, in [-1, 1] at `sampleRateHz`.
  public mutating func process(_ samples: Span<Float>) {
    precondition(channelCount == 1, "CallDetector: one channel given, \(channelCount) expected")
    first.process(samples)
  }

  /// Takes samples of a call of two channels, as many for each.
  public mutating func process(_ one: Span<Float>, _ two: Span<Float>) {
    precondition(channelCount == 2, "CallDetector: two channels given, \(channelCount) expected")
    first.process(one)
    second.process(two)
    leakage.process(
      one, two, features: (first.features, second.features),
      droppedSteps: dropped / TonalityAnalyzer.framesPerStep)
  }

  /// The next section, once enough of what follows it is known; nil until then.
  public mutating func nextSection() -> SectionDecisions? {
    let pending =
      first.features.tonality.count - (decided - dropped) / TonalityAnalyzer.framesPerStep
    guard pending >= Self.sectionSteps + Self.lookaheadSteps else { return nil }
    return decide(frameCount: Self.sectionSteps * TonalityAnalyzer.framesPerStep)
  }

  /// The last section; call once, after all samples.
  public mutating func finish() -> SectionDecisions {
    first.finish()
    if channelCount == 2 { second.finish() }
    return decide(frameCount: first.features.frameCount - (decided - dropped))
  }

  /// Frames of each channel whose features are held: bounded, whatever the length of the call.
  var heldFrameCount: Int { first.features.frameCount }

  private mutating func decide(frameCount: Int) -> SectionDecisions {
    let start = decided - dropped
    let frames = start..<(start + frameCount)
    let origin = FrameGrid.milliseconds(atFrame: dropped)
    if channelCount == 2 { paths = leakage.paths() }
    var section = SectionDecisions(speech: [])
    let scenes = examined(frames)
    for channel in 0..<channelCount {
      let features = channel == 0 ? first.features : second.features
      let examined = scenes[channel]
      let all = detector.decide(examined)
      let first = frames.lowerBound - examined.frames.lowerBound
      let settled = first..<(first + frames.count)
      evidence[channel].append(examined.logOdds[settled], examined.marks[settled])
      var own = all
      var copied: [Bool] = []
      if let path = channel == 0 ? paths.intoFirst : paths.intoSecond {
        copied = copies(
          in: examined.scene.levelDB, of: scenes[1 - channel].scene.levelDB, path: path)
        own = detector.decide(examined, copied: copied)
      }
      if isTracing {
        var trace = detector.trace(of: examined, features, copied: copied)
        trace.add(flag: "heard", all.speech)
        trace.add(flag: "own", own.speech)
        section.traces.append(trace.clipped(to: frames).placed(atFrame: decided))
      }
      findings[channel].add(
        own: own, heard: all, features: features, frames: frames, origin: origin)
      section.speech.append(Array(own.speech[frames]))
    }
    decided += frameCount
    forget()
    return section
  }

  /// What each channel holds in the section under decision.
  private func examined(_ frames: Range<Int>) -> [SpeechDetector.Examined] {
    (0..<channelCount).map { channel in
      detector.examine(
        channel == 0 ? first.features : second.features, frames: frames,
        heardVoiceDB: findings[channel].voiceDB)
    }
  }

  /// Drops features that no later section looks back to.
  private mutating func forget() {
    let steps = (decided - dropped) / TonalityAnalyzer.framesPerStep - Self.contextSteps
    guard steps > 0, steps <= first.features.tonality.count else { return }
    first.features.dropFirst(steps: steps)
    if channelCount == 2 { second.features.dropFirst(steps: steps) }
    dropped += steps * TonalityAnalyzer.framesPerStep
  }

  /// Frames that hold no more than what leaks in, by the smoothed levels of both channels, dB.
  private func copies(in level: [Float], of sourceLevel: [Float], path: EchoPath) -> [Bool] {
    let lag = (path.lag + ShortTimeAnalyzer.hopSize / 2) / ShortTimeAnalyzer.hopSize
    // The loudest of ± 30 ms: echoes disperse. A running maximum is minus the minimum of minus.
    let loudest = movingMinimum(sourceLevel.map { -$0 }, reach: 3).map { -$0 }
    let offsetDB = Float(path.gainDB) + configuration.crosstalk.marginDB
    return level.indices.map { frame in
      let from = frame - lag
      return from >= 0 && from < loudest.count && level[frame] < loudest[from] + offsetDB
    }
  }

  /// Everything found; call after `finish`.
  ///
  /// - Parameter duration: of the recording, milliseconds; nothing is reported beyond it.
  public func activity(duration: Int) -> CallActivity {
    let recording = TimeSpan(0, duration)
    let channels = findings.indices.map { index in
      ChannelActivity(
        own: Timeline(findings[index].own).clipped(to: recording),
        heard: Timeline(findings[index].heard).clipped(to: recording),
        leakage: index == 0 ? paths.intoFirst : paths.intoSecond)
    }
    let tones = findings.indices.flatMap { index in
      findings[index].toneEvents(
        channel: index + 1, recording: recording, configuration: configuration.music)
    }
    let layout = LayoutClassifier(configuration: configuration.crosstalk).layout(
      of: channels, loudestDB: findings.map(\.loudestDB), correlation: leakage.correlation,
      levelDifferenceDB: leakage.levelDifferenceDB)
    return CallActivity(channels: channels, tones: tones.sorted(), layout: layout)
  }
}
