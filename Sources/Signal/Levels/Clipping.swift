/// Counts samples at the codec's largest code in runs of 3 and more of one sign.
struct Clipping {
  /// Shortest run that counts: two samples at the peak occur in unclipped speech.
  private static let shortestRun = 3
  /// |x| from which a sample is at the largest code.
  let threshold: Float
  private(set) var clippedSamples = 0
  private var run = 0
  private var runIsNegative = false

  /// - Parameters:
  ///   - largestCode: the codec's largest value, as |x|.
  ///   - smallestStep: half of it is the tolerance.
  init(largestCode: Float, smallestStep: Float) {
    threshold = largestCode - smallestStep / 2
  }

  /// Counts the next samples, whose largest |x| is `peak`.
  mutating func scan(_ samples: Span<Float>, peak: Float) {
    guard peak >= threshold else {
      if !samples.isEmpty { run = 0 }
      return
    }
    for index in samples.indices { count(samples[index]) }
  }

  private mutating func count(_ sample: Float) {
    guard abs(sample) >= threshold else {
      run = 0
      return
    }
    let isNegative = sample < 0
    run = run > 0 && isNegative == runIsNegative ? run + 1 : 1
    runIsNegative = isNegative
    if run == Clipping.shortestRun {
      clippedSamples += Clipping.shortestRun
    } else if run > Clipping.shortestRun {
      clippedSamples += 1
    }
  }
}
