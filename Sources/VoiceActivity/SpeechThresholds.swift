/// The levels by which phrases are found in one stretch of a channel.
struct SpeechThresholds: Hashable, Sendable {
  /// Cores are louder than this, dB.
  var coreDB: Float
  /// Phrases stand this far above the floor, dB.
  var edgeDB: Float
  /// Top of the background's levels, dB; nil where too little of it was heard.
  var backgroundDB: Float?

  /// What a core exceeds where the floor is `floorDB`, dB.
  func coreDB(overFloorDB floorDB: Float, _ configuration: SpeechConfiguration) -> Float {
    max(coreDB, floorDB + edgeDB + configuration.hysteresisDB)
  }

  /// What a phrase exceeds where the floor is `floorDB`, dB.
  func edgeDB(
    overFloorDB floorDB: Float, voiceDB: Float, _ configuration: SpeechConfiguration
  ) -> Float {
    max(floorDB + edgeDB, voiceDB - configuration.edgeRangeDB)
  }
}
