public import SpeechTimeline

/// Something about a recording that bears on how far its figures can be trusted. The record lists
/// reasons in the order of this enumeration.
public enum ReliabilityReason: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nobody speaks.
  case noSpeech = "no_speech"
  /// A channel's speech stands less than `lowSNRThresholdDB` above its noise.
  case lowSNR = "low_snr"
  /// One channel leaks into the other; the copies were left out.
  case crosstalk
  /// Both channels hold the same sound; measured as one.
  case dualMono = "dual_mono"
  /// Both channels hold the same sound with opposite polarity; measured as one.
  case inverted
  /// Both parties are on both channels; measured as one.
  case stereoMixed = "stereo_mixed"
  /// One channel holds no sound: one party was not recorded.
  case oneSilentChannel = "one_silent_channel"
  /// No channel holds any sound.
  case allSilent = "all_silent"
  /// The file ends before its header says.
  case truncated
  /// The header's sizes were wrong; measured to the end of the file.
  case headerRepaired = "header_repaired"
  /// A channel's clipping ratio exceeds `clippingThreshold`.
  case clipped
  /// Some samples were NaN or infinite and were taken as zero.
  case nonFiniteSamples = "non_finite_samples"
  /// A model that should have been used was not there.
  case modelsMissing = "models_missing"
  /// Telling the speakers apart by voice was doubtful.
  case diarizationDoubtful = "diarization_doubtful"

  /// Whether a call with this reason may not be used to judge a person's work: the figures would say
  /// of people what was the recording's doing.
  ///
  /// Crosstalk (left out where found), a repaired header (nothing of the file is missing) and clipping
  /// leave a call usable; everything else does not.
  public var forbidsEvaluation: Bool {
    switch self {
    case .crosstalk, .headerRepaired, .clipped: false
    case .noSpeech, .lowSNR, .dualMono, .inverted, .stereoMixed, .oneSilentChannel, .allSilent,
      .truncated, .nonFiniteSamples, .modelsMissing, .diarizationDoubtful:
      true
    }
  }
}

/// A figure that is an estimate where speakers are told apart by voice: less is heard of two voices on one
/// channel than on two. The record lists them in the order of this enumeration.
public enum EstimatedFigure: String, Hashable, Sendable, Codable, CaseIterable {
  /// How many people speak; not where it was given.
  case speakerCount = "speaker_count"
  /// Speech of two at once, and everything in the overlap group.
  case overlap
  /// Words said inside another's speech: the shorter and quieter, the fewer are found.
  case backchannels
}

/// How far to trust the figures of a call.
public struct Reliability: Hashable, Sendable {
  /// How the speakers were told apart.
  public var segmentation: Segmentation
  /// 0–1, larger = surer: the share of speech expected to bear the right speaker. Nil where speakers were not
  /// told apart by voice.
  public var confidence: Double?
  /// Which figures are estimates, in the order of `EstimatedFigure`, each once.
  public var estimated: [EstimatedFigure]
  /// Whether the call may be used to judge a person's work: speakers told apart, and no reason that
  /// forbids it.
  public var usableForEvaluation: Bool
  /// What bears on trust, in the order of `ReliabilityReason`, each once.
  public var reasons: [ReliabilityReason]

  public init(
    segmentation: Segmentation, confidence: Double? = nil, estimated: [EstimatedFigure] = [],
    reasons: [ReliabilityReason]
  ) {
    self.segmentation = segmentation
    self.confidence = confidence
    self.estimated = EstimatedFigure.allCases.filter(estimated.contains)
    self.reasons = ReliabilityReason.allCases.filter(reasons.contains)
    usableForEvaluation = segmentation != .single && !reasons.contains(where: \.forbidsEvaluation)
  }
}

/// The reasons that follow from the recording and its levels.
func derivedReasons(
  recording: RecordingFacts, levels: [ChannelLevels], hasSpeech: Bool,
  configuration: MetricsConfiguration
) -> [ReliabilityReason] {
  var reasons: [ReliabilityReason] = []
  if !hasSpeech { reasons.append(.noSpeech) }
  let snrs = levels.compactMap(\.snrDB)
  if snrs.contains(where: { $0 < configuration.lowSNRThresholdDB }) { reasons.append(.lowSNR) }
  let clipping = levels.compactMap(\.clippingRatio)
  if clipping.contains(where: { $0 > configuration.clippingThreshold }) { reasons.append(.clipped) }
  switch recording.layout {
  case .mono, .stereoSplit: break
  case .dualMono: reasons.append(.dualMono)
  case .inverted: reasons.append(.inverted)
  case .stereoMixed: reasons.append(.stereoMixed)
  case .oneSilent: reasons.append(.oneSilentChannel)
  case .allSilent: reasons.append(.allSilent)
  }
  switch recording.headerStatus {
  case .ok, .sizeUnknown: break
  case .repaired: reasons.append(.headerRepaired)
  case .truncated: reasons.append(.truncated)
  }
  return reasons
}
