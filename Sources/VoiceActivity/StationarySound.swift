internal import Signal

/// Which frames hold music or tones, by how much of their power stands still in frequency.
struct StationarySound {
  /// Frames of music.
  var music: [Bool]
  /// Frames of generated tones, key presses apart.
  var tone: [Bool]
  /// DTMF pair or -1.
  var key: [Int8]

  /// Frames that are no speech for one of these reasons.
  func isExcluded(_ frame: Int) -> Bool { music[frame] || tone[frame] || key[frame] >= 0 }

  /// Shortest key press, frames: ITU-T Q.24 accepts signals from 40 ms.
  private static let leastKeyFrames = 4
  /// A tone's edges are looked for this far from its steady middle, frames: a step needs both its
  /// neighbours.
  private static let toneReach = 12
  /// Within its edges a tone stays within this of its loudest frame, dB: 440 and 480 Hz beat by 10 dB in
  /// windows of 32 ms.
  private static let toneRangeDB: Float = 12
  /// Music windows are decided every quarter of a second.
  private static let musicHop = 25
  /// Width over which persistence is local, steps: 0.56 s.
  private static let localSteps = 7

  init(_ features: ChannelFeatures, configuration: MusicConfiguration) {
    tone = Self.toneFrames(features, configuration)
    key = Self.keyFrames(features)
    let isTone = zip(tone, key).map { $0 || $1 >= 0 }
    let power = Self.stepPower(features, leavingOut: isTone)
    music = Self.musicFrames(features, isTone: isTone, stepPower: power, configuration)
    for frame in music.indices where isTone[frame] { music[frame] = false }
  }

  /// Runs of steady steps, grown to where the level leaves that of the tone.
  private static func toneFrames(_ features: ChannelFeatures, _ configuration: MusicConfiguration)
    -> [Bool]
  {
    let count = features.frameCount
    var tone = [Bool](repeating: false, count: count)
    let steady = features.tonality.map { $0.steadiness > configuration.toneSteadiness }
    for run in runs(of: steady) {
      let first = min(count, run.lowerBound * TonalityAnalyzer.framesPerStep)
      let last = min(count, run.upperBound * TonalityAnalyzer.framesPerStep)
      guard first < last else { continue }
      let leastDB = (features.levelDB[first..<last].max() ?? 0) - toneRangeDB
      var start = first
      while start > max(0, first - toneReach), features.levelDB[start - 1] > leastDB { start -= 1 }
      var end = last
      while end < min(count, last + toneReach), features.levelDB[end] > leastDB { end += 1 }
      // The windows overhang the tone's edges by 16 ms: one frame of fading belongs to it.
      for frame in max(0, start - 2)..<min(count, end + 2) { tone[frame] = true }
    }
    return tone
  }

  /// Key presses: the same pair in at least four frames running.
  private static func keyFrames(_ features: ChannelFeatures) -> [Int8] {
    let found = features.keyTone
    var key = [Int8](repeating: -1, count: found.count)
    var start = 0
    for frame in 1..<max(1, found.count + 1)
    where frame == found.count || found[frame] != found[start] {
      if found[start] >= 0, frame - start >= leastKeyFrames {
        // One frame each side: the analysis window overhangs the frame by 11 ms.
        for index in max(0, start - 1)..<min(found.count, frame + 1) { key[index] = found[start] }
      }
      start = frame
    }
    return key
  }

  private static func musicFrames(
    _ features: ChannelFeatures, isTone: [Bool], stepPower: [Float],
    _ configuration: MusicConfiguration
  ) -> [Bool] {
    let window = MusicWindow(features, isTone: isTone, stepPower: stepPower)
    let near = musicWindows(window, frameCount: features.frameCount, configuration)
    let reach = dilated(near, reach: frames(inSeconds: configuration.reachSeconds))
    let local = localPersistence(features, stepPower: stepPower)
    return features.levelDB.indices.map { frame in
      let persistence = local[features.step(ofFrame: frame)]
      return near[frame] && persistence > configuration.leastPersistence / 2
        || reach[frame] && persistence > configuration.reachPersistence
    }
  }

  /// Frames in the middle of windows that are music as a whole.
  private static func musicWindows(
    _ start: MusicWindow, frameCount count: Int, _ configuration: MusicConfiguration
  ) -> [Bool] {
    let width = min(count, frames(inSeconds: configuration.windowSeconds))
    var music = [Bool](repeating: false, count: count)
    var window = start
    var start = 0
    while start < count {
      let first = max(0, min(start + musicHop / 2 - width / 2, count - width))
      window.move(to: first..<(first + width))
      let (persistence, dipDB) = window.figures
      let wanted = min(
        configuration.mostPersistence,
        configuration.leastPersistence
          + configuration.persistencePerDipDB * max(0, dipDB - configuration.steadyDipDB))
      if persistence > wanted {
        for frame in start..<min(count, start + musicHop) { music[frame] = true }
      }
      start += musicHop
    }
    return music
  }

  /// Persistence around each step, weighted by power.
  private static func localPersistence(_ features: ChannelFeatures, stepPower: [Float]) -> [Float] {
    let weighted = zip(stepPower, features.tonality).map { $0 * $1.persistence }
    let sums = movingAverage(weighted, width: localSteps)
    let totals = movingAverage(stepPower, width: localSteps)
    return zip(sums, totals).map { $1 > 1e-10 ? $0 / $1 : 0 }
  }

  /// Mean power of each step's frames, those left out counting as silence.
  private static func stepPower(_ features: ChannelFeatures, leavingOut isTone: [Bool]) -> [Float] {
    features.tonality.indices.map { step in
      let first = step * TonalityAnalyzer.framesPerStep
      let last = min(features.frameCount, first + TonalityAnalyzer.framesPerStep)
      guard first < last else { return 0 }
      var sum: Float = 0
      for frame in first..<last where !isTone[frame] {
        sum += features.power[frame]
      }
      return sum / Float(last - first)
    }
  }
}
