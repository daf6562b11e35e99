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
    /// What decides for speech in each of them, and what else is known of it: copies of another channel
    /// are not.
    var logOdds: [Float]
    var marks: [FrameMarks]
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
    let scores = network.scores(of: features, voiceDB: voiceDB, frames: scored)
    let (logOdds, marks) = decisive(sound, scene, scored, scores, voiceDB: voiceDB)
    return Examined(
      sound: sound, scene: scene, voiceDB: voiceDB, frames: scored, scores: scores,
      logOdds: logOdds, marks: marks)
  }

  /// What the decisions rest on, frame by frame.
  func trace(of examined: Examined, _ features: ChannelFeatures, copied: [Bool]) -> ChannelTrace {
    var trace = ChannelTrace(frameCount: features.frameCount)
    trace.add(features, configuration)
    trace.add(examined.sound, copied: copied)
    trace.add(examined.scene, voiceDB: examined.voiceDB, configuration.speech)
    trace.add(examined)
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
    var marks = examined.marks
    if !copied.isEmpty {
      for (index, frame) in examined.frames.enumerated() where copied[frame] {
        marks[index].insert(.excluded)
      }
    }
    for span in SpeechDecoder(configuration.speech).spans(examined.logOdds, marks: marks) {
      for frame in span { decisions.speech[examined.frames.lowerBound + frame] = true }
    }
    return decisions
  }

  /// What speech of the stretch, copies included, is decided by.
  private func decisive(
    _ sound: StationarySound, _ scene: Scene, _ scored: Range<Int>,
    _ scores: FrameScores, voiceDB: Float
  ) -> (logOdds: [Float], marks: [FrameMarks]) {
    let excluded = zip(scored, scores.tone).map { frame, toneLogOdds in
      (sound.tone[frame] || sound.key[frame] >= 0) && toneLogOdds > configuration.speech.toneLogOdds
    }
    let surroundings = SpeechDecoder.Surroundings(
      levelDB: Array(scene.levelDB[scored]), floorDB: Array(scene.floorDB[scored]),
      excluded: excluded, voiceDB: voiceDB)
    let decoder = SpeechDecoder(configuration.speech)
    return (
      decoder.logOdds(scores, isMusic: Array(sound.music[scored])), decoder.marks(surroundings)
    )
  }
}
