internal import CFFTW
internal import Synchronization

/// FFTW's planner keeps process-wide state and is not thread-safe ("the only thread-safe routine in
/// FFTW is fftw_execute", FFTW 3.3.10 manual, 5.4): one lock around every plan and destroy.
private let planner = Mutex<Void>(())

/// A forward discrete Fourier transform of real input, of one fixed size.
///
///     X[k] = Σ_n x[n] · e^(-2πi·k·n/N),   k = 0 … N/2
///
/// Owns FFTW's plan and two aligned buffers; neither planning nor allocation happens after `init`. Plans
/// are made with FFTW_ESTIMATE: measuring would change last digits from run to run.
public struct RealFFT: ~Copyable {
  /// Input length N.
  public let size: Int
  /// Output length N/2 + 1.
  public let binCount: Int

  // The pointers below are owned by this value alone: released once in deinit, never handed out.
  private let plan: OpaquePointer
  private let input: UnsafeMutablePointer<Float>
  private let output: UnsafeMutablePointer<fftwf_complex>

  /// - Precondition: `size` is even and at least 2.
  public init(size: Int) {
    precondition(size >= 2 && size % 2 == 0, "RealFFT: size \(size), needs an even size from 2")
    self.size = size
    binCount = size / 2 + 1
    // fftwf_malloc returns nil only when memory is exhausted.
    input = fftwf_alloc_real(size)!
    output = fftwf_alloc_complex(size / 2 + 1)!
    input.update(repeating: 0, count: size)
    let (input, output) = (input, output)
    nonisolated(unsafe) var made: OpaquePointer?
    planner.withLock { _ in
      made = fftwf_plan_dft_r2c_1d(
        Int32(size), input, output, UInt32(FFTW_ESTIMATE) | UInt32(FFTW_DESTROY_INPUT))
    }
    plan = made!
  }

  /// Writes `|X[k]|²`, the unscaled power of each bin, of `samples · window` zero-padded to N.
  ///
  /// - Parameters:
  ///   - samples: at most N values in [-1, 1].
  ///   - window: as many values as `samples`.
  ///   - power: `binCount` values.
  public mutating func power(
    of samples: Span<Float>, window: [Float], into power: inout [Float]
  ) {
    transform(samples, window: window)
    precondition(power.count == binCount, "RealFFT: \(power.count) bins, expected \(binCount)")
    var bins = power.mutableSpan
    for bin in bins.indices {
      // `output` holds binCount complex values for the lifetime of self.
      let value = output[bin]
      bins[bin] = value.0 * value.0 + value.1 * value.1
    }
  }

  /// Writes `X[k]` of `samples · window` zero-padded to N, real and imaginary parts apart.
  ///
  /// - Parameters:
  ///   - samples: at most N values.
  ///   - window: as many values as `samples`.
  ///   - real: `binCount` values.
  ///   - imaginary: `binCount` values.
  public mutating func spectrum(
    of samples: Span<Float>, window: [Float], real: inout [Float],
    imaginary: inout [Float]
  ) {
    transform(samples, window: window)
    precondition(
      real.count == binCount && imaginary.count == binCount,
      "RealFFT: \(real.count) and \(imaginary.count) bins, expected \(binCount)")
    for bin in 0..<binCount {
      // `output` holds binCount complex values for the lifetime of self.
      real[bin] = output[bin].0
      imaginary[bin] = output[bin].1
    }
  }

  /// Writes the circular autocorrelation whose power spectrum is given:
  /// `r[n] = Σ_k P[k]·cos(2πkn/N)`, `P` continued symmetrically, for n = 0 … N/2.
  ///
  /// A real, even sequence has a real, even transform, so the forward transform serves.
  ///
  /// - Parameters:
  ///   - power: `binCount` values.
  ///   - lags: `binCount` values, unscaled: `lags[0]` is the sum of the continued power.
  public mutating func autocorrelation(
    ofPower power: [Float], into lags: inout [Float]
  ) {
    precondition(
      power.count == binCount && lags.count == binCount,
      "RealFFT: \(power.count) and \(lags.count) bins, expected \(binCount)")
    // `input` holds `size` floats: indices 0 … size/2 and their mirror images size-1 … size/2+1.
    input[0] = power[0]
    for bin in 1..<binCount {
      input[bin] = power[bin]
      input[size - bin] = power[bin]
    }
    fftwf_execute(plan)
    for lag in 0..<binCount { lags[lag] = output[lag].0 }
  }

  /// Computes the transform of `samples · window`, zero-padded to N, into the output buffer.
  private mutating func transform(_ samples: Span<Float>, window: [Float]) {
    precondition(
      samples.count == window.count && samples.count <= size,
      "RealFFT: \(samples.count) samples, \(window.count) window values, size \(size)")
    // `input` holds `size` floats; the loop stays below samples.count <= size.
    let window = window.span
    for index in samples.indices { input[index] = samples[index] * window[index] }
    for index in samples.count..<size { input[index] = 0 }
    fftwf_execute(plan)
  }

  deinit {
    let plan = plan
    nonisolated(unsafe) let doomed = plan
    planner.withLock { _ in fftwf_destroy_plan(doomed) }
    fftwf_free(input)
    fftwf_free(output)
  }
}
