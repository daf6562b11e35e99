internal import CSoxr

/// Converts one channel from one sample rate to another, block by block.
///
/// Output sample 0 stands at the time of input sample 0, and n input samples give exactly
/// round(n · to ÷ from) output samples: the filter's delay is taken out and the end is flushed.
///
/// libsoxr at its "high quality" recipe (20 bits, linear phase). Measured with 120 s of noise and
/// 4 s tones on one core of a server processor, mono, CPU time:
///
///     from → to        soxr HQ    libsamplerate: fastest   medium   best
///     16000 →  8000    27,900 ×                    906 ×    315 ×   111 ×   of real time
///     44100 →  8000     7,400 ×                    278 ×    107 ×    33 ×
///     48000 →  8000     8,700 ×                    262 ×    138 ×    43 ×
///     3,600 Hz at 8 kHz  0.00 dB                -20.5 dB  -2.1 dB   0 dB
///     alias of 4,100 Hz  -138 dB                -102 dB   -122 dB  -156 dB
///
/// So it is 50 to 80 times as fast as the libsamplerate converter whose pass band comes near its own,
/// and what is lost of the telephone band (300–3,400 Hz) is less than 0.01 dB. Its "medium" recipe is
/// no faster.
public struct Resampler: ~Copyable {
  private let fromHz: Int
  private let toHz: Int
  /// Nil where the rates are equal and samples pass unchanged.
  private let handle: OpaquePointer?
  /// What one call of the library may write; its content has no meaning between calls.
  private var scratch: [Float]
  private var inputCount = 0
  private var outputCount = 0

  /// Samples taken from the library at a time: 16 KiB.
  private static let scratchCount = 4096

  /// A converter for one channel, at the start of its stream. Both rates must be positive.
  ///
  /// Throws `resampler_failed` when the library has no converter for the two rates.
  public init(fromHz: Int, toHz: Int) throws(AudioError) {
    precondition(fromHz > 0 && toHz > 0, "rates are \(fromHz) and \(toHz) Hz, expected positive")
    self.fromHz = fromHz
    self.toHz = toHz
    guard fromHz != toHz else {
      handle = nil
      scratch = []
      return
    }
    var format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I)
    var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), 0)
    var runtime = soxr_runtime_spec(1)
    var failure: soxr_error_t?
    // The four structs are read before `soxr_create` returns; none is kept.
    let created = soxr_create(
      Double(fromHz), Double(toHz), 1, &failure, &format, &quality, &runtime)
    guard let created else {
      throw AudioError(
        .resamplerFailed, "no converter from \(fromHz) to \(toHz) Hz: \(Self.words(failure))")
    }
    handle = created
    scratch = [Float](repeating: 0, count: Self.scratchCount)
  }

  deinit {
    if let handle { soxr_delete(handle) }
  }

  /// Takes the next samples of the stream and appends what they complete to `output`, which lags
  /// behind by the filter's length.
  ///
  /// Throws `resampler_failed`.
  public mutating func process(
    _ input: Span<Float>, into output: inout [Float]
  ) throws(AudioError) {
    guard !input.isEmpty else { return }
    inputCount += input.count
    guard let handle else {
      input.withUnsafeBufferPointer { output.append(contentsOf: $0) }
      return
    }
    var consumed = 0
    var produced = Self.scratchCount
    while consumed < input.count || produced == Self.scratchCount {
      var taken = 0
      let failure = input.withUnsafeBufferPointer { samples in
        scratch.withUnsafeMutableBufferPointer { room in
          // `consumed <= samples.count`, and the base is not nil since the span is not empty: a nil
          // base would mean the end of the stream. The library writes no more than `room.count`.
          soxr_process(
            handle, samples.baseAddress?.advanced(by: consumed), samples.count - consumed, &taken,
            room.baseAddress, room.count, &produced)
        }
      }
      if let failure { throw AudioError(.resamplerFailed, Self.words(failure)) }
      consumed += taken
      append(produced, to: &output)
    }
  }

  /// Ends the stream: appends what is still inside, up to the exact length.
  ///
  /// Throws `resampler_failed`.
  public mutating func finish(into output: inout [Float]) throws(AudioError) {
    guard let handle else { return }
    let total = expectedCount
    while outputCount < total {
      var produced = 0
      let failure = scratch.withUnsafeMutableBufferPointer { room in
        // No input means the end of the stream; the library writes no more than `room.count`.
        soxr_process(handle, nil, 0, nil, room.baseAddress, room.count, &produced)
      }
      if let failure { throw AudioError(.resamplerFailed, Self.words(failure)) }
      guard produced > 0 else { break }
      append(min(produced, total - outputCount), to: &output)
    }
    // The library may round the other way; what lacks is a sample of silence.
    output.append(contentsOf: repeatElement(0, count: max(0, total - outputCount)))
    outputCount = total
  }

  /// round(n · to ÷ from), halves upwards.
  private var expectedCount: Int {
    let product = inputCount.multipliedFullWidth(by: 2 * toHz)
    let denominator = 2 * fromHz
    let (quotient, remainder) = denominator.dividingFullWidth(product)
    return quotient + (remainder >= fromHz ? 1 : 0)
  }

  private mutating func append(_ count: Int, to output: inout [Float]) {
    output.append(contentsOf: scratch.prefix(count))
    outputCount += count
  }

  private static func words(_ failure: soxr_error_t?) -> String {
    failure.map { String(cString: $0) } ?? "no reason given"
  }
}
