internal import Signal

/// Persistence and dips of a window that moves through a channel's features.
///
/// Running sums and a running histogram: moving on costs what enters and leaves. Tones and key presses
/// are left out: they are persistent too, and loud enough to make music of what surrounds them.
struct MusicWindow {
  private let levelDB: [Float]
  private let isTone: [Bool]
  private let framePower: [Float]
  private let stepPower: [Float]
  private let tonality: [TonalityStep]
  private var levels = LevelHistogram()
  private var frames = 0..<0
  private var power = 0.0

  /// - Parameters:
  ///   - isTone: frames of tones and key presses.
  ///   - stepPower: mean power of each step's other frames.
  init(_ features: ChannelFeatures, isTone: [Bool], stepPower: [Float]) {
    levelDB = features.levelDB
    self.isTone = isTone
    framePower = features.power
    self.stepPower = stepPower
    tonality = features.tonality
  }

  /// Moves on; neither edge may go back.
  mutating func move(to next: Range<Int>) {
    for frame in frames.upperBound..<max(frames.upperBound, next.upperBound) where !isTone[frame] {
      levels.add(levelDB[frame])
      power += Double(framePower[frame])
    }
    for frame in frames.lowerBound..<max(frames.lowerBound, next.lowerBound) where !isTone[frame] {
      levels.remove(levelDB[frame])
      power -= Double(framePower[frame])
    }
    frames = next
  }

  /// Share of power that is persistent, and how far the lower quartile lies below the mean, dB.
  var figures: (persistence: Float, dipDB: Float) {
    // Between the pulses of a tone too little is left to tell.
    guard 2 * levels.count > frames.count, let quartile = levels.percentile(25) else {
      return (0, 0)
    }
    let first = frames.lowerBound / TonalityAnalyzer.framesPerStep
    let last = min(
      tonality.count, max(first + 1, frames.upperBound / TonalityAnalyzer.framesPerStep))
    var persistent: Float = 0
    var total: Float = 1e-10
    for step in first..<max(first, last) {
      persistent += stepPower[step] * tonality[step].persistence
      total += stepPower[step]
    }
    let meanDB = powerToDecibels(Float(max(0, power) / Double(levels.count)))
    return (persistent / total, meanDB - quartile)
  }
}
