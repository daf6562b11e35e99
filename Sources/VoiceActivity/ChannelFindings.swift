internal import Signal
internal import SpeechTimeline

/// What has been decided of one channel so far, section after section.
struct ChannelFindings {
  /// Speech with copies of the other channel left out.
  private(set) var own: [TimeSpan] = []
  /// All speech that can be heard on the channel.
  private(set) var heard: [TimeSpan] = []
  /// Loudest frame, dB.
  private(set) var loudestDB = ShortTimeAnalyzer.silenceDB
  /// Loudest voice level of any section, dB.
  private(set) var voiceDB: Float?

  private var music: [TimeSpan] = []
  private var keys: [TimeSpan] = []
  private var tones: [ToneRun] = []

  /// Adds the decisions for `frames` (indices into the section's features), which start at `origin`
  /// milliseconds when index 0 does.
  mutating func add(
    own decisions: FrameDecisions, heard all: FrameDecisions, features: ChannelFeatures,
    frames: Range<Int>, origin: Int
  ) {
    func span(_ run: Range<Int>) -> TimeSpan {
      TimeSpan(
        origin + FrameGrid.milliseconds(atFrame: run.lowerBound + frames.lowerBound),
        origin + FrameGrid.milliseconds(atFrame: run.upperBound + frames.lowerBound))
    }
    own += runs(of: Array(decisions.speech[frames])).map(span)
    heard += runs(of: Array(all.speech[frames])).map(span)
    music += runs(of: Array(decisions.music[frames])).map(span)
    for key in Set(decisions.key[frames]).sorted() where key >= 0 {
      keys += runs(of: decisions.key[frames].map { $0 == key }).map(span)
    }
    for run in runs(of: Array(decisions.tone[frames])) {
      let middle = frames.lowerBound + (run.lowerBound + run.upperBound - 1) / 2
      let step = features.tonality[features.step(ofFrame: middle)]
      add(ToneRun(span: span(run), firstHz: step.firstHz, secondHz: step.secondHz))
    }
    for frame in frames { loudestDB = max(loudestDB, features.levelDB[frame]) }
    if let found = decisions.voiceDB { voiceDB = max(voiceDB ?? found, found) }
  }

  /// A run that touches the one before it (across sections) continues it.
  private mutating func add(_ run: ToneRun) {
    if let last = tones.last, last.span.end == run.span.start {
      tones[tones.count - 1].span = TimeSpan(last.span.start, run.span.end)
    } else {
      tones.append(run)
    }
  }

  /// Everything recognised that is not speech, clipped to `recording`.
  ///
  /// - Parameter channel: counted from 1.
  func toneEvents(channel: Int, recording: TimeSpan, configuration: MusicConfiguration)
    -> [ToneEvent]
  {
    let songs = Timeline(music).bridging(gapsShorterThan: 1000)
      .dropping(spansShorterThan: Int(configuration.leastMusicSeconds * 1000))
    var events = songs.spans.map { ToneEvent(kind: .music, channel: channel, span: $0) }
    events += Timeline(keys).spans.map { ToneEvent(kind: .dtmf, channel: channel, span: $0) }
    events += ToneClassifier.events(tones, channel: channel)
    return events.compactMap { event in
      event.span.intersection(recording).map {
        ToneEvent(kind: event.kind, channel: channel, span: $0)
      }
    }
  }
}
