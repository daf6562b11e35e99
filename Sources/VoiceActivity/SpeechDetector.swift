/// Decides, frame by frame, where the person on a channel speaks: energy against the noise floor, the
/// voice and the background of this very channel, with music, tones and copies of the other channel
/// left out.
///
///     level     ____core____
///              /            \      voice level - range, background + margin
///     -------/---------------\--------------------------------
///          _/ growth          \__  edge: floor + reach of the noise
///     ~~~~/~~~~~~~~~~~~~~~~~~~~~~\~~~~~ noise
///         [======= phrase =======)
///
/// Works on a whole stretch of a call at once, both sides of every frame known.
public struct SpeechDetector: Sendable {
  private let configuration: VoiceActivityConfiguration

  public init(configuration: VoiceActivityConfiguration) {
    self.configuration = configuration
  }

  /// The decisions for all frames of `features`.
  ///
  /// - Parameters:
  ///   - copied: frames that are a copy of the other channel; empty where none can be.
  ///   - heardVoiceDB: voice level of the channel in earlier stretches, or nil: a voice more than 15 dB
  ///     weaker is somebody in the background.
  public func decide(
    _ features: ChannelFeatures, copied: [Bool] = [], heardVoiceDB: Float? = nil
  ) -> FrameDecisions {
    var none: ChannelTrace?
    return decide(features, copied: copied, heardVoiceDB: heardVoiceDB, tracing: &none)
  }

  /// The same; what it rests on goes into `trace`, unless that is nil.
  func decide(
    _ features: ChannelFeatures, copied: [Bool] = [], heardVoiceDB: Float? = nil,
    tracing trace: inout ChannelTrace?
  ) -> FrameDecisions {
    precondition(
      copied.isEmpty || copied.count == features.frameCount,
      "SpeechDetector: \(copied.count) marks for \(features.frameCount) frames")
    let sound = StationarySound(features, configuration: configuration.music)
    var decisions = FrameDecisions(
      speech: [Bool](repeating: false, count: features.frameCount), music: sound.music,
      tone: sound.tone, key: sound.key, voiceDB: nil)
    let excluded = features.levelDB.indices.map { frame in
      sound.isExcluded(frame) || (!copied.isEmpty && copied[frame])
    }
    let scene = Scene(features, excluded: excluded, configuration: configuration)
    trace?.add(features, configuration)
    trace?.add(sound, copied: copied)
    trace?.add("smoothed_level_db", .decibels, scene.levelDB)
    trace?.add("floor_db", .decibels, scene.floorDB)
    guard let voiceDB = scene.voiceDB else { return decisions }
    decisions.voiceDB = max(voiceDB, (heardVoiceDB ?? voiceDB) - 15)
    guard let found = decisions.voiceDB else { return decisions }
    let thresholds = scene.thresholds(voiceDB: found, configuration.speech)
    trace?.add(scene, voiceDB: found, thresholds, configuration.speech)
    let phrases = phrases(in: scene, voiceDB: found, thresholds).filter { isVoice($0, features) }
    for group in groups(phrases) where stands(group, in: scene, coreDB: thresholds.coreDB) {
      for phrase in group { for frame in phrase { decisions.speech[frame] = true } }
    }
    return decisions
  }

  /// Cores, grown and bridged.
  private func phrases(
    in scene: Scene, voiceDB: Float, _ thresholds: SpeechThresholds
  ) -> [Range<Int>] {
    let speech = configuration.speech
    let cores = scene.levelDB.indices.map { frame in
      !scene.excluded[frame]
        && scene.levelDB[frame] > thresholds.coreDB(overFloorDB: scene.floorDB[frame], speech)
    }
    func belongs(_ frame: Int) -> Bool {
      !scene.excluded[frame]
        && scene.levelDB[frame]
          > thresholds.edgeDB(overFloorDB: scene.floorDB[frame], voiceDB: voiceDB, speech)
    }
    var phrases: [Range<Int>] = []
    for core in runs(of: cores) {
      var start = core.lowerBound
      let earliest = max(0, start - frames(inSeconds: speech.growthBeforeSeconds))
      while start > earliest, belongs(start - 1) { start -= 1 }
      var end = core.upperBound
      let latest = min(scene.levelDB.count, end + frames(inSeconds: speech.growthAfterSeconds))
      while end < latest, belongs(end) { end += 1 }
      if let last = phrases.last, start - last.upperBound < frames(inSeconds: speech.bridgeSeconds)
      {
        phrases[phrases.count - 1] = last.lowerBound..<max(last.upperBound, end)
      } else {
        phrases.append(start..<end)
      }
    }
    return phrases.filter { $0.count >= frames(inSeconds: speech.leastSeconds) }
  }

  /// Whether a phrase is periodic somewhere, as every syllable's nucleus is.
  private func isVoice(_ phrase: Range<Int>, _ features: ChannelFeatures) -> Bool {
    var periodic = 0
    for frame in phrase
    where features.harmonicity[frame] >= configuration.speech.leastHarmonicity { periodic += 1 }
    return periodic >= 3
  }

  /// Phrases that follow each other closely.
  private func groups(_ phrases: [Range<Int>]) -> [[Range<Int>]] {
    let gap = frames(inSeconds: configuration.speech.loneGapSeconds)
    var groups: [[Range<Int>]] = []
    for phrase in phrases {
      if let last = groups.last?.last, phrase.lowerBound - last.upperBound < gap {
        groups[groups.count - 1].append(phrase)
      } else {
        groups.append([phrase])
      }
    }
    return groups
  }

  /// Whether a group is long enough, or loud enough somewhere, to be more than a snatch of the
  /// background.
  private func stands(_ group: [Range<Int>], in scene: Scene, coreDB: Float) -> Bool {
    let speech = configuration.speech
    let length = group.reduce(0) { $0 + $1.count }
    if length >= frames(inSeconds: speech.loneSeconds) { return true }
    return group.contains { phrase in
      scene.levelDB[phrase].contains { $0 >= coreDB + speech.loneOverCoreDB }
    }
  }
}
