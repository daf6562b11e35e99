internal import AudioIO
internal import CallMetrics
internal import Diarization
internal import Reporting
internal import SpeechTimeline
internal import SpokenText
internal import VoiceActivity

/// Measures one call; never throws: a failure is a record.
public struct CallAnalyzer: Sendable {
  private let configuration: AnalysisConfiguration
  private let channelsAreNamed: Bool
  let heading: RecordHeading
  /// What a call may take; nil for any time.
  private let timeout: Duration?
  private let network: SpeechNetwork
  /// Where words come from, and what is looked for in them.
  let words: WordPass
  /// What tells speakers of one channel apart, or why there is nothing.
  let voiceModels: VoiceModelShelf

  /// - Parameters:
  ///   - pseudonym: without one, no agent is named in any record.
  ///   - channelsAreNamed: whether the configuration's channels were chosen for these recordings;
  ///     recordings of more than two channels are measured only then.
  ///   - models: where networks are found.
  ///   - words: where words come from, and what is looked for in them.
  ///   - timeout: a call that takes longer fails with `timed_out`: looked at before each 128 KiB of its file.
  /// - Throws: `AnalysisError` where the configuration is invalid, or the network that it names missing or
  ///   unusable. Without the networks that tell voices apart calls are measured all the same, as
  ///   `voicesAreMissing` says.
  public init(
    configuration: AnalysisConfiguration, pseudonym: AgentPseudonym? = nil,
    channelsAreNamed: Bool = false, models: ModelFolder = ModelFolder(),
    words: WordSettings = WordSettings(), timeout: Duration? = nil
  ) throws(AnalysisError) {
    try self.init(
      configuration: configuration, pseudonym: pseudonym, channelsAreNamed: channelsAreNamed,
      models: models, voiceModels: VoiceModelShelf(models), words: words, timeout: timeout)
  }

  /// The same with networks of voices that several analyzers share.
  init(
    configuration: AnalysisConfiguration, pseudonym: AgentPseudonym? = nil,
    channelsAreNamed: Bool, models: ModelFolder, voiceModels: VoiceModelShelf,
    words: WordSettings = WordSettings(), timeout: Duration? = nil
  ) throws(AnalysisError) {
    try configuration.validate()
    network = try models.speechNetwork(configuration.detector.network)
    self.voiceModels = voiceModels
    self.configuration = configuration
    self.channelsAreNamed = channelsAreNamed
    self.timeout = timeout
    self.words = try WordPass(words, configuration: configuration, models: models)
    heading = try RecordHeading(
      configuration: configuration, pseudonym: pseudonym, rules: words.rules?.canonicalText)
  }

  /// Why the speakers of one channel cannot be told apart by voice; nil where they can. Such calls are then
  /// measured as `single`, with the reason `models_missing`.
  public var voicesAreMissing: AnalysisError? { voiceModels.failure }

  /// The record of `input`, and its talkspurts where it was measured.
  public func analyze(_ input: CallInput) -> AnalyzedCall {
    let clock = ContinuousClock()
    let start = clock.now
    let deadline = timeout.map(ReadingDeadline.init)
    var analyzed = call(input, measure(input, until: deadline), until: deadline)
    if input.refusal == nil { analyzed.processingTime = clock.now - start }
    return analyzed
  }

  /// What would be done with `input`, as far as its file's header tells. Nothing is measured.
  public func plan(_ input: CallInput) -> PlannedCall {
    if let refusal = input.refusal { return PlannedCall(path: input.path, refusal: refusal) }
    do {
      let format = try pass(for: input).format(of: input.file)
      return PlannedCall(path: input.path, sizeBytes: input.readableBytes, format: format)
    } catch {
      return PlannedCall(path: input.path, refusal: Self.refusal(for: error))
    }
  }

  /// What comes before any figure: everything that `metrics` has no part in.
  func measure(_ input: CallInput, until deadline: ReadingDeadline? = nil) -> Measurement {
    if let refusal = input.refusal { return .refused(refusal) }
    do {
      var recording = try pass(for: input, until: deadline).measure(input.file)
      recording.voices = try voices(in: recording, path: input.file, until: deadline)
      return .measured(recording)
    } catch {
      return .refused(Self.refusal(for: error))
    }
  }

  private func pass(for input: CallInput, until deadline: ReadingDeadline? = nil) -> RecordingPass {
    RecordingPass(
      configuration: configuration, network: network,
      roles: input.metadata.channels ?? configuration.channels,
      channelsAreNamed: channelsAreNamed || input.metadata.channels != nil, deadline: deadline)
  }

  private static func refusal(for error: any Error) -> Refusal {
    guard let error = error as? AudioError else {
      return Refusal(.failed, code: "measurement_failed", "\(error)")
    }
    return Refusal(.failed, code: error.code.rawValue, error.detail)
  }

  /// The figures of what was measured.
  func call(
    _ input: CallInput, _ measurement: Measurement, until deadline: ReadingDeadline? = nil
  ) -> AnalyzedCall {
    switch measurement {
    case .refused(let refusal):
      return AnalyzedCall(record: heading.record(of: input, refusal: refusal))
    case .measured(let recording):
      do {
        return try analyzed(input, recording, until: deadline)
      } catch {
        return AnalyzedCall(
          record: heading.record(of: input, refusal: Self.refusal(for: error)))
      }
    }
  }

  /// How an attempt to measure a recording ended.
  enum Measurement {
    case measured(MeasuredRecording)
    case refused(Refusal)
  }

  private func analyzed(
    _ input: CallInput, _ recording: MeasuredRecording, until deadline: ReadingDeadline?
  ) throws(AudioError) -> AnalyzedCall {
    let summary = recording.summary
    var record = heading.record(
      of: input, status: summary.frameCount == 0 ? .empty : .ok, sha256: summary.sha256,
      sizeBytes: summary.sizeBytes)
    guard summary.frameCount > 0 else { return AnalyzedCall(record: record) }
    let told = toldApart(recording, roles: input.metadata.roles ?? configuration.roles)
    record.voiceModels = recording.voices?.modelNames
    let map = words.masked(in: input, sha256: summary.sha256)
    let conversation = told.conversation.masking(map?.masked ?? Timeline())
    let said = try words.words(
      of: input, in: conversation, sharedChannels: recording.undividedChannels, until: deadline)
    record.figures = measureCall(
      conversation, recording: recording.facts, levels: recording.levels,
      tones: tones(of: recording, outside: conversation.masked), trust: told.trust, words: said,
      privacy: privacy(of: input, map),
      configuration: configuration.metrics)
    let taking = TurnTaking(conversation, configuration: configuration.metrics)
    return AnalyzedCall(
      record: record, rttm: rttm(taking, fileID: input.name),
      audioDuration: recording.facts.duration)
  }

  /// What was put in place of personal data is no tone of the call's.
  private func tones(of recording: MeasuredRecording, outside masked: Timeline) -> [ToneEvent] {
    recording.tones.filter { 2 * masked.clipped(to: $0.span).duration <= $0.span.duration }
  }

  private func privacy(of input: CallInput, _ map: RedactionMap?) -> PrivacyFacts {
    var facts = PrivacyFacts()
    facts.isTextMasked = map?.textApplied
    facts.maskedAudio = map?.masked
    facts.lawfulBasis = input.metadata.lawfulBasis
    facts.expiresAt = input.metadata.expiresAt
    return facts
  }

  // MARK: Who speaks

  /// The conversation alone.
  ///
  /// - Parameter roles: of this call, or nil for the configuration's.
  func conversation(of recording: MeasuredRecording, roles: AssumedRoles?) -> Conversation {
    toldApart(recording, roles: roles ?? configuration.roles).conversation
  }

  /// What a second pass hears of the voices; nil where it is not needed or cannot be.
  private func voices(
    in recording: MeasuredRecording, path: String, until deadline: ReadingDeadline?
  ) throws -> HeardVoices? {
    guard !recording.undividedChannels.isEmpty, configuration.diarization.speakers != .exactly(1),
      recording.conversation.speech[0].extent != nil, case .success(let models) = voiceModels.models
    else { return nil }
    let pass = VoicePass(
      models: models, configuration: configuration.diarization, deadline: deadline)
    let heard = try pass.listen(to: recording, path: path)
    // Weights that give no numbers are as good as none.
    guard heard.voices.isFinite, heard.overlap?.isFinite ?? true else { return nil }
    return heard
  }

  /// The conversation, its speakers told apart as far as that is possible, and how far to trust it.
  private func toldApart(
    _ recording: MeasuredRecording, roles: AssumedRoles
  ) -> (conversation: Conversation, trust: Trust) {
    var reasons: [ReliabilityReason] = []
    // Where both channels hold both parties, that is said instead.
    if recording.conversation.segmentation == .channel,
      recording.levels.contains(where: { $0.crosstalkDB != nil })
    {
      reasons.append(.crosstalk)
    }
    if recording.summary.nonFiniteSampleCount > 0 { reasons.append(.nonFiniteSamples) }
    guard !recording.undividedChannels.isEmpty, recording.conversation.speech[0].extent != nil
    else { return (recording.conversation, Trust(reasons: reasons)) }
    let count = configuration.diarization.speakers
    guard count != .exactly(1) else {
      let attribution = VoiceAttribution(roles: roles.roles(ofSpeakers: 1))
      return (
        attribution.conversation(
          recording.conversation.speech, duration: recording.facts.duration),
        Trust(reasons: reasons)
      )
    }
    guard let heard = recording.voices else {
      return (recording.conversation, Trust(reasons: reasons + [.modelsMissing]))
    }
    let diarized = EmbeddingDiarizer(configuration: configuration.diarization)
      .cluster(heard.voices, overlap: heard.overlap, evidence: recording.evidence)
    guard diarized.speech.contains(where: { !$0.isEmpty }) else {
      let nobody = ChannelAttribution.undivided(Timeline(), duration: recording.facts.duration)
      return (nobody, Trust(reasons: reasons))
    }
    if !diarized.isUsable { reasons.append(.diarizationDoubtful) }
    let attribution = VoiceAttribution(roles: roles.roles(ofSpeakers: diarized.speech.count))
    let estimated: [EstimatedFigure] =
      (diarized.isCounted ? [.speakerCount] : []) + [.overlap, .backchannels]
    return (
      attribution.conversation(diarized.speech, duration: recording.facts.duration),
      Trust(
        confidence: diarized.predictedError == nil ? nil : diarized.confidence,
        estimated: estimated, reasons: reasons)
    )
  }
}
