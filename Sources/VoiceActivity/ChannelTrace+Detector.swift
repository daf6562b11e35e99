internal import Signal

/// What the detector writes down of itself. One series is one line here.
extension ChannelTrace {
  /// What was measured of each frame.
  mutating func add(_ features: ChannelFeatures, _ configuration: VoiceActivityConfiguration) {
    let tonality = features.levelDB.indices.map { features.tonality[features.step(ofFrame: $0)] }
    add("level_db", .decibels, features.levelDB)
    add(
      "harmonicity", .ratio, features.harmonicity,
      threshold: configuration.speech.voicedHarmonicity)
    add("persistence", .ratio, tonality.map(\.persistence))
    add(
      "steadiness", .ratio, tonality.map(\.steadiness),
      threshold: configuration.music.toneSteadiness)
  }

  /// What is no speech whatever its level. Which key sounds is not kept.
  mutating func add(_ sound: StationarySound, copied: [Bool]) {
    add(flag: "music", sound.music)
    add(flag: "tone", sound.tone)
    add(flag: "key", sound.key.map { $0 >= 0 })
    add(flag: "copied", copied.isEmpty ? [Bool](repeating: false, count: frameCount) : copied)
  }

  /// What levels are compared with: the same for a whole section, or following the floor.
  mutating func add(
    _ scene: Scene, voiceDB: Float, _ thresholds: SpeechThresholds, _ speech: SpeechConfiguration
  ) {
    add("voice_db", .decibels, constant: voiceDB)
    add("background_db", .decibels, constant: thresholds.backgroundDB)
    add("core_db", .decibels, scene.floorDB.map { thresholds.coreDB(overFloorDB: $0, speech) })
    add(
      "edge_db", .decibels,
      scene.floorDB.map { thresholds.edgeDB(overFloorDB: $0, voiceDB: voiceDB, speech) })
  }
}
