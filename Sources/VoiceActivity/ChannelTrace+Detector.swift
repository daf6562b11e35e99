internal import Foundation
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

  /// What the network says, as probabilities; nothing outside the frames that were scored.
  mutating func add(_ examined: SpeechDetector.Examined) {
    func track(_ name: String, _ logOdds: [Float], threshold: Float?) {
      var values = [Float](repeating: .nan, count: frameCount)
      for (index, odds) in logOdds.enumerated() {
        values[examined.frames.lowerBound + index] = 1 / (1 + exp(-odds))
      }
      add(name, .probability, values, threshold: threshold)
    }
    track("speech_probability", examined.logOdds, threshold: 0.5)
    track("music_probability", examined.scores.music, threshold: nil)
    track("tone_probability", examined.scores.tone, threshold: nil)
    track("noise_probability", examined.scores.noise, threshold: nil)
  }

  /// What levels are compared with.
  mutating func add(_ scene: Scene, voiceDB: Float, _ configuration: SpeechConfiguration) {
    add("smoothed_level_db", .decibels, scene.levelDB)
    add("floor_db", .decibels, scene.floorDB)
    add("voice_db", .decibels, constant: voiceDB)
    add(
      "edge_db", .decibels,
      scene.floorDB.map {
        max($0 + configuration.edgeOverFloorDB, voiceDB - configuration.edgeRangeDB)
      })
  }
}
