/// The long-term average power spectrum of speech, and the highest frequency in it.
///
/// One spectrum of about 16 ms every 100 ms (less often above 16 kHz) waits for the detector's word on the
/// frame it begins in. Waiting spectra hold one byte a bin, so that a second takes at most 1600 bytes.
struct SpeechBandwidth: ~Copyable {
  /// Bins lower than this are not speech: offset, and mains hum.
  private static let lowestSpeechHz = 125.0
  /// What lies lower than this below the peak is not counted: 40 dB, as a power ratio.
  private static let floorRatio = 1e-4
  /// Bytes of waiting spectra in a second.
  private static let bytesPerSecond = 1600

  /// Samples in a spectrum.
  let size: Int
  /// Frames from one spectrum to the next.
  let interval: Int
  private let sampleRateHz: Int
  private var transform: RealFFT
  private let window: [Float]
  private var power: [Float]
  private var waiting = ByteQueue()
  private var sum: [Double]
  private var count = 0

  init(sampleRateHz: Int) {
    self.sampleRateHz = sampleRateHz
    // 62.5 Hz or a little finer.
    size = SpeechBandwidth.smoothSize(atLeast: (sampleRateHz * 16 + 999) / 1000)
    transform = RealFFT(size: size)
    let bins = transform.binCount
    let tenths = (bins * 10 + SpeechBandwidth.bytesPerSecond - 1) / SpeechBandwidth.bytesPerSecond
    interval = 10 * tenths
    window = Window.hann(size)
    power = [Float](repeating: 0, count: bins)
    sum = [Double](repeating: 0, count: bins)
  }

  /// Bytes of the spectra that wait.
  var waitingBytes: Int { waiting.count }

  /// Analyses `samples`, the `size` samples from the start of a frame whose index is a multiple of
  /// `interval`.
  mutating func analyse(_ samples: Span<Float>) {
    transform.power(of: samples, window: window, into: &power)
    let scale = 1 / Float(size * size)
    for bin in power.indices { waiting.append(PowerCode.encode(power[bin] * scale)) }
  }

  /// Settles the oldest waiting spectrum; the last one of a recording may be missing.
  mutating func settle(isSpeech: Bool) {
    guard waiting.count >= sum.count else { return }
    if isSpeech {
      for bin in sum.indices { sum[bin] += Double(PowerCode.decode(waiting[bin])) }
      count += 1
    }
    waiting.removeFirst(sum.count)
  }

  /// The highest frequency within 40 dB of the peak above 125 Hz; nil without speech or signal.
  var bandwidthHz: Double? {
    let binHz = Double(sampleRateHz) / Double(size)
    let lowest = min(sum.count - 1, Int((SpeechBandwidth.lowestSpeechHz / binHz).rounded(.up)))
    guard count > 0, let peak = sum[lowest...].max(), peak > 0 else { return nil }
    guard let highest = sum.lastIndex(where: { $0 >= peak * SpeechBandwidth.floorRatio }) else {
      return nil
    }
    return Double(highest) * binHz
  }

  /// The smallest even number ≥ `minimum` with no prime factor above 5: sizes FFTW is fast at.
  static func smoothSize(atLeast minimum: Int) -> Int {
    var size = max(2, minimum + minimum % 2)
    while !isSmooth(size) { size += 2 }
    return size
  }

  private static func isSmooth(_ number: Int) -> Bool {
    var rest = number
    for prime in [2, 3, 5] {
      while rest % prime == 0 { rest /= prime }
    }
    return rest == 1
  }
}

/// A power as one byte: the exponent and two bits of the fraction of a `Float`, from 2^-62 (-187 dB) to
/// 1.75. Rounded to the nearest: off by at most 12.5 % (0.5 dB), and by nothing on average.
enum PowerCode {
  /// Upper eleven bits of a `Float` less this is its code; code 0 is zero.
  private static let offset: Int32 = 260

  static func encode(_ power: Float) -> UInt8 {
    let rounded = Int32(truncatingIfNeeded: (power.bitPattern &+ 1 << 20) >> 21)
    return UInt8(truncatingIfNeeded: max(0, min(255, rounded &- offset)))
  }

  static func decode(_ code: UInt8) -> Float {
    code == 0 ? 0 : Float(bitPattern: UInt32(Int32(code) + offset) << 21)
  }
}
