public import Signal

/// What detection reads of one channel: one entry a frame of 10 ms, one a step of 80 ms.
///
/// Kept for the section under decision only; `dropFirst` forgets what has been decided.
public struct ChannelFeatures: Sendable {
  /// dB re full-scale square wave inside the telephone band, one a frame.
  public private(set) var levelDB: [Float] = []
  /// The power of each frame, `10^(levelDB/10)`.
  public private(set) var power: [Float] = []
  /// Periodicity, about 0–1, one a frame.
  public private(set) var harmonicity: [Float] = []
  /// DTMF pair or -1, one a frame.
  public private(set) var keyTone: [Int8] = []
  /// Mel bands of each frame, frames × `ShortTimeAnalyzer.bandCount`, row-major.
  public internal(set) var bands: [BandLevel] = []
  /// One a step of `TonalityAnalyzer.framesPerStep` frames.
  public private(set) var tonality: [TonalityStep] = []

  public init() {}

  /// Frames held.
  public var frameCount: Int { levelDB.count }

  /// Adds the next frame.
  public mutating func append(_ frame: ShortTimeFrame) {
    levelDB.append(frame.levelDB)
    power.append(decibelsToPower(frame.levelDB))
    harmonicity.append(frame.harmonicity)
    keyTone.append(frame.keyTone)
  }

  /// Adds the next step.
  public mutating func append(_ step: TonalityStep) {
    tonality.append(step)
  }

  /// Forgets the oldest steps and their frames.
  public mutating func dropFirst(steps: Int) {
    let frames = steps * TonalityAnalyzer.framesPerStep
    levelDB.removeFirst(frames)
    power.removeFirst(frames)
    harmonicity.removeFirst(frames)
    keyTone.removeFirst(frames)
    bands.removeFirst(frames * ShortTimeAnalyzer.bandCount)
    tonality.removeFirst(steps)
  }

  /// Forgets everything from `frame` on.
  mutating func truncate(toFrames frames: Int) {
    levelDB.removeLast(max(0, levelDB.count - frames))
    power.removeLast(max(0, power.count - frames))
    harmonicity.removeLast(max(0, harmonicity.count - frames))
    keyTone.removeLast(max(0, keyTone.count - frames))
    bands.removeLast(max(0, bands.count - frames * ShortTimeAnalyzer.bandCount))
  }

  /// The step that holds `frame`.
  func step(ofFrame frame: Int) -> Int {
    min(frame / TonalityAnalyzer.framesPerStep, tonality.count - 1)
  }
}
