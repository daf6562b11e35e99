internal import CallMetrics
public import SpeechTimeline

extension Conversation {
  /// The conversation that labels describe, as if a detector had found it.
  ///
  /// Labels `agent` and `customer` are those parties, each on its channel, and both are there even
  /// where one never speaks. The one label `speech` is speech of nobody in particular. Any other
  /// labels are speakers of unknown role.
  ///
  /// - Parameter duration: Of the recording, milliseconds; what is labelled beyond it is cut off.
  public init(_ labels: SpeakerLabels, duration: Int) {
    let roles = Role.allCases
    let parties = roles.map(\.rawValue)
    let whole = TimeSpan(0, max(0, duration))
    if !labels.namesSpeakers {
      self.init(
        duration: whole.end, segmentation: .single,
        speakers: [Speaker(label: SpeakerLabels.speechLabel)],
        speech: [labels.anyone.clipped(to: whole)])
    } else if labels.labels.allSatisfy(parties.contains) {
      self.init(
        duration: whole.end, segmentation: .channel,
        speakers: roles.enumerated().map {
          Speaker(label: $0.element.rawValue, role: $0.element, channel: $0.offset + 1)
        },
        speech: parties.map { labels[$0].clipped(to: whole) })
    } else {
      self.init(
        duration: whole.end, segmentation: .diarized,
        speakers: labels.labels.map { Speaker(label: $0, role: Role(rawValue: $0)) },
        speech: labels.speech.map { $0.clipped(to: whole) })
    }
  }
}

/// The figures of a call that is known by labels alone: no levels, no tones, so no hold.
func figures(
  of labels: SpeakerLabels, duration: Int, configuration: MetricsConfiguration
) -> CallFigures {
  // Nothing that is compared depends on these facts but the duration.
  let facts = RecordingFacts(
    duration: duration, sampleRateHz: 8000, channelCount: 2, codec: "labels", bitDepth: nil,
    headerStatus: .ok, declaredDuration: duration, layout: .stereoSplit)
  return measureCall(
    Conversation(labels, duration: duration), recording: facts, levels: [], tones: [],
    trust: Trust(),
    configuration: configuration)
}
