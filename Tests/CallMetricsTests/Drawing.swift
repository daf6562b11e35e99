import CallMetrics
import SpeechTimeline

/// A call as it is drawn: one line per speaker, 100 ms per character, `=` speech. Lines may be of
/// different lengths; the recording is as long as the longest, or `seconds`.
func drawn(
  _ lines: String..., seconds: Int? = nil, segmentation: Segmentation = .channel,
  masked: Timeline = Timeline()
) -> Conversation {
  let names = ["agent", "customer", "third", "fourth"]
  let duration = seconds.map { $0 * 1000 } ?? (lines.map(\.count).max() ?? 0) * 100
  return Conversation(
    duration: duration, segmentation: segmentation,
    speakers: lines.indices.map { index in
      segmentation == .single
        ? Speaker(label: "speech")
        : Speaker(
          label: names[index], role: index < 2 ? Role.allCases[index] : nil, channel: index + 1)
    },
    speech: lines.map(timeline), masked: masked)
}

/// The `=` of a line, 100 ms each.
func timeline(_ line: String) -> Timeline {
  Timeline(
    line.enumerated().filter { $0.element == "=" }.map {
      TimeSpan($0.offset * 100, $0.offset * 100 + 100)
    }
  )
}

/// A healthy recording of a conversation.
func facts(_ conversation: Conversation, layout: ChannelLayout = .stereoSplit) -> RecordingFacts {
  RecordingFacts(
    duration: conversation.duration, sampleRateHz: 8000, channelCount: 2, codec: "mu_law",
    bitDepth: 8, headerStatus: .ok, declaredDuration: conversation.duration, layout: layout)
}

/// The figures of a drawn call in a healthy recording.
func measured(
  _ conversation: Conversation, tones: [ToneEvent] = [],
  words: CallWords? = nil, privacy: PrivacyFacts = PrivacyFacts(),
  configuration: MetricsConfiguration = MetricsConfiguration()
) -> CallFigures {
  measureCall(
    conversation, recording: facts(conversation), levels: [], tones: tones, trust: Trust(),
    words: words, privacy: privacy, configuration: configuration)
}

/// Turn-taking with the default thresholds.
func turnTaking(_ conversation: Conversation) -> TurnTaking {
  TurnTaking(conversation, configuration: MetricsConfiguration())
}

/// Spans in tenths of a second, as drawn.
func tenths(_ spans: [TimeSpan]) -> [Range<Int>] {
  spans.map { ($0.start / 100)..<($0.end / 100) }
}
