internal import Foundation
internal import Signal

/// ITU-T P.56 method B, sample by sample, on double precision.
struct SampleBySampleSpeechLevel {
  private(set) var levelDBFS: Double?
  /// The same counts, with the search of the program of ITU-T G.191, which halves the interval until
  /// it is within 0.5 dB of the margin.
  private(set) var halvedLevelDBFS: Double?

  init(_ samples: [Float], isSpeech: [Bool], rate: Int) {
    let g = exp(-1 / (0.03 * Double(rate)))
    let hangover = Int((0.2 * Double(rate)).rounded())
    let thresholds = (1...15).map { pow(2, Double($0 - 16)) }
    var active = [Int](repeating: 0, count: 15)
    var hang = [Int](repeating: hangover, count: 15)
    var (p, q, energy) = (0.0, 0.0, 0.0)
    let grid = FrameGrid(sampleRateHz: rate)
    var frame = 0
    for (index, sample) in samples.enumerated() {
      if index >= grid.firstSample(of: frame + 1) { frame += 1 }
      let counts = frame < isSpeech.count && isSpeech[frame]
      let x = Double(sample)
      p = g * p + (1 - g) * abs(x)
      q = g * q + (1 - g) * p
      if counts { energy += x * x }
      for j in thresholds.indices {
        if q >= thresholds[j] {
          hang[j] = 0
          if counts { active[j] += 1 }
        } else if hang[j] < hangover {
          hang[j] += 1
          if counts { active[j] += 1 }
        }
      }
    }
    let levels = active.map { $0 == 0 ? nil : 10 * log10(energy / Double($0)) }
    let edges = thresholds.map { 20 * log10($0) }
    search(levels, edges)
  }

  private mutating func search(_ levels: [Double?], _ thresholds: [Double]) {
    guard let lowest = levels[0], lowest - thresholds[0] > 15.9 else { return }
    for j in 1..<15 {
      guard let upper = levels[j], let lower = levels[j - 1] else { return }
      guard upper - thresholds[j] <= 15.9 else { continue }
      let excess = lower - thresholds[j - 1] - 15.9
      let slope = (thresholds[j] - thresholds[j - 1]) - (upper - lower)
      levelDBFS = lower + (upper - lower) * excess / slope
      halvedLevelDBFS = halve((upper, thresholds[j]), (lower, thresholds[j - 1]))
      return
    }
  }

  private func halve(_ upper: (Double, Double), _ lower: (Double, Double)) -> Double {
    var (upper, lower) = (upper, lower)
    if abs(upper.0 - upper.1 - 15.9) < 0.5 { return upper.0 }
    if abs(lower.0 - lower.1 - 15.9) < 0.5 { return lower.0 }
    while true {
      let middle = ((upper.0 + lower.0) / 2, (upper.1 + lower.1) / 2)
      let excess = middle.0 - middle.1 - 15.9
      if abs(excess) <= 0.5 { return middle.0 }
      if excess > 0 { lower = middle } else { upper = middle }
    }
  }
}

/// Samples that lie in some window of 20 ms within one step, window by window.
func digitallySilent(_ samples: [Float], rate: Int, step: Float) -> [Bool] {
  let window = (rate * 20 + 999) / 1000
  var silent = [Bool](repeating: false, count: samples.count)
  guard samples.count >= window else { return silent }
  for start in 0...(samples.count - window) {
    var (low, high) = (samples[start], samples[start])
    for sample in samples[start..<(start + window)] {
      (low, high) = (min(low, sample), max(high, sample))
      if high - low > step { break }
    }
    if high - low <= step {
      for index in start..<(start + window) { silent[index] = true }
    }
  }
  return silent
}

/// Maximal stretches of true.
func runs(of flags: [Bool]) -> [Range<Int>] {
  var found: [Range<Int>] = []
  for index in flags.indices where flags[index] {
    if let last = found.last, last.upperBound == index {
      found[found.count - 1] = last.lowerBound..<(index + 1)
    } else {
      found.append(index..<(index + 1))
    }
  }
  return found
}

/// Digital silences whose frames are all speech or in gaps < 30 frames between speech frames.
func dropoutsInside(_ silent: [Bool], isSpeech: [Bool], rate: Int) -> Int {
  let grid = FrameGrid(sampleRateHz: rate)
  let frames = grid.wholeFrames(inSamples: silent.count)
  var inside = (0..<frames).map { $0 < isSpeech.count && isSpeech[$0] }
  let spoken = inside
  for gap in runs(of: spoken.map { !$0 })
  where gap.lowerBound > 0 && gap.upperBound < frames && gap.count < 30 {
    for frame in gap { inside[frame] = true }
  }
  return runs(of: silent).filter { run in
    let touched = (0...frames).filter { grid.samples(of: $0).overlaps(run) }
    return touched.allSatisfy { $0 < frames && inside[$0] }
  }.count
}

/// Samples at or above `threshold` in runs of 3 and more of one sign.
func clippedSamples(_ samples: [Float], threshold: Float) -> Int {
  let positive = runs(of: samples.map { $0 >= threshold })
  let negative = runs(of: samples.map { $0 <= -threshold })
  return (positive + negative).map(\.count).filter { $0 >= 3 }.reduce(0, +)
}

/// 10th percentile by nearest rank of the levels of pairs of frames outside speech, digital silence
/// excluded.
func noiseFloorDB(_ samples: [Float], isSpeech: [Bool], rate: Int, step: Float) -> Double? {
  let grid = FrameGrid(sampleRateHz: rate)
  let frames = grid.wholeFrames(inSamples: samples.count)
  var levels: [Double] = []
  for even in stride(from: 0, to: frames - 1, by: 2) {
    let isNoise = [even, even + 1].allSatisfy { frame in
      let values = samples[grid.samples(of: frame)]
      let isFlat = (values.max() ?? 0) - (values.min() ?? 0) <= step
      return !isFlat && !(frame < isSpeech.count && isSpeech[frame])
    }
    guard isNoise else { continue }
    let pair = samples[grid.firstSample(of: even)..<grid.firstSample(of: even + 2)]
    let energy = pair.reduce(0.0) { $0 + Double($1) * Double($1) }
    levels.append(10 * log10(energy / Double(pair.count)))
  }
  guard !levels.isEmpty else { return nil }
  return levels.sorted()[(levels.count + 9) / 10 - 1]
}
