internal import Glibc

/// The 10th percentile of 20 ms levels, kept as a histogram of 0.1 dB bins.
///
/// Levels are of pairs of frames, (0, 1), (2, 3) …; a pair counts when both frames lie outside speech
/// and neither is digital silence.
struct NoiseFloor {
  /// Lowest bin's edge, dBFS: below the 20 ms level of one 24-bit step.
  private static let lowestDB = -160.0
  private static let binsPerDB = 10.0
  /// -160 … +20 dBFS: float samples may exceed full scale.
  private var counts = [Int32](repeating: 0, count: 1800)
  private var total = 0

  /// Counts one 20 ms level, given its mean square.
  mutating func add(meanSquare: Double) {
    guard meanSquare > 0 else { return }
    let bin = (10 * log10(meanSquare) - NoiseFloor.lowestDB) * NoiseFloor.binsPerDB
    counts[max(0, min(counts.count - 1, Int(bin)))] += 1
    total += 1
  }

  /// The 10th percentile by nearest rank, dBFS to within 0.05 dB; nil without levels.
  var level: Double? {
    guard total > 0 else { return nil }
    let rank = (total + 9) / 10
    var seen = 0
    for (bin, count) in counts.enumerated() {
      seen += Int(count)
      if seen >= rank {
        return NoiseFloor.lowestDB + (Double(bin) + 0.5) / NoiseFloor.binsPerDB
      }
    }
    return nil
  }
}
