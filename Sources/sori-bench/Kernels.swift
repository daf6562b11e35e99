internal import AudioIO
internal import Crypto
internal import Signal

/// The innermost routines, each alone on real sound.
struct Kernels {
  let material: Material
  let repeats: Int

  /// - Throws: `AudioError`.
  func all() throws -> [Measurement] {
    let samples = try material.channel(0, atHz: ShortTimeAnalyzer.sampleRateHz)
    return [
      fft(size: 256, samples), fft(size: 1024, samples),
      shortTime(samples), tonality(samples), melBank(samples),
      levels(samples), try resampling(), sha256(), try network(),
    ] + (try speakerNetwork())
  }

  /// Window, transform and power of one frame.
  private func fft(size: Int, _ samples: [Float]) -> Measurement {
    var fft = RealFFT(size: size)
    let window = Window.hann(size)
    var power = [Float](repeating: 0, count: fft.binCount)
    var start = 0
    let seconds = timed(repeats: repeats) {
      fft.power(of: samples.span.extracting(start..<(start + size)), window: window, into: &power)
      start = start + 2 * size > samples.count ? 0 : start + 80
    }
    keep(power)
    return Measurement("kernel.fft_\(size)", unit: .nanoseconds, seconds: seconds)
  }

  /// One frame of 10 ms.
  private func shortTime(_ samples: [Float]) -> Measurement {
    var analyzer = ShortTimeAnalyzer()
    var bands: [BandLevel] = []
    var start = 0
    var levels: Float = 0
    let seconds = timed(repeats: repeats) {
      bands.removeAll(keepingCapacity: true)
      levels += analyzer.analyze(samples, from: start, appendingBandsTo: &bands).levelDB
      start += ShortTimeAnalyzer.hopSize
      if start + ShortTimeAnalyzer.windowSize > samples.count { start = 0 }
    }
    keep(levels)
    return Measurement(
      "kernel.short_time_frame", unit: .nanoseconds, seconds: seconds, audioSeconds: 0.01)
  }

  /// One step of 80 ms.
  private func tonality(_ samples: [Float]) -> Measurement {
    var analyzer = TonalityAnalyzer()
    var start = 0
    var persistence: Float = 0
    let seconds = timed(repeats: repeats) {
      persistence += analyzer.analyze(samples, from: start)?.persistence ?? 0
      start += TonalityAnalyzer.hopSize
      if start + TonalityAnalyzer.windowSize > samples.count { start = 0 }
    }
    keep(persistence)
    return Measurement(
      "kernel.tonality_step", unit: .nanoseconds, seconds: seconds, audioSeconds: 0.08)
  }

  /// 40 bands of one spectrum of 257 bins.
  private func melBank(_ samples: [Float]) -> Measurement {
    let bank = MelFilterBank(
      bandCount: 40, fftSize: 512, sampleRateHz: 16000, lowHz: 20, highHz: 7600)
    let power = samples.prefix(bank.binCount).map { $0 * $0 }
    var bands = [Float](repeating: 0, count: bank.bandCount)
    let seconds = timed(repeats: repeats) {
      var span = bands.mutableSpan
      bank.apply(to: power.span, into: &span)
    }
    keep(bands)
    return Measurement("kernel.mel_bank_40", unit: .nanoseconds, seconds: seconds)
  }

  /// One second of one channel: levels, defects and bandwidth.
  private func levels(_ samples: [Float]) -> Measurement {
    let second = Array(samples.prefix(8000))
    // Codes of mu-law, ITU-T G.711: largest 8031 of 8192, smallest step 2 of 8192.
    var meter = ChannelLevelMeter(
      sampleRateHz: 8000, largestCode: 8031.0 / 8192, smallestStep: 2.0 / 8192)
    let isSpeech = [Bool](repeating: true, count: 200)
    let seconds = timed(repeats: repeats) {
      meter.process(second.span)
      let count = min(meter.pendingFrames, isSpeech.count)
      meter.settle(isSpeech: isSpeech.span.extracting(0..<count))
    }
    keep(meter.levels())
    return Measurement(
      "kernel.level_meter_1s", unit: .nanoseconds, seconds: seconds,
      audioSeconds: Double(second.count) / 8000)
  }

  /// One second of one channel from 16 to 8 kHz.
  private func resampling() throws -> Measurement {
    let second = Array(try material.channel(0, atHz: 16000).prefix(16000))
    var resampler = try Resampler(fromHz: 16000, toHz: 8000)
    var output: [Float] = []
    let seconds = try timed(repeats: repeats) {
      output.removeAll(keepingCapacity: true)
      try resampler.process(second.span, into: &output)
    }
    keep(output)
    return Measurement(
      "kernel.resample_16k_8k_1s", unit: .nanoseconds, seconds: seconds,
      audioSeconds: Double(second.count) / 16000)
  }

  /// The digest of one block as the reader takes it: 8.192 s of two channels in mu-law at 8 kHz.
  private func sha256() -> Measurement {
    let block = [UInt8](repeating: 0x5A, count: 128 * 1024)
    var hasher = SHA256()
    let seconds = timed(repeats: repeats) {
      block.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }
    keep(hasher.finalize())
    return Measurement(
      "kernel.sha256_128kib", unit: .nanoseconds, seconds: seconds, audioSeconds: 8.192)
  }
}
