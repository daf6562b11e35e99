internal import Glibc

/// Constants of ITU-T P.56, method B: T, H, M and the thresholds.
enum ActiveSpeech {
  /// Time constant of each of the two exponential averages, seconds (T).
  static let timeConstantSeconds = 0.03
  /// Hangover in half frames of 5 ms: 0.2 s (H).
  static let hangoverHalfFrames = 40
  /// Distance of the activity threshold below the active level, dB (M).
  static let marginDB = 15.9
  /// Thresholds 2^-15 … 2^-1 of full scale, one factor of 2 apart.
  static let thresholdCount = 15
  /// Half frames in a second.
  static let halfFramesPerSecond = 200.0
}

/// Activity and energy of speech frames: the part of ITU-T P.56 that waits for the detector.
///
/// Hangover runs through every frame; energy and activity are counted in speech frames only.
struct ActiveSpeechLevel {
  /// Half frames of speech by the highest threshold reached within the hangover, 0…15.
  private var activity = [Int](repeating: 0, count: ActiveSpeech.thresholdCount + 1)
  /// Half frame in which exactly so many thresholds were last reached.
  private var lastReached = [Int](
    repeating: -ActiveSpeech.hangoverHalfFrames - 1, count: ActiveSpeech.thresholdCount + 1)
  private var held = 0
  private var now = 0
  private var energy = 0.0

  /// Counts one frame; `reached` as in `EnvelopeReading`.
  mutating func settle(energy frameEnergy: Float, reached: UInt8, isSpeech: Bool) {
    hold(Int(reached & 15), isSpeech: isSpeech)
    hold(Int(reached >> 4), isSpeech: isSpeech)
    if isSpeech { energy += Double(frameEnergy) }
  }

  private mutating func hold(_ reached: Int, isSpeech: Bool) {
    lastReached[reached] = now
    if reached >= held {
      held = reached
    } else {
      // Ends at `reached` at the latest, which was seen now.
      while now - lastReached[held] > ActiveSpeech.hangoverHalfFrames { held -= 1 }
    }
    if isSpeech { activity[held] += 1 }
    now += 1
  }

  /// Returns the active speech level in dBFS; nil where no threshold lies 15.9 dB below the level it
  /// gives: without speech, below about -74 dBFS, and for clicks too short to raise the envelope.
  ///
  ///     A[j] = 10·log10(Σx² ÷ samples active at threshold j),  C[j] = 20·log10(2^(j-15))
  ///
  /// The level is A where A - C = 15.9 dB on the straight line between the two thresholds around it.
  /// (sv56, the program of ITU-T G.191, looks for the same point by halving and stops where A - C is
  /// within 0.5 dB of the margin, so that it differs by some hundredths of a dB, seldom by tenths.)
  func level(sampleRateHz: Int) -> Double? {
    let samplesInHalf = Double(sampleRateHz) / ActiveSpeech.halfFramesPerSecond
    var active = activity.reduce(0, +) - activity[0]
    var below: (level: Double, excess: Double)?
    for threshold in 0..<ActiveSpeech.thresholdCount where active > 0 {
      let level = 10 * log10(energy / (Double(active) * samplesInHalf))
      let thresholdDB = 20 * log10(2) * Double(threshold - 15)
      let excess = level - thresholdDB - ActiveSpeech.marginDB
      if excess <= 0 {
        guard let below else { return nil }
        let share = below.excess / (below.excess - excess)
        return below.level + share * (level - below.level)
      }
      below = (level, excess)
      active -= activity[threshold + 1]
    }
    return nil
  }
}
