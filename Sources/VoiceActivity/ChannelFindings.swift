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

  /// With the level of each.
  private var music: [(span: TimeSpan, levelDB: Float)] = []
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
    for run in runs(of: Array(decisions.music[frames])) {
      let inSection = (run.lowerBound + frames.lowerBound)..<(run.upperBound + frames.lowerBound)
      let levels = features.levelDB[inSection]
      guard deviation(levels) >= Self.leastDeviationDB else { continue }
      music.append((span(run), meanLevel(levels)))
    }
    for key in Set(decisions.key[frames]).sorted() where key >= 0 {
      keys += runs(of: decisions.key[frames].map { $0 == key }).map(span)
    }
    for run in runs(of: Array(decisions.tone[frames])) {
      let middle = frames.lowerBound + (run.lowerBound + run.upperBound - 1) / 2
      let step = features.tonality[features.step(ofFrame: middle)]
      add(ToneRun(span: span(run), firstHz: step.firstHz, secondHz: step.secondHz))
    }
    for frame in frames { loudestDB = max(loudestDB, features.levelDB[frame]) }
    voiceDB = max(voiceDB ?? decisions.voiceDB, decisions.voiceDB)
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
    let songs = songs(configuration)
    let keys = Timeline(keys)
    // A note held inside a song is no tone of the network, nor is a key held down a beep.
    let named = songs.union(keys)
    let lone = tones.filter { Timeline([$0.span]).intersection(named).isEmpty }
    var events = songs.spans.map { ToneEvent(kind: .music, channel: channel, span: $0) }
    events += keys.spans.map { ToneEvent(kind: .dtmf, channel: channel, span: $0) }
    events += ToneClassifier.events(lone, channel: channel)
    return events.compactMap { event in
      event.span.intersection(recording).map {
        ToneEvent(kind: event.kind, channel: channel, span: $0)
      }
    }
  }

  /// Music as reported: loud enough against the voice, with rests and held notes inside it, long enough.
  private func songs(_ configuration: MusicConfiguration) -> Timeline {
    // Without a voice to compare with, any music counts that can be heard.
    let leastDB = voiceDB.map { $0 - configuration.reportedRangeDB } ?? Self.audibleDB
    let loud = Timeline(music.filter { $0.levelDB >= leastDB }.map(\.span))
    let near = loud.spans.map { TimeSpan(max(0, $0.start - Self.rest), $0.end + Self.rest) }
    let held = tones.map(\.span).filter { !Timeline([$0]).intersection(Timeline(near)).isEmpty }
    return loud.union(Timeline(loud.isEmpty ? [] : held)).bridging(gapsShorterThan: Self.rest)
      .dropping(spansShorterThan: Int(configuration.leastMusicSeconds * 1000))
  }

  /// Music varies in level by more than this, dB (standard deviation); the hum of a line does not.
  private static let leastDeviationDB: Float = 1.5
  /// Rests inside music are shorter than this, milliseconds.
  private static let rest = 1000
  /// dBFS.
  private static let audibleDB: Float = -50
}

/// The level of the mean power of some levels, dB.
private func meanLevel(_ levels: ArraySlice<Float>) -> Float {
  let power = levels.reduce(Float(0)) { $0 + decibelsToPower($1) }
  return powerToDecibels(power / Float(max(1, levels.count)))
}

/// Standard deviation of some levels, dB.
private func deviation(_ levels: ArraySlice<Float>) -> Float {
  let count = Float(max(1, levels.count))
  let mean = levels.reduce(0, +) / count
  return (levels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
}
