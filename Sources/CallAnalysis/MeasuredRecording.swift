internal import AudioIO
internal import Diarization
internal import Signal
internal import SpeechTimeline
internal import VoiceActivity

/// What one pass over a recording gives, before any figure is made of it.
struct MeasuredRecording {
  var summary: RecordingSummary
  var facts: RecordingFacts
  var conversation: Conversation
  var levels: [ChannelLevels]
  var tones: [ToneEvent]
  /// Speech of each measured channel, as it was found.
  var channels: [ChannelActivity]
  /// Channels that together hold everybody, counted from 1; empty where each party has its own.
  var undividedChannels: [Int]
  /// By what speech was found on each of these channels.
  var evidence: [SpeechEvidence]
  /// What a second pass heard of the voices; nil where none was made.
  var voices: HeardVoices?
}

/// Reads a recording once from end to end, in bounded memory.
///
///     reader ─▶ chains (levels, resampling) ─▶ detector ─▶ sections ─▶ chains (which frames were speech)
struct RecordingPass {
  let configuration: AnalysisConfiguration
  let network: SpeechNetwork
  /// Which party speaks on which channel.
  let roles: ChannelRoles
  /// Whether somebody named the channels: only then are more than two accepted.
  let channelsAreNamed: Bool
  /// When measuring ends as a failure; nil for never.
  var deadline: ReadingDeadline?

  /// Frames decoded at a time: half a second at 8 kHz.
  private static let blockFrames = 4096

  /// - Throws: `AudioError`, `SignalError`.
  func measure(_ path: String) throws -> MeasuredRecording {
    var none: TraceCollector?
    return try measure(path, tracing: &none)
  }

  /// The same; what was seen on the way goes into `trace`, unless that is nil.
  func measure(_ path: String, tracing trace: inout TraceCollector?) throws -> MeasuredRecording {
    var reader = try SoundFileReader(path: path, deadline: deadline)
    let format = reader.format
    let channels = try measuredChannels(of: format, path: path)
    if channels.count == 1 {
      return try measureOne(&reader, format, channel: channels[0], &trace)
    }
    return try measureTwo(&reader, format, channels, &trace)
  }

  /// What the header of a recording says that could be measured, as far as a header tells.
  ///
  /// - Throws: `AudioError`.
  func format(of path: String) throws(AudioError) -> RecordingFormat {
    let format = try SoundFileReader(path: path).format
    _ = try measuredChannels(of: format, path: path)
    return format
  }

  /// Numbers of the channels to measure, counted from 1.
  private func measuredChannels(of format: RecordingFormat, path: String) throws(AudioError)
    -> [Int]
  {
    if format.channelCount == 1 { return [1] }
    guard format.channelCount == 2 || channelsAreNamed else {
      throw AudioError(
        .unsupportedChannelCount, path: path,
        "\(format.channelCount) channels: name two of them (channels agent=N,customer=M)")
    }
    let named = [roles.agent, roles.customer].sorted()
    guard named[1] <= format.channelCount else {
      throw AudioError(
        .unsupportedChannelCount, path: path,
        "channel \(named[1]) is named, the recording has \(format.channelCount)")
    }
    return named
  }

  private func chain(_ format: RecordingFormat) throws -> ChannelChain {
    try ChannelChain(
      format, analysisRateHz: CallDetector.sampleRateHz,
      measuresLoudness: configuration.levels.loudness)
  }

  // MARK: One channel

  private func measureOne(
    _ reader: inout SoundFileReader, _ format: RecordingFormat, channel: Int,
    _ trace: inout TraceCollector?
  ) throws -> MeasuredRecording {
    var chain = try chain(format)
    var detector = CallDetector(
      channelCount: 1, configuration: configuration.detector, network: network,
      isTracing: trace != nil)
    var block = [Float](repeating: 0, count: Self.blockFrames * format.channelCount)
    while let frames = try Self.read(&reader, into: &block) {
      try chain.take(
        block, frameCount: frames, offset: channel - 1, stride: format.channelCount)
      Self.feed(chain.resampled, to: &detector)
      trace?.take(chain.resampled)
      while let section = detector.nextSection() {
        chain.settle(section.speech[0], isLast: false)
        trace?.take(section)
      }
    }
    try chain.finish()
    Self.feed(chain.resampled, to: &detector)
    trace?.take(chain.resampled)
    let last = detector.finish()
    chain.settle(last.speech[0], isLast: true)
    trace?.finish(last)
    let summary = try reader.finish()
    let duration = milliseconds(summary.frameCount, format)
    let activity = detector.activity(duration: duration)
    let levels = try channelLevels(chain, channel: channel, leakage: nil)
    return result(
      summary, format, activity, [levels], duration,
      ChannelAttribution(channels: [channel], roles: []), detector.evidence)
  }

  private static func feed(_ samples: [Float], to detector: inout CallDetector) {
    detector.process(samples.span)
  }

  // MARK: Two channels

  private func measureTwo(
    _ reader: inout SoundFileReader, _ format: RecordingFormat, _ channels: [Int],
    _ trace: inout TraceCollector?
  ) throws -> MeasuredRecording {
    var first = try chain(format)
    var second = try chain(format)
    var detector = CallDetector(
      channelCount: 2, configuration: configuration.detector, network: network,
      isTracing: trace != nil)
    var block = [Float](repeating: 0, count: Self.blockFrames * format.channelCount)
    while let frames = try Self.read(&reader, into: &block) {
      let stride = format.channelCount
      try first.take(block, frameCount: frames, offset: channels[0] - 1, stride: stride)
      try second.take(block, frameCount: frames, offset: channels[1] - 1, stride: stride)
      Self.feed(first.resampled, second.resampled, to: &detector)
      trace?.take(first.resampled, second.resampled)
      while let section = detector.nextSection() {
        first.settle(section.speech[0], isLast: false)
        second.settle(section.speech[1], isLast: false)
        trace?.take(section)
      }
    }
    try first.finish()
    try second.finish()
    Self.feed(first.resampled, second.resampled, to: &detector)
    trace?.take(first.resampled, second.resampled)
    let last = detector.finish()
    first.settle(last.speech[0], isLast: true)
    second.settle(last.speech[1], isLast: true)
    trace?.finish(last)
    let summary = try reader.finish()
    let duration = milliseconds(summary.frameCount, format)
    let activity = detector.activity(duration: duration)
    let levels = [
      try channelLevels(first, channel: channels[0], leakage: activity.channels[0].leakage),
      try channelLevels(second, channel: channels[1], leakage: activity.channels[1].leakage),
    ]
    let parties = channels.compactMap { roles.role(onChannel: $0) }
    return result(
      summary, format, activity, levels, duration,
      ChannelAttribution(channels: channels, roles: parties), detector.evidence)
  }

  private static func feed(_ one: [Float], _ two: [Float], to detector: inout CallDetector) {
    detector.process(one.span, two.span)
  }

  // MARK: What comes of it

  /// Frames read, nil at the end.
  private static func read(_ reader: inout SoundFileReader, into block: inout [Float])
    throws(AudioError) -> Int?
  {
    var span = block.mutableSpan
    let frames = try reader.read(into: &span)
    return frames > 0 ? frames : nil
  }

  private func milliseconds(_ frames: Int, _ format: RecordingFormat) -> Int {
    FrameGrid(sampleRateHz: format.sampleRateHz).milliseconds(inSamples: frames)
  }

  private func channelLevels(
    _ chain: borrowing ChannelChain, channel: Int, leakage: EchoPath?
  ) throws -> ChannelLevels {
    let figures = chain.levels()
    return ChannelLevels(
      channel: channel, activeLevelDBFS: figures.activeLevelDBFS,
      noiseFloorDBFS: figures.noiseFloorDBFS, loudnessLUFS: try chain.loudnessLUFS(),
      clippingRatio: figures.clippingRatio, dropoutCount: figures.dropoutCount,
      digitalSilence: figures.digitalSilenceMilliseconds, bandwidthHz: figures.bandwidthHz,
      crosstalkDB: leakage?.gainDB,
      crosstalkLag: leakage.map {
        FrameGrid(sampleRateHz: CallDetector.sampleRateHz).milliseconds(inSamples: $0.lag)
      })
  }

  /// Of the measured channels, those to listen to: both only where they differ.
  private static func channels(holdingEverybody channels: [Int], _ layout: ChannelLayout) -> [Int] {
    layout == .stereoMixed ? channels : Array(channels.prefix(1))
  }

  private func result(
    _ summary: RecordingSummary, _ format: RecordingFormat, _ activity: CallActivity,
    _ levels: [ChannelLevels], _ duration: Int, _ attribution: ChannelAttribution,
    _ evidence: [SpeechEvidence]
  ) -> MeasuredRecording {
    let declared = summary.declaredFrames.map { milliseconds($0, format) }
    let facts = RecordingFacts(
      duration: duration, sampleRateHz: format.sampleRateHz, channelCount: format.channelCount,
      codec: format.codec.name, bitDepth: format.codec.bitDepth,
      headerStatus: SpeechTimeline.HeaderStatus(summary.headerStatus), declaredDuration: declared,
      layout: activity.layout)
    let conversation = attribution.conversation(activity, duration: duration)
    let undivided =
      conversation.segmentation == .single
      ? Self.channels(holdingEverybody: levels.map(\.channel), activity.layout) : []
    return MeasuredRecording(
      summary: summary, facts: facts, conversation: conversation, levels: levels,
      tones: activity.tones, channels: activity.channels, undividedChannels: undivided,
      evidence: Array(evidence.prefix(undivided.count)))
  }
}

extension SpeechTimeline.HeaderStatus {
  /// The same word one floor up.
  init(_ status: AudioIO.HeaderStatus) {
    self =
      switch status {
      case .ok: .ok
      case .repaired: .repaired
      case .truncated: .truncated
      case .sizeUnknown: .sizeUnknown
      }
  }
}
