internal import AudioIO
internal import Signal

/// What one measured channel passes through: level meters at its own rate, and resampling to the rate
/// of detection.
struct ChannelChain: ~Copyable {
  /// Samples of the block under way at the rate of detection.
  private(set) var resampled: [Float] = []

  private var meter: ChannelLevelMeter
  private var loudness: LoudnessMeter?
  private var resampler: Resampler
  private var samples: [Float] = []

  /// - Throws: `AudioError` (`resampler_failed`) or `SignalError`.
  init(_ format: RecordingFormat, analysisRateHz: Int, measuresLoudness: Bool) throws {
    // Everything that may throw comes first: a chain is made whole or not at all.
    let converter = try Resampler(fromHz: format.sampleRateHz, toHz: analysisRateHz)
    let loudnessMeter = try Self.loudnessMeter(
      measuresLoudness, sampleRateHz: format.sampleRateHz)
    resampler = converter
    loudness = loudnessMeter
    meter = ChannelLevelMeter(
      sampleRateHz: format.sampleRateHz, largestCode: format.codec.largestCode,
      smallestStep: format.codec.smallestStep)
  }

  private static func loudnessMeter(_ isWanted: Bool, sampleRateHz: Int) throws -> LoudnessMeter? {
    guard isWanted else { return nil }
    return try LoudnessMeter(sampleRateHz: sampleRateHz)
  }

  /// Takes the channel at `offset` of the first `frameCount` frames of `interleaved`.
  mutating func take(_ interleaved: [Float], frameCount: Int, offset: Int, stride: Int) throws {
    Self.deinterleave(interleaved, frameCount, offset, stride, into: &samples)
    resampled.removeAll(keepingCapacity: true)
    Self.meter(samples, with: &meter)
    try Self.resample(samples, with: &resampler, into: &resampled)
    if loudness != nil { try Self.meter(samples, with: &loudness) }
  }

  /// Ends the channel; `resampled` then holds what was still on its way.
  mutating func finish() throws {
    meter.finish()
    resampled.removeAll(keepingCapacity: true)
    try resampler.finish(into: &resampled)
  }

  /// Tells the meters which of the frames that wait were speech; the rest of the recording's frames,
  /// at most one more than were decided, is not.
  mutating func settle(_ isSpeech: [Bool], isLast: Bool) {
    let count = min(isSpeech.count, meter.pendingFrames)
    Self.settle(isSpeech, count, in: &meter)
    if isLast, meter.pendingFrames > 0 {
      Self.settle(
        [Bool](repeating: false, count: meter.pendingFrames), meter.pendingFrames, in: &meter)
    }
  }

  /// The levels measured.
  func levels() -> LevelFigures { meter.levels() }

  /// Integrated loudness, LUFS; nil where not asked for or too quiet to have one.
  func loudnessLUFS() throws -> Double? { try loudness?.integratedLUFS() }

  // Spans are taken of parameters: a span of a stored property would borrow the whole chain.

  private static func meter(_ samples: [Float], with meter: inout ChannelLevelMeter) {
    meter.process(samples.span)
  }

  private static func meter(_ samples: [Float], with meter: inout LoudnessMeter?) throws {
    try meter?.process(samples.span)
  }

  private static func settle(_ isSpeech: [Bool], _ count: Int, in meter: inout ChannelLevelMeter) {
    meter.settle(isSpeech: isSpeech.span.extracting(0..<count))
  }

  private static func resample(
    _ samples: [Float], with resampler: inout Resampler, into output: inout [Float]
  ) throws {
    try resampler.process(samples.span, into: &output)
  }

  private static func deinterleave(
    _ interleaved: [Float], _ frameCount: Int, _ offset: Int, _ stride: Int,
    into samples: inout [Float]
  ) {
    if samples.count != frameCount { samples = [Float](repeating: 0, count: frameCount) }
    guard stride == 2 else {
      let source = interleaved.span
      var target = samples.mutableSpan
      for frame in 0..<frameCount { target[frame] = source[frame * stride + offset] }
      return
    }
    precondition(
      (0...1).contains(offset) && 2 * frameCount <= interleaved.count,
      "ChannelChain: \(frameCount) frames of 2 channels in \(interleaved.count) values")
    // Two channels are the usual case; with a known stride the loop goes four frames at a time. Every index
    // is below the counts just checked.
    interleaved.withUnsafeBufferPointer { source in
      samples.withUnsafeMutableBufferPointer { target in
        for frame in 0..<frameCount { target[frame] = source[2 * frame + offset] }
      }
    }
  }
}
