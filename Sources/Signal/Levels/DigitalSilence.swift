/// Finds digital silence: every sample that lies in some window of 20 ms whose values stay within one
/// smallest step of the codec (max - min ≤ step). A run is a maximal stretch of such samples.
///
///     step 1     3 7 2 0 1 0 0 … 0 1 0 5 9 8        one run from the first 0 to the last 0
///                    [=========-=======)            (if that is 20 ms or more)
///
/// Exact to the sample, whatever the blocks. The cost is a few samples a frame: a window of 20 ms that is
/// not over yet at a frame's start needs the frame's first samples to be constant too, and what can
/// begin a new one is found backwards from the frame's end.
struct DigitalSilence {
  /// What one frame brought. Positions are sample indices in the recording.
  struct Findings {
    /// The whole frame stays within one step.
    var isFlat = false
    /// First sample of a run that was recognised in this frame.
    var runStart: Int?
    /// One past the last sample of a run that is known to be over.
    var runEnd: Int?
  }

  /// Shortest run, samples: 20 ms, rounded up.
  let window: Int
  private let step: Float
  /// Samples found so far.
  private(set) var totalSamples = 0
  /// The latest samples, from `start` on, stay between `low` and `high`, at most a step apart.
  private var start = 0
  private var low = Float.infinity
  private var high = -Float.infinity
  /// The run that may still go on.
  private var open: Range<Int>?

  init(sampleRateHz: Int, smallestStep: Float) {
    window = (sampleRateHz * 20 + 999) / 1000
    step = smallestStep
  }

  /// Returns what `frame` brings: samples `frame`, found in `buffer` whose first value is sample
  /// `origin`. The frame may have any length ≥ 1 that does not exceed `window`.
  ///
  /// - Precondition: frames follow on each other; `buffer` holds the `window` samples before the frame,
  ///   as far as the recording does.
  mutating func scan(_ frame: Range<Int>, of buffer: Span<Float>, origin: Int) -> Findings {
    var findings = Findings()
    let prefix = DigitalSilence.constantPrefix(
      of: buffer.extracting((frame.lowerBound - origin)..<(frame.upperBound - origin)), step: step)
    findings.isFlat = prefix.isWhole
    let (joinedLow, joinedHigh) = (min(low, prefix.low), max(high, prefix.high))
    if prefix.isWhole && joinedHigh - joinedLow <= step {
      (low, high) = (joinedLow, joinedHigh)
      markIfLong(upTo: frame.upperBound, &findings)
    } else {
      // Past the prefix no window that began before the frame is left.
      let prefixEnd = frame.lowerBound + prefix.length
      if prefix.isWhole || prefixEnd - start >= window {
        walk(frame.lowerBound..<prefixEnd, of: buffer, origin: origin, &findings)
      }
      if !prefix.isWhole { restart(at: frame.upperBound - 1, of: buffer, origin: origin) }
    }
    // No window still to come can touch a run that ended a window ago.
    if let run = open, run.upperBound < frame.upperBound - window + 1 { close(&findings) }
    return findings
  }

  /// Returns the end of the run that is open at the end of the recording.
  mutating func finish() -> Int? {
    var findings = Findings()
    close(&findings)
    return findings.runEnd
  }

  /// Follows `low` and `high` sample by sample.
  private mutating func walk(
    _ samples: Range<Int>, of buffer: Span<Float>, origin: Int, _ findings: inout Findings
  ) {
    for index in samples {
      let value = buffer[index - origin]
      let (newLow, newHigh) = (min(low, value), max(high, value))
      if newHigh - newLow <= step {
        (low, high) = (newLow, newHigh)
      } else {
        restart(at: index, of: buffer, origin: origin)
      }
      markIfLong(upTo: index + 1, &findings)
    }
  }

  /// Makes `start` the earliest sample, at most a window back, from which all up to `last` are within a
  /// step.
  private mutating func restart(at last: Int, of buffer: Span<Float>, origin: Int) {
    low = buffer[last - origin]
    high = low
    start = last
    let earliest = max(origin, last - window + 1)
    while start > earliest {
      let value = buffer[start - 1 - origin]
      let (newLow, newHigh) = (min(low, value), max(high, value))
      if newHigh - newLow > step { return }
      (low, high) = (newLow, newHigh)
      start -= 1
    }
  }

  /// Adds `start ..< end` to the open run, or opens one, if it is a window long.
  private mutating func markIfLong(upTo end: Int, _ findings: inout Findings) {
    guard end - start >= window else { return }
    if let run = open, start <= run.upperBound {
      totalSamples += end - run.upperBound
      open = run.lowerBound..<end
    } else {
      close(&findings)
      open = start..<end
      findings.runStart = start
      totalSamples += end - start
    }
  }

  private mutating func close(_ findings: inout Findings) {
    guard let run = open else { return }
    findings.runEnd = run.upperBound
    open = nil
  }

  /// Where a frame stops being constant at the latest.
  private struct Prefix {
    /// Whether all of the frame stays within a step; `low` and `high` are then its range.
    var isWhole: Bool
    /// A number of samples after which the frame has left the step: 8 or all of them.
    var length: Int
    var low: Float
    var high: Float
  }

  /// Looks at the first eight samples, which settle it for all but very quiet frames, then at the rest.
  private static func constantPrefix(of frame: Span<Float>, step: Float) -> Prefix {
    var low = SIMD8<Float>(repeating: frame[0])
    var high = low
    let wide = frame.count & ~7
    var index = 0
    while index < wide {
      let values = frame.eight(at: index)
      low = low.replacing(with: values, where: values .< low)
      high = high.replacing(with: values, where: values .> high)
      index += 8
      if index == 8 && high.largest - low.smallest > step {
        return Prefix(isWhole: false, length: 8, low: low.smallest, high: high.largest)
      }
    }
    var (lowest, highest) = (low.smallest, high.largest)
    for rest in wide..<frame.count {
      lowest = min(lowest, frame[rest])
      highest = max(highest, frame[rest])
    }
    return Prefix(
      isWhole: highest - lowest <= step, length: frame.count, low: lowest, high: highest)
  }
}
