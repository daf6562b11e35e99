public import SpeechTimeline

/// Every figure of one call.
///
/// - Parameters:
///   - conversation: who spoke when.
///   - recording: the file.
///   - levels: one entry per measured channel.
///   - tones: what was recognised as something other than speech.
///   - reasons: what was found on the way that bears on trust. Those that follow from the other
///     arguments are added here: no speech, low SNR, clipping, layout, header.
///   - configuration: thresholds, valid.
public func measureCall(
  _ conversation: Conversation, recording: RecordingFacts, levels: [ChannelLevels],
  tones: [ToneEvent], reasons: [ReliabilityReason], configuration: MetricsConfiguration
) -> CallFigures {
  CallFigures(
    reliability: Reliability(segmentation: conversation.segmentation, reasons: reasons),
    recording: RecordingFigures(recording),
    channels: levels.map { ChannelFigures(levels: $0, speaker: nil) },
    speakers: conversation.speakers.map { SpeakerFigures(speaker: $0) },
    activity: ActivityFigures(), turns: TurnFigures(), overlap: OverlapFigures(),
    silence: SilenceFigures(), tones: ToneFigures(), events: CallEvents())
}
