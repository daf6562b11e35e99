internal import AudioIO
internal import CallMetrics
internal import Reporting
internal import SpeechTimeline
internal import VoiceActivity

/// Measures one call; never throws: a failure is a record.
public struct CallAnalyzer: Sendable {
  private let configuration: AnalysisConfiguration
  private let channelsAreNamed: Bool
  private let heading: RecordHeading
  private let network: SpeechNetwork

  /// - Parameters:
  ///   - pseudonym: without one, no agent is named in any record.
  ///   - channelsAreNamed: whether the configuration's channels were chosen for these recordings;
  ///     recordings of more than two channels are measured only then.
  ///   - models: where the network that the configuration names is found.
  /// - Throws: `AnalysisError` where the configuration is invalid or its model missing or unusable.
  public init(
    configuration: AnalysisConfiguration, pseudonym: AgentPseudonym? = nil,
    channelsAreNamed: Bool = false, models: ModelFolder = ModelFolder()
  ) throws(AnalysisError) {
    try configuration.validate()
    network = try models.speechNetwork(configuration.detector.network)
    self.configuration = configuration
    self.channelsAreNamed = channelsAreNamed
    heading = try RecordHeading(configuration: configuration, pseudonym: pseudonym)
  }

  /// The record of `input`, and its talkspurts where it was measured.
  public func analyze(_ input: CallInput) -> AnalyzedCall {
    call(input, measure(input))
  }

  /// What comes before any figure: everything that `metrics` has no part in.
  func measure(_ input: CallInput) -> Measurement {
    if let refusal = input.refusal { return .refused(refusal) }
    let pass = RecordingPass(
      configuration: configuration, network: network,
      roles: input.metadata.channels ?? configuration.channels,
      channelsAreNamed: channelsAreNamed || input.metadata.channels != nil)
    do {
      return .measured(try pass.measure(input.file))
    } catch let error as AudioError {
      return .refused(Refusal(.failed, code: error.code.rawValue, error.detail))
    } catch {
      return .refused(Refusal(.failed, code: "measurement_failed", "\(error)"))
    }
  }

  /// The figures of what was measured.
  func call(_ input: CallInput, _ measurement: Measurement) -> AnalyzedCall {
    switch measurement {
    case .measured(let recording): analyzed(input, recording)
    case .refused(let refusal): AnalyzedCall(record: heading.record(of: input, refusal: refusal))
    }
  }

  /// How an attempt to measure a recording ended.
  enum Measurement {
    case measured(MeasuredRecording)
    case refused(Refusal)
  }

  private func analyzed(_ input: CallInput, _ recording: MeasuredRecording) -> AnalyzedCall {
    let summary = recording.summary
    var record = heading.record(
      of: input, status: summary.frameCount == 0 ? .empty : .ok, sha256: summary.sha256,
      sizeBytes: summary.sizeBytes)
    guard summary.frameCount > 0 else { return AnalyzedCall(record: record) }
    var reasons: [ReliabilityReason] = []
    // Where both channels hold both parties, that is said instead.
    if recording.conversation.segmentation == .channel,
      recording.levels.contains(where: { $0.crosstalkDB != nil })
    {
      reasons.append(.crosstalk)
    }
    if summary.nonFiniteSampleCount > 0 { reasons.append(.nonFiniteSamples) }
    record.figures = measureCall(
      recording.conversation, recording: recording.facts, levels: recording.levels,
      tones: recording.tones, reasons: reasons, configuration: configuration.metrics)
    let taking = TurnTaking(recording.conversation, configuration: configuration.metrics)
    return AnalyzedCall(
      record: record, rttm: rttm(taking, fileID: input.name),
      audioDuration: recording.facts.duration)
  }
}
