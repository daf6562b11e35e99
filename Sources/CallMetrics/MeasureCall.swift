public import SpeechTimeline

/// Every figure of one call.
///
/// - Parameters:
///   - conversation: who spoke when; at most 64 speakers.
///   - recording: the file.
///   - levels: one entry per measured channel.
///   - tones: what was recognised as something other than speech.
///   - trust: what was found on the way that bears on trust. Reasons that follow from the other
///     arguments are added here: no speech, low SNR, clipping, layout, header.
///   - words: what was said, as far as it can be counted; nil where no transcript was asked for.
///   - privacy: what is known beforehand of consent and masking.
///   - configuration: thresholds, valid.
public func measureCall(
  _ conversation: Conversation, recording: RecordingFacts, levels: [ChannelLevels],
  tones: [ToneEvent], trust: Trust, words: CallWords? = nil,
  privacy: PrivacyFacts = PrivacyFacts(), configuration: MetricsConfiguration
) -> CallFigures {
  let call = MeasuredCall(conversation, tones: tones, configuration: configuration)
  let silences = call.silences
  let overlaps = call.overlaps
  var events = CallEvents()
  events.talkspurts = call.taking.orderedTalkspurts
  events.turns = call.speakersAreTold ? call.taking.turns : nil
  events.overlaps = overlaps
  events.silences = silences
  events.holds = call.hold.spans
  events.tones = tones.sorted()
  events.keywords = words?.text?.keywordHits
  events.script = words?.text?.script
  events.personalData = words?.personalData
  return CallFigures(
    reliability: Reliability(
      segmentation: conversation.segmentation, confidence: trust.confidence,
      estimated: trust.estimated,
      reasons: trust.reasons
        + derivedReasons(
          recording: recording, levels: levels, hasSpeech: call.span != nil,
          configuration: configuration)),
    recording: RecordingFigures(recording),
    channels: levels.map { level in
      let alone = conversation.speakers.filter { $0.channel == level.channel }
      return ChannelFigures(levels: level, speaker: alone.count == 1 ? alone[0].label : nil)
    },
    speakers: conversation.speakers.indices.map {
      call.speakerFigures($0, overlaps: overlaps, silences: silences, words: words)
    },
    activity: call.activity, turns: call.turns, overlap: call.overlap(overlaps),
    silence: call.silence(silences), tones: call.toneFigures,
    transcript: call.transcript(words), privacy: privacyFigures(words, privacy), events: events)
}

/// What is known of a call's reliability before it is measured.
public struct Trust: Hashable, Sendable {
  /// As in `Reliability`.
  public var confidence: Double?
  /// As in `Reliability`.
  public var estimated: [EstimatedFigure] = []
  /// As in `Reliability`.
  public var reasons: [ReliabilityReason] = []

  public init(
    confidence: Double? = nil, estimated: [EstimatedFigure] = [], reasons: [ReliabilityReason] = []
  ) {
    self.confidence = confidence
    self.estimated = estimated
    self.reasons = reasons
  }
}

/// One call as every group reads it: worked out once.
struct MeasuredCall {
  let conversation: Conversation
  let configuration: MetricsConfiguration
  let taking: TurnTaking
  /// From the first talkspurt of anyone to the last; nil without speech.
  let span: TimeSpan?
  /// Who talks when, a partition of the span; empty without speech.
  let sweep: [SweepSegment]
  /// What was recognised as a tone, in any order.
  let tones: [ToneEvent]
  /// Stretches on hold in the whole recording.
  let hold: Timeline

  init(_ conversation: Conversation, tones: [ToneEvent], configuration: MetricsConfiguration) {
    self.conversation = conversation
    self.configuration = configuration
    self.tones = tones
    taking = TurnTaking(conversation, configuration: configuration)
    span = taking.speechSpan
    sweep = span.map { [taking] in boundarySweep(taking.talkspurts, in: $0) } ?? []
    hold = holdTimeline(tones, configuration: configuration)
  }

  /// Whether figures by speaker can be given.
  var speakersAreTold: Bool { conversation.segmentation != .single }

  /// Milliseconds of the span for which `condition` holds.
  func time(where condition: (SweepSegment) -> Bool) -> Int {
    sweep.reduce(0) { condition($1) ? $0 + $1.span.duration : $0 }
  }

  /// Every group of one speaker.
  func speakerFigures(
    _ speaker: Int, overlaps: [Overlap]?, silences: [Silence]?, words: CallWords?
  ) -> SpeakerFigures {
    var figures = SpeakerFigures(speaker: conversation.speakers[speaker])
    guard speakersAreTold else { return figures }
    figures.activity = activity(of: speaker)
    figures.turns = turns(of: speaker)
    figures.overlap = overlap(of: speaker, overlaps ?? [])
    figures.words = self.words(of: speaker, words)
    figures.silenceAfter = silences?.reduce(0) {
      $1.after == speaker ? $0 + $1.span.duration : $0
    }
    return figures
  }
}
