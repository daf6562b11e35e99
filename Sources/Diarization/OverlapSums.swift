internal import Glibc
internal import NeuralNets

/// Weighted sums of what windows say of the frames of a track.
struct OverlapSums {
  private var overlap: [Float] = []
  private var voice: [Float] = []
  private var weights: [Float] = []

  private static let frameSamples =
    OverlapNetwork.sampleRate / 1000 * OverlapTrack.frameMilliseconds

  /// Adds a window: each frame of the track whose middle lies in it takes the nearest of its frames.
  ///
  /// - Parameters:
  ///   - probabilities: frames × classes, row-major.
  ///   - start: the window's first sample.
  ///   - length: samples of the window.
  mutating func add(_ probabilities: ArraySlice<Float>, from start: Int, length: Int) {
    let (stride, span) = (OverlapNetwork.frameStride, OverlapNetwork.frameSpan)
    let frameCount = OverlapNetwork.frameCount(sampleCount: length)
    let half = Self.frameSamples / 2
    let first = (start + Self.frameSamples - 1 - half) / Self.frameSamples
    let end = (start + length - half + Self.frameSamples - 1) / Self.frameSamples
    let missing = repeatElement(Float(0), count: max(0, end - overlap.count))
    overlap.append(contentsOf: missing)
    voice.append(contentsOf: missing)
    weights.append(contentsOf: missing)
    for frame in first..<end {
      // Of the frame's middle, in samples from the window's first.
      let place = frame * Self.frameSamples + half - start
      let nearest = min(max((place - span / 2 + stride / 2) / stride, 0), frameCount - 1)
      let row = probabilities.startIndex + nearest * OverlapNetwork.classCount
      let weight = Self.hamming(Double(place) / Double(length))
      let both = probabilities[row + 4] + probabilities[row + 5] + probabilities[row + 6]
      overlap[frame] += weight * both
      voice[frame] += weight * (1 - probabilities[row])
      weights[frame] += weight
    }
  }

  /// A Hamming window at `place` in [0, 1]: 0.08 at both ends, 1 in the middle.
  private static func hamming(_ place: Double) -> Float {
    Float(0.54 - 0.46 * cos(2 * .pi * place))
  }

  /// The averages.
  func track(sampleCount: Int) -> OverlapTrack {
    let count = (sampleCount + Self.frameSamples - 1) / Self.frameSamples
    func average(_ sums: [Float]) -> [Float] {
      (0..<count).map { frame in
        guard frame < sums.count, weights[frame] > 0 else { return 0 }
        let mean = sums[frame] / weights[frame]
        // Rounding may carry an average of ones past one. What is no number stays none.
        return mean.isFinite ? min(max(mean, 0), 1) : mean
      }
    }
    return OverlapTrack(overlap: average(overlap), voice: average(voice))
  }
}
