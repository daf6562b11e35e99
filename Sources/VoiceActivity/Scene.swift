/// The levels against which speech on one channel is judged.
struct Scene {
  /// Level over three frames, dB.
  let levelDB: [Float]
  /// Level of the noise at each frame, dB.
  let floorDB: [Float]
  /// Level of the channel's voice, dB; where hardly anything is voiced, of what is loud.
  let voiceDB: Float

  /// The voice level comes from at least this many voiced frames: 0.1 s.
  private static let leastVoicedFrames = 10
  /// Voiced frames stand this far above the floor, dB.
  private static let voicedOverFloorDB: Float = 8
  /// Reach of the short-time minimum that keeps bumps and clicks from passing for a voice, frames.
  private static let voiceReach = 3
  /// Without a voice: percentile of all levels that are no digital silence, and what is taken where
  /// there is nothing else.
  private static let loudPercentile = 90.0
  private static let unheardDB: Float = -40

  init(_ features: ChannelFeatures, excluded: [Bool], configuration: VoiceActivityConfiguration) {
    levelDB = smoothedLevel(ofPower: features.power, width: 3)
    floorDB = Self.floor(features, configuration.floor)
    voiceDB =
      Self.voice(
        features, floorDB: floorDB, excluded: excluded, configuration: configuration.speech)
      ?? Self.loud(features, silenceDB: configuration.floor.silenceDB)
  }

  /// Two-sided minimum of 90 ms levels, averaged; digital silence tells nothing.
  ///
  /// On a gated line there is no noise, and nothing but the phrases to take a minimum of: where they
  /// meet digital silence the floor is silence.
  private static func floor(
    _ features: ChannelFeatures, _ configuration: NoiseFloorConfiguration
  ) -> [Float] {
    let none: Float = 200
    let levelDB = features.levelDB
    var smoothed = smoothedLevel(ofPower: features.power, width: 9)
    let silent = levelDB.map { $0 < configuration.silenceDB }
    let isGated = isGated(levelDB, silent) && !carriesNoise(levelDB, silent)
    let nearSound = dilated(silent.map { !$0 }, reach: 1)
    for frame in smoothed.indices where silent[frame] {
      smoothed[frame] = isGated && nearSound[frame] ? configuration.silenceDB : none
    }
    let reach = max(1, frames(inSeconds: configuration.halfWindowSeconds))
    let minima = movingMinimum(smoothed, reach: reach).map {
      $0 == none ? configuration.silenceDB : $0
    }
    return movingAverage(minima, width: reach).map {
      max($0 + configuration.biasDB, configuration.silenceDB)
    }
  }

  /// Whether hardly anything but phrases is heard between digital silence: of the frames with sound not one
  /// in twenty is further than 0.4 s from loud ones.
  private static func isGated(_ levelDB: [Float], _ silent: [Bool]) -> Bool {
    guard silent.contains(true) else { return false }
    var heard = LevelHistogram()
    for frame in levelDB.indices where !silent[frame] { heard.add(levelDB[frame]) }
    guard let topDB = heard.percentile(95) else { return false }
    let near = dilated(levelDB.map { $0 > topDB - 15 }, reach: 40)
    let quiet = levelDB.indices.count { !silent[$0] && !near[$0] }
    return quiet * 20 < heard.count
  }

  /// Whether phrases bring noise of the line with them: then sound begins and ends at one level, that of
  /// the noise, while the words themselves begin and end at any.
  private static func carriesNoise(_ levelDB: [Float], _ silent: [Bool]) -> Bool {
    let touching = dilated(silent, reach: 1)
    let near = dilated(silent, reach: 6)
    var edges = LevelHistogram()
    for frame in levelDB.indices where near[frame] && !touching[frame] { edges.add(levelDB[frame]) }
    guard let low = edges.percentile(25), let high = edges.percentile(75) else { return false }
    return high - low < noiseSpreadDB
  }

  /// Middle half of the levels of steady noise in frames of 10 ms, dB; words spread over 15 and more.
  private static let noiseSpreadDB: Float = 5

  /// Upper percentile of short-time minima over voiced frames.
  ///
  /// Not a percentile of loudness: on telephone recordings the loudest thing is often a bump 10 to 28 dB
  /// above the voice.
  private static func voice(
    _ features: ChannelFeatures, floorDB: [Float], excluded: [Bool],
    configuration: SpeechConfiguration
  ) -> Float? {
    let steady = movingMinimum(features.levelDB, reach: voiceReach)
    var levels = LevelHistogram()
    for frame in steady.indices
    where !excluded[frame] && features.harmonicity[frame] > configuration.voicedHarmonicity
      && features.levelDB[frame] > floorDB[frame] + voicedOverFloorDB
    {
      levels.add(steady[frame])
    }
    guard levels.count >= leastVoicedFrames else { return nil }
    return levels.percentile(configuration.voicePercentile)
  }

  /// An upper percentile of all levels.
  private static func loud(_ features: ChannelFeatures, silenceDB: Float) -> Float {
    var levels = LevelHistogram()
    for level in features.levelDB where level > silenceDB { levels.add(level) }
    guard levels.count >= leastVoicedFrames else { return unheardDB }
    return levels.percentile(loudPercentile) ?? unheardDB
  }
}
