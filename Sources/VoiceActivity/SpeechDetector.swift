/// Decides, frame by frame, where the person on a channel speaks and where tones and music sound: the
/// network's scores, taken against the voice of this very channel, decoded into spans with exact edges.
///
/// Works on a whole stretch of a call at once, both sides of every frame known.
struct SpeechDetector: Sendable {
  private let configuration: VoiceActivityConfiguration
  private let network: SpeechNetwork

  init(configuration: VoiceActivityConfiguration, network: SpeechNetwork) {
    self.configuration = configuration
    self.network = network
  }

  /// What one channel of a stretch holds, before anything is known of leakage.
  struct Examined: Sendable {
    var sound: StationarySound
    var scene: Scene
    /// Level of the voice that all decisions rest on, dB.
    var voiceDB: Float
    /// Frames that are scored: those to be decided and a little around them.
    var frames: Range<Int>
    var scores: FrameScores
  }

  /// Scored before and after the frames to decide, so that spans across their borders are whole: 3 s.
  private static let overlapFrames = 300

  /// Examines a stretch; the costly part of detection.
  ///
  /// - Parameters:
  ///   - frames: those to decide; the rest of `features` tells of the voice and the floor.
  ///   - heardVoiceDB: voice level of the channel in earlier stretches, or nil: a voice more than 15 dB
  ///     weaker is somebody in the background.
  func examine(_ features: ChannelFeatures, frames: Range<Int>, heardVoiceDB: Float?) -> Examined {
    let sound = StationarySound(features, configuration: configuration.music)
    let scene = Scene(
      features, excluded: features.levelDB.indices.map(sound.isExcluded),
      configuration: configuration)
    let voiceDB = max(scene.voiceDB, (heardVoiceDB ?? scene.voiceDB) - 15)
    let firstScored = max(0, frames.lowerBound - Self.overlapFrames)
    let lastScored = min(features.frameCount, frames.upperBound + Self.overlapFrames)
    let scored = firstScored..<lastScored
    return Examined(
      sound: sound, scene: scene, voiceDB: voiceDB, frames: scored,
      scores: network.scores(of: features, voiceDB: voiceDB, frames: scored))
  }

  /// What the decisions rest on, frame by frame.
  func trace(of examined: Examined, _ features: ChannelFeatures, copied: [Bool]) -> ChannelTrace {
    var trace = ChannelTrace(frameCount: features.frameCount)
    trace.add(features, configuration)
    trace.add(examined.sound, copied: copied)
    trace.add(examined.scene, voiceDB: examined.voiceDB, configuration.speech)
    trace.add(examined, configuration.speech)
    return trace
  }

  /// The decisions for all frames of the stretch; speech is found among the scored ones.
  ///
  /// - Parameter copied: frames of the stretch that are a copy of the other channel; empty where none
  ///   can be.
  func decide(_ examined: Examined, copied: [Bool] = []) -> FrameDecisions {
    let sound = examined.sound
    var decisions = FrameDecisions(
      speech: [Bool](repeating: false, count: sound.tone.count), music: sound.music,
      tone: sound.tone, key: sound.key, voiceDB: examined.voiceDB)
    let excluded = zip(examined.frames, examined.scores.tone).map { frame, toneLogOdds in
      let isTone =
        (sound.tone[frame] || sound.key[frame] >= 0)
        && toneLogOdds > configuration.speech.toneLogOdds
      return isTone || (!copied.isEmpty && copied[frame])
    }
    let surroundings = SpeechDecoder.Surroundings(
      levelDB: Array(examined.scene.levelDB[examined.frames]),
      floorDB: Array(examined.scene.floorDB[examined.frames]), excluded: excluded,
      voiceDB: examined.voiceDB)
    let decoder = SpeechDecoder(configuration.speech)
    let logOdds = decoder.logOdds(examined.scores, isMusic: Array(sound.music[examined.frames]))
    for span in decoder.spans(logOdds, surroundings) {
      for frame in span { decisions.speech[examined.frames.lowerBound + frame] = true }
    }
    return decisions
  }
}
