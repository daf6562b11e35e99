internal import Signal

/// Persistence and dips of a window that moves through a channel's features.
///
/// Running sums and a running histogram: moving on costs what enters and leaves.
struct MusicWindow {
  private let levelDB: [Float]
  private let framePower: [Float]
  private let stepPower: [Float]
  private let tonality: [TonalityStep]
  private var levels = LevelHistogram()
  private var frames = 0..<0
  private var power = 0.0

  init(_ features: ChannelFeatures) {
    levelDB = features.levelDB
    framePower = features.levelDB.map(decibelsToPower)
    stepPower = StationarySound.stepPower(features)
    tonality = features.tonality
  }

  /// Moves on; neither edge may go back.
  mutating func move(to next: Range<Int>) {
    for frame in frames.upperBound..<max(frames.upperBound, next.upperBound) {
      levels.add(levelDB[frame])
      power += Double(framePower[frame])
    }
    for frame in frames.lowerBound..<max(frames.lowerBound, next.lowerBound) {
      levels.remove(levelDB[frame])
      power -= Double(framePower[frame])
    }
    frames = next
  }

  /// Share of power that is persistent, and how far the lower quartile lies below the mean, dB.
  var figures: (persistence: Float, dipDB: Float) {
    guard !frames.isEmpty, let quartile = levels.percentile(25) else { return (0, 0) }
    let first = frames.lowerBound / TonalityAnalyzer.framesPerStep
    let last = min(
      tonality.count, max(first + 1, frames.upperBound / TonalityAnalyzer.framesPerStep))
    var persistent: Float = 0
    var total: Float = 1e-10
    for step in first..<max(first, last) {
      persistent += stepPower[step] * tonality[step].persistence
      total += stepPower[step]
    }
    let meanDB = powerToDecibels(Float(max(0, power) / Double(frames.count)))
    return (persistent / total, meanDB - quartile)
  }
}
