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
    of samples: Span<Float>, window: Span<Float>, into power: inout MutableSpan<Float>
  ) {
    transform(samples, window: window)
    precondition(power.count == binCount, "RealFFT: \(power.count) bins, expected \(binCount)")
    for bin in 0..<binCount {
      // `output` holds binCount complex values for the lifetime of self.
      let value = output[bin]
      power[bin] = value.0 * value.0 + value.1 * value.1
    }
  }

  /// Computes the transform of `samples · window`, zero-padded to N, into the output buffer.
  private mutating func transform(_ samples: Span<Float>, window: Span<Float>) {
    precondition(
      samples.count == window.count && samples.count <= size,
      "RealFFT: \(samples.count) samples, \(window.count) window values, size \(size)")
    // `input` holds `size` floats; the loop stays below samples.count <= size.
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
