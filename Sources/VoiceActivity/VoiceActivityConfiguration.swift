/// What may be tuned in speech detection. Levels are dB, times seconds, ratios 0–1.
///
/// The defaults were chosen on 38 two-channel calls, 24 of them built from recorded prompts, where nearly
/// all lie on a plateau; `docs/MEASUREMENTS.md` has the figures and the exceptions.
public struct VoiceActivityConfiguration: Sendable, Hashable, Codable {
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

/// When sound above the floor is speech of the person on this channel.
///
/// A phrase is found by its core (loud against the voice of the channel and against the background)
/// and then grown, for a bounded time, down to where it sinks into the noise.
public struct SpeechConfiguration: Sendable, Hashable, Codable {
  /// Harmonicity from which a frame is voiced, 0.3–1.
  public var voicedHarmonicity: Float = 0.75
  /// Percentile of voiced frames' levels that is called the voice level, 50–99.
  public var voicePercentile = 80.0
  /// Cores reach down to this far below the voice level on a quiet line, 6–40 dB. Larger = more quiet
  /// speech, more breath and rustle.
  public var coreRangeDB: Float = 22
  /// Cores are never asked to be closer to the voice level than this, 0–20 dB.
  public var coreLeastRangeDB: Float = 8
  /// Cores exceed the background by this, 0–30 dB. Larger = fewer distant voices, fewer weak words.
  public var coreOverBackgroundDB: Float = 9
  /// Percentile of the background's levels that counts as its top, 50–100.
  public var backgroundPercentile = 95.0
  /// Frames closer than this to loud speech are not background, 0–3 s.
  public var backgroundGuardSeconds = 0.4
  /// A phrase ends where it is less above the floor than the noise itself reaches, plus this, 0–10 dB.
  public var edgeMarginDB: Float = 1.5
  /// Limits of that height over the floor: 0–20 dB, and from the lower one to 30 dB.
  public var edgeLeastDB: Float = 2.5
  public var edgeMostDB: Float = 8
  /// Cores stand this much higher than edges, 0–12 dB.
  public var hysteresisDB: Float = 5
  /// Nothing further below the voice level than this belongs to a phrase, 10–60 dB.
  public var edgeRangeDB: Float = 30
  /// A phrase grows by at most this before its first and after its last core, 0–1 s.
  public var growthBeforeSeconds = 0.16
  public var growthAfterSeconds = 0.22
  /// Gaps shorter than this are closed, 0–0.3 s: stops inside words.
  public var bridgeSeconds = 0.1
  /// Shorter phrases are dropped, 0–0.5 s.
  public var leastSeconds = 0.06
  /// Speech with no other within this time before and after is alone, 0–2 s.
  public var loneGapSeconds = 0.3
  /// Speech that is alone and shorter than this, 0–2 s,
  public var loneSeconds = 0.5
  /// must exceed the threshold of cores by this somewhere, 0–20 dB: a word of listening is said as loud
  /// as others are, a snatch of the background just reaches over it.
  public var loneOverCoreDB: Float = 4
  /// Harmonicity that a phrase reaches in three frames at least, 0–1: clicks and rustle do not.
  public var leastHarmonicity: Float = 0.55

  public init() {}

  func validate() throws(VoiceActivityConfigurationError) {
    try check(Double(voicedHarmonicity), 0.3...1, "detector.speech.voicedHarmonicity")
    try check(voicePercentile, 50...99, "detector.speech.voicePercentile")
    try check(Double(coreRangeDB), 6...40, "detector.speech.coreRangeDB")
    try check(Double(coreLeastRangeDB), 0...20, "detector.speech.coreLeastRangeDB")
    try check(Double(coreOverBackgroundDB), 0...30, "detector.speech.coreOverBackgroundDB")
    try check(backgroundPercentile, 50...100, "detector.speech.backgroundPercentile")
    try check(backgroundGuardSeconds, 0...3, "detector.speech.backgroundGuardSeconds")
    try check(Double(edgeMarginDB), 0...10, "detector.speech.edgeMarginDB")
    try check(Double(edgeLeastDB), 0...20, "detector.speech.edgeLeastDB")
    try check(Double(edgeMostDB), Double(edgeLeastDB)...30, "detector.speech.edgeMostDB")
    try check(Double(hysteresisDB), 0...12, "detector.speech.hysteresisDB")
    try check(Double(edgeRangeDB), 10...60, "detector.speech.edgeRangeDB")
    try check(growthBeforeSeconds, 0...1, "detector.speech.growthBeforeSeconds")
    try check(growthAfterSeconds, 0...1, "detector.speech.growthAfterSeconds")
    try check(bridgeSeconds, 0...0.3, "detector.speech.bridgeSeconds")
    try check(leastSeconds, 0...0.5, "detector.speech.leastSeconds")
    try check(loneGapSeconds, 0...2, "detector.speech.loneGapSeconds")
    try check(loneSeconds, 0...2, "detector.speech.loneSeconds")
    try check(Double(loneOverCoreDB), 0...20, "detector.speech.loneOverCoreDB")
    try check(Double(leastHarmonicity), 0...1, "detector.speech.leastHarmonicity")
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
