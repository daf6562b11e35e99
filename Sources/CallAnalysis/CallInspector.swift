internal import AudioIO
internal import Signal
public import SpeechTimeline
internal import VoiceActivity

/// Measures one call and keeps what was seen on the way.
public struct CallInspector: Sendable {
  private let configuration: AnalysisConfiguration
  private let channelsAreNamed: Bool
  private let network: SpeechNetwork

  /// - Parameters:
  ///   - channelsAreNamed: whether the configuration's channels were chosen for this recording.
  ///   - models: where the network that the configuration names is found.
  /// - Throws: `AnalysisError` where the configuration is invalid or its model missing or unusable.
  public init(
    configuration: AnalysisConfiguration, channelsAreNamed: Bool = false,
    models: ModelFolder = ModelFolder()
  ) throws(AnalysisError) {
    try configuration.validate()
    network = try models.speechNetwork(configuration.detector.network)
    self.configuration = configuration
    self.channelsAreNamed = channelsAreNamed
  }

  /// The recording at `path`: its speech and tones as `CallAnalyzer` finds them. Speakers who share a channel
  /// are not told apart here.
  ///
  /// - Parameters:
  ///   - span: whose frames are traced, nil for all of the recording. The whole recording is measured
  ///     whatever the span: decisions rest on minutes around a frame.
  ///   - includesSpectra: whether spectra are kept too.
  /// - Throws: `AnalysisError`: `unreadable` where the recording cannot be measured.
  public func inspect(
    _ path: String, span: TimeSpan? = nil, includesSpectra: Bool = false
  ) throws(AnalysisError) -> InspectedCall {
    let pass = RecordingPass(
      configuration: configuration, network: network, roles: configuration.channels,
      channelsAreNamed: channelsAreNamed)
    var trace: TraceCollector? = TraceCollector(
      frames: Self.frames(of: span), includesSpectra: includesSpectra)
    let recording: MeasuredRecording
    do {
      recording = try pass.measure(path, tracing: &trace)
    } catch let error as AudioError {
      throw AnalysisError(.unreadable, path: path, error.detail)
    } catch {
      throw AnalysisError(.unreadable, path: path, "\(error)")
    }
    let seen = Self.seen(trace)
    let isDivided = recording.conversation.segmentation == .channel
    let channels = recording.channels.indices.map { index in
      let number = recording.levels[index].channel
      let activity = recording.channels[index]
      return InspectedChannel(
        channel: number, role: isDivided ? configuration.channels.role(onChannel: number) : nil,
        trace: seen.traces[index], spectrogram: seen.spectra[index],
        speech: isDivided ? activity.own : activity.heard)
    }
    return InspectedCall(
      path: path, facts: recording.facts, channels: channels, tones: recording.tones)
  }

  private static func seen(_ trace: borrowing TraceCollector?)
    -> (traces: [ChannelTrace], spectra: [Spectrogram?])
  {
    switch trace {
    case .some(let trace):
      (trace.traces, trace.traces.indices.map { trace.spectrogram($0) })
    case .none: ([], [])
    }
  }

  /// The frames that lie in `span`, if only in part.
  private static func frames(of span: TimeSpan?) -> Range<Int> {
    guard let span else { return 0..<Int.max }
    let hop = FrameGrid.hop
    return (span.start / hop)..<((span.end + hop - 1) / hop)
  }
}
