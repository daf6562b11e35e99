/// What may be tuned in speech detection. Levels are dB, times seconds, ratios 0–1.
///
/// The defaults were chosen on 38 two-channel calls, 24 of them built from recorded prompts, where nearly
/// all lie on a plateau; `docs/MEASUREMENTS.md` has the figures and the exceptions.
public struct VoiceActivityConfiguration: Sendable, Hashable, Codable {
  /// Name of the speech network, version included: the file `NAME.safetensors` among the models.
  public var network = "speech-1"
  public var floor = NoiseFloorConfiguration()
  public var speech = SpeechConfiguration()
  public var music = MusicConfiguration()
  public var crosstalk = CrosstalkConfiguration()

  public init() {}

  /// Checks every field.
  ///
  /// - Throws: `VoiceActivityConfigurationError` naming the field, its value and the range.
  public func validate() throws(VoiceActivityConfigurationError) {
    try floor.validate()
    try speech.validate()
    try music.validate()
    try crosstalk.validate()
  }
}

/// How the level of the background is followed.
public struct NoiseFloorConfiguration: Sendable, Hashable, Codable {
  /// Half of the window in which the floor is the minimum, 0.2–10 s. Larger = steadier, slower to follow
  /// steps of the noise; must hold a pause between phrases.
  public var halfWindowSeconds = 1.5
  /// Added to the minimum, 0–6 dB: the minimum of averages lies below the mean of the noise.
  public var biasDB: Float = 1.0
  /// Levels below are digital silence, -95 to -40 dB: they tell nothing of the noise of the line.
  public var silenceDB: Float = -78

  public init() {}

  func validate() throws(VoiceActivityConfigurationError) {
    try check(halfWindowSeconds, 0.2...10, "detector.floor.halfWindowSeconds")
    try check(Double(biasDB), 0...6, "detector.floor.biasDB")
    try check(Double(silenceDB), -95 ... -40, "detector.floor.silenceDB")
  }
}

/// When the network's scores are speech, and where it begins and ends.
///
/// A phrase is a stretch of high scores; its edges are then moved, for a bounded time, to where the sound
/// of the word rises out of the noise and sinks into it.
public struct SpeechConfiguration: Sendable, Hashable, Codable {
  /// Harmonicity from which a frame is voiced, 0.3–1.
  public var voicedHarmonicity: Float = 0.75
  /// Percentile of voiced frames' levels that is called the voice level, 50–99.
  public var voicePercentile = 80.0
  /// Added to the log odds of speech, -5–5. Larger = more quiet speech, more noise called speech.
  public var bias: Float = 0.3
  /// Log odds of music, where positive, lessen those of speech by this share, 0–2. Larger = less singing
  /// called speech, less speech found over a bed of music.
  public var musicPenalty: Float = 0.15
  /// Price of a change between speech and pause in log odds, 0–20. Larger = fewer, longer spans.
  public var switchPenalty: Float = 5
  /// What is subtracted from the log odds of speech where the music rules hear music, 0–5.
  public var heldMusicPenalty: Float = 0.1
  /// A tone is no speech where the network's log odds of one exceed this too, -10–10: a partial that stands
  /// still may lie under speech.
  public var toneLogOdds: Float = 0
  /// A span grows by at most this before its start and after its end, 0–0.5 s,
  public var growthBeforeSeconds = 0.18
  public var growthAfterSeconds = 0.2
  /// over frames whose log odds exceed this, -20–5,
  public var growthLogOdds: Float = -3
  /// that are louder than the floor by this, 0–30 dB,
  public var edgeOverFloorDB: Float = 10
  /// and no further below the voice than this, 10–60 dB.
  public var edgeRangeDB: Float = 32
  /// A span is trimmed by at most this at each end, 0–0.5 s,
  public var trimSeconds = 0.1
  /// of frames that are less above the floor than this, 0–20 dB.
  public var trimOverFloorDB: Float = 1
  /// Gaps shorter than this are closed, 0–0.5 s: stops inside words, breaks between them.
  public var bridgeSeconds = 0.2
  /// Shorter spans are dropped, 0–0.5 s.
  public var leastSeconds = 0.06

  public init() {}

  func validate() throws(VoiceActivityConfigurationError) {
    try check(Double(voicedHarmonicity), 0.3...1, "detector.speech.voicedHarmonicity")
    try check(voicePercentile, 50...99, "detector.speech.voicePercentile")
    try check(Double(bias), -5...5, "detector.speech.bias")
    try check(Double(musicPenalty), 0...2, "detector.speech.musicPenalty")
    try check(Double(switchPenalty), 0...20, "detector.speech.switchPenalty")
    try check(Double(heldMusicPenalty), 0...5, "detector.speech.heldMusicPenalty")
    try check(Double(toneLogOdds), -10...10, "detector.speech.toneLogOdds")
    try check(growthBeforeSeconds, 0...0.5, "detector.speech.growthBeforeSeconds")
    try check(growthAfterSeconds, 0...0.5, "detector.speech.growthAfterSeconds")
    try check(Double(growthLogOdds), -20...5, "detector.speech.growthLogOdds")
    try check(Double(edgeOverFloorDB), 0...30, "detector.speech.edgeOverFloorDB")
    try check(Double(edgeRangeDB), 10...60, "detector.speech.edgeRangeDB")
    try check(trimSeconds, 0...0.5, "detector.speech.trimSeconds")
    try check(Double(trimOverFloorDB), 0...20, "detector.speech.trimOverFloorDB")
    try check(bridgeSeconds, 0...0.5, "detector.speech.bridgeSeconds")
    try check(leastSeconds, 0...0.5, "detector.speech.leastSeconds")
  }
}

/// When sound is music or a tone, by how much of its power stands still in frequency.
///
///     persistence
///       |            music         /
///       |                       __/ mostPersistence
///       |                   __/
///       |  ________________/            speech
///       |  leastPersistence
///       +------------------------------ dips: mean level above the lower quartile, dB
///                  steadyDipDB
public struct MusicConfiguration: Sendable, Hashable, Codable {
  /// Window over which persistence and dips are taken, 1–10 s.
  public var windowSeconds = 3.0
  /// Sound without dips is music from this persistence, 0–1.
  public var leastPersistence: Float = 0.07
  /// Dips of up to this much are none, 0–20 dB.
  public var steadyDipDB: Float = 4
  /// Persistence asked in addition for each dB of dips beyond, 0–0.1: speech pauses, music seldom does.
  public var persistencePerDipDB: Float = 0.011
  /// Whatever the dips, this is enough, 0–1.
  public var mostPersistence: Float = 0.25
  /// Up to this far from such a window, locally persistent sound is music too, 0–3 s.
  public var reachSeconds = 1.2
  /// Local persistence asked there, 0–1.
  public var reachPersistence: Float = 0.16
  /// Steadiness from which a step is a generated tone, 0–1.
  public var toneSteadiness: Float = 0.85
  /// Shorter music is not reported, 0–10 s.
  public var leastMusicSeconds = 2.0
  /// Nor is music further below the voice of the channel than this, 0–60 dB: hold music is played to be
  /// heard, what lies below is a radio in the room or the hum of the line. None of it is speech.
  public var reportedRangeDB: Float = 15

  public init() {}

  func validate() throws(VoiceActivityConfigurationError) {
    try check(windowSeconds, 1...10, "detector.music.windowSeconds")
    try check(Double(leastPersistence), 0...1, "detector.music.leastPersistence")
    try check(Double(steadyDipDB), 0...20, "detector.music.steadyDipDB")
    // The end of the range as a Float, like the field: 0.1 itself is within it.
    try check(
      Double(persistencePerDipDB), 0...Double(Float(0.1)), "detector.music.persistencePerDipDB")
    try check(Double(mostPersistence), 0...1, "detector.music.mostPersistence")
    try check(reachSeconds, 0...3, "detector.music.reachSeconds")
    try check(Double(reachPersistence), 0...1, "detector.music.reachPersistence")
    try check(Double(toneSteadiness), 0...1, "detector.music.toneSteadiness")
    try check(leastMusicSeconds, 0...10, "detector.music.leastMusicSeconds")
    try check(Double(reportedRangeDB), 0...60, "detector.music.reportedRangeDB")
  }
}

/// When sound on one channel is a copy of the other, and when both channels hold both parties.
public struct CrosstalkConfiguration: Sendable, Hashable, Codable {
  /// Sound up to this far above the expected leakage is a copy, 0–20 dB. Larger = less leakage, fewer
  /// quiet words under the other's speech.
  public var marginDB: Float = 6
  /// Leakage both ways from this level on means that both channels hold both parties, -30–0 dB.
  public var mixedBothWaysDB = -13.0
  /// The same for leakage one way.
  public var mixedOneWayDB = -6.0
  /// Correlation of the channels from which one is a copy of the other, 0.5–1.
  public var copyCorrelation = 0.95
  /// Their levels then differ by at most this, 0–12 dB; further apart they are `stereo_mixed`.
  public var copyLevelDB = 3.0
  /// A channel that never exceeds this is silent, -100 to -40 dB.
  public var silentDB: Float = -70
  /// Share of all speech heard at once on both channels from which both hold both parties, 0.3–1.
  public var mixedOverlapRatio = 0.6

  public init() {}

  func validate() throws(VoiceActivityConfigurationError) {
    try check(Double(marginDB), 0...20, "detector.crosstalk.marginDB")
    try check(mixedBothWaysDB, -30...0, "detector.crosstalk.mixedBothWaysDB")
    try check(mixedOneWayDB, -30...0, "detector.crosstalk.mixedOneWayDB")
    try check(copyCorrelation, 0.5...1, "detector.crosstalk.copyCorrelation")
    try check(copyLevelDB, 0...12, "detector.crosstalk.copyLevelDB")
    try check(Double(silentDB), -100 ... -40, "detector.crosstalk.silentDB")
    try check(mixedOverlapRatio, 0.3...1, "detector.crosstalk.mixedOverlapRatio")
  }
}
