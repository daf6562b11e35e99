internal import CFFTW
internal import Synchronization

/// FFTW's planner keeps process-wide state and is not thread-safe ("the only thread-safe routine in
/// FFTW is fftw_execute", FFTW 3.3.10 manual, 5.4): one lock around every plan and destroy.
private let planner = Mutex<Void>(())

/// A forward discrete Fourier transform of real input, of one fixed size.
///
///     X[k] = Σ_n x[n] · e^(-2πi·k·n/N),   k = 0 … N/2
///
/// Even samples as real, odd ones as imaginary parts make one complex transform Z of half the size,
/// from which X is read off (Press et al., Numerical Recipes, 3rd ed., 12.3.2):
///
///     X[k] = ½(Z[k] + Z*[M-k]) - ½·i·e^(-2πi·k/N)·(Z[k] - Z*[M-k]),   M = N/2
///
/// At the sizes used here that takes half the time of FFTW's own real transform under FFTW_ESTIMATE,
/// which stays: measuring plans would change last digits from run to run.
///
/// Owns FFTW's plan and two aligned buffers; neither planning nor allocation happens after `init`.
public struct RealFFT: ~Copyable {
  /// Input length N.
  public let size: Int
  /// Output length N/2 + 1.
  public let binCount: Int

  // The pointers below are owned by this value alone: released once in deinit, never handed out.
  private let plan: OpaquePointer
  /// N values: the input, or M complex numbers as FFTW sees them.
  private let input: UnsafeMutablePointer<Float>
  /// N values: Z, real and imaginary parts in turn.
  private let output: UnsafeMutablePointer<Float>
  /// cos and sin of 2πk/N for k = 0 … M - 1.
  private let cosines: [Float]
  private let sines: [Float]

  /// - Precondition: `size` is even and at least 2.
  public init(size: Int) {
    precondition(size >= 2 && size % 2 == 0, "RealFFT: size \(size), needs an even size from 2")
    self.size = size
    binCount = size / 2 + 1
    let turns = Turns.usual[size] ?? Turns(size: size)
    (cosines, sines) = (turns.cosines, turns.sines)
    // fftwf_malloc returns nil only when memory is exhausted.
    input = fftwf_alloc_real(size)!
    output = fftwf_alloc_real(size)!
    input.update(repeating: 0, count: size)
    output.update(repeating: 0, count: size)
    // fftwf_complex is two Floats: N Floats hold N/2 of them.
    let complexInput = UnsafeMutableRawPointer(input).assumingMemoryBound(to: fftwf_complex.self)
    let complexOutput = UnsafeMutableRawPointer(output).assumingMemoryBound(to: fftwf_complex.self)
    nonisolated(unsafe) var made: OpaquePointer?
    planner.withLock { _ in
      made = fftwf_plan_dft_1d(
        Int32(size / 2), complexInput, complexOutput, FFTW_FORWARD,
        UInt32(FFTW_ESTIMATE) | UInt32(FFTW_DESTROY_INPUT))
    }
    // Every size from 1 can be planned.
    plan = made!
  }

  deinit {
    let plan = plan
    nonisolated(unsafe) let doomed = plan
    planner.withLock { _ in fftwf_destroy_plan(doomed) }
    fftwf_free(input)
    fftwf_free(output)
  }

  /// Writes `|X[k]|²`, the unscaled power of each bin, of `samples · window` zero-padded to N.
  ///
  /// - Parameters:
  ///   - samples: at most N values in [-1, 1].
  ///   - window: as many values as `samples`.
  ///   - power: `binCount` values.
  public mutating func power(of samples: Span<Float>, window: [Float], into power: inout [Float]) {
    transform(samples, window: window)
    precondition(power.count == binCount, "RealFFT: \(power.count) bins, expected \(binCount)")
    read(.power, into: &power)
  }

  /// Writes `X[k]` of `samples · window` zero-padded to N, real and imaginary parts apart.
  ///
  /// - Parameters:
  ///   - samples: at most N values.
  ///   - window: as many values as `samples`.
  ///   - real: `binCount` values.
  ///   - imaginary: `binCount` values.
  public mutating func spectrum(
    of samples: Span<Float>, window: [Float], real: inout [Float], imaginary: inout [Float]
  ) {
    transform(samples, window: window)
    precondition(
      real.count == binCount && imaginary.count == binCount,
      "RealFFT: \(real.count) and \(imaginary.count) bins, expected \(binCount)")
    readParts(into: &real, &imaginary)
  }

  /// Writes the circular autocorrelation whose power spectrum is given:
  /// `r[n] = Σ_k P[k]·cos(2πkn/N)`, `P` continued symmetrically, for n = 0 … N/2.
  ///
  /// A real, even sequence has a real, even transform, so the forward transform serves.
  ///
  /// - Parameters:
  ///   - power: `binCount` values.
  ///   - lags: `binCount` values, unscaled: `lags[0]` is the sum of the continued power.
  public mutating func autocorrelation(ofPower power: [Float], into lags: inout [Float]) {
    precondition(
      power.count == binCount && lags.count == binCount,
      "RealFFT: \(power.count) and \(lags.count) bins, expected \(binCount)")
    mirror(power.span)
    fftwf_execute(plan)
    read(.realPart, into: &lags)
  }

  /// Fills `input` with a power spectrum and its mirror image.
  private mutating func mirror(_ values: Span<Float>) {
    // `input` holds `size` floats: indices 0 … size/2 and their mirror images size-1 … size/2+1.
    input[0] = values[0]
    var bin = 1
    while bin + 3 < size / 2 {
      let four = values.four(at: bin)
      let target = UnsafeMutableRawPointer(input)
      // Four floats at `bin`, and four that end at `size - bin`, which is behind size/2.
      target.storeBytes(of: four, toByteOffset: 4 * bin, as: SIMD4<Float>.self)
      target.storeBytes(
        of: reversed(four), toByteOffset: 4 * (size - bin - 3), as: SIMD4<Float>.self)
      bin += 4
    }
    while bin < binCount {
      input[bin] = values[bin]
      input[size - bin] = values[bin]
      bin += 1
    }
  }

  /// Computes Z of `samples · window`, zero-padded to N.
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
}

// Reading X off Z.
extension RealFFT {
  private enum Quantity {
    case power
    case realPart
  }

  /// Writes one quantity of every bin: four bins and the four that mirror them together while eight
  /// are left, the rest one by one.
  ///
  ///     bins    0 | k … k+3 | →   …   ← | M-k-3 … M-k | M
  private func read(_ quantity: Quantity, into values: inout [Float]) {
    let half = size / 2
    var bin = 1
    values.withUnsafeMutableBufferPointer { values in
      // 1 <= bin and bin + 3 < half - bin - 3: all eight stores lie within 0 … half = count - 1.
      while bin + 3 < half - bin - 3 {
        let (even, odd) = fourPairs(from: bin)
        var low = even.real + odd.real
        var high = even.real - odd.real
        if quantity == .power {
          let (lowImaginary, highImaginary) = (
            even.imaginary + odd.imaginary, even.imaginary - odd.imaginary
          )
          low = low * low + lowImaginary * lowImaginary
          high = high * high + highImaginary * highImaginary
        }
        Self.store(low, in: values, at: bin)
        Self.store(reversed(high), in: values, at: half - bin - 3)
        bin += 4
      }
    }
    write(quantity, at: 0, into: &values)
    write(quantity, at: half, into: &values)
    while bin <= half - bin {
      write(quantity, at: bin, into: &values)
      write(quantity, at: half - bin, into: &values)
      bin += 1
    }
  }

  /// Writes four values from `index` on.
  @inline(__always)
  private static func store(
    _ four: SIMD4<Float>, in values: UnsafeMutableBufferPointer<Float>, at index: Int
  ) {
    assert(index >= 0 && index + 4 <= values.count, "RealFFT: value \(index) of \(values.count)")
    // Inside the buffer, as its caller says; any alignment is allowed.
    UnsafeMutableRawPointer(values.baseAddress! + index).storeBytes(
      of: four, as: SIMD4<Float>.self)
  }

  /// Writes X of every bin, in fours as `read` does, to the bit as `value(at:)` gives each.
  private func readParts(into real: inout [Float], _ imaginary: inout [Float]) {
    let half = size / 2
    var bin = 1
    real.withUnsafeMutableBufferPointer { real in
      imaginary.withUnsafeMutableBufferPointer { imaginary in
        // As in `read`; in the end both fours may hold the bin in the middle.
        while bin + 3 <= half - bin - 3 {
          let mirrored = half - bin - 3
          let (near, far) = (eightValues(from: 2 * bin), eightValues(from: 2 * mirrored))
          let low = fourParts(at: bin, near, far: reversedPairs(far))
          let high = fourParts(at: mirrored, far, far: reversedPairs(near))
          Self.store(low.real, in: real, at: bin)
          Self.store(low.imaginary, in: imaginary, at: bin)
          Self.store(high.real, in: real, at: mirrored)
          Self.store(high.imaginary, in: imaginary, at: mirrored)
          bin += 4
        }
      }
    }
    (real[0], imaginary[0]) = value(at: 0)
    (real[half], imaginary[half]) = value(at: half)
    while bin <= half - bin {
      (real[bin], imaginary[bin]) = value(at: bin)
      (real[half - bin], imaginary[half - bin]) = value(at: half - bin)
      bin += 1
    }
  }

  /// X of four bins, from Z there and at the mirrored bins in opposite order.
  @inline(__always)
  private func fourParts(at bin: Int, _ near: SIMD8<Float>, far: SIMD8<Float>) -> FourNumbers {
    let (nearReal, nearImaginary) = (near.evenHalf, near.oddHalf)
    let (farReal, farImaginary) = (far.evenHalf, far.oddHalf)
    let (gapReal, gapImaginary) = (nearReal - farReal, nearImaginary + farImaginary)
    let (cosine, sine) = (cosines.span.four(at: bin), sines.span.four(at: bin))
    return FourNumbers(
      real: 0.5 * (nearReal + farReal + cosine * gapImaginary - sine * gapReal),
      imaginary: 0.5 * (nearImaginary - farImaginary - cosine * gapReal - sine * gapImaginary))
  }

  /// Four complex numbers in opposite order.
  @inline(__always)
  private func reversedPairs(_ eight: SIMD8<Float>) -> SIMD8<Float> {
    SIMD8(
      eight[6], eight[7], eight[4], eight[5], eight[2], eight[3], eight[0], eight[1])
  }

  private func write(_ quantity: Quantity, at bin: Int, into values: inout [Float]) {
    let (real, imaginary) = value(at: bin)
    values[bin] = quantity == .power ? real * real + imaginary * imaginary : real
  }

  /// Four complex numbers side by side.
  private struct FourNumbers {
    var real: SIMD4<Float>
    var imaginary: SIMD4<Float>
  }

  /// E and O for the bins k … k+3: X[k] = E + O, X[M-k] = (E - O)*.
  @inline(__always)
  private func fourPairs(from bin: Int) -> (even: FourNumbers, odd: FourNumbers) {
    let near = eightValues(from: 2 * bin)
    let far = eightValues(from: 2 * (size / 2 - bin - 3))
    let (farReal, farImaginary) = (reversed(far.evenHalf), reversed(far.oddHalf))
    let (sumReal, sumImaginary) = (near.evenHalf + farReal, near.oddHalf - farImaginary)
    let (gapReal, gapImaginary) = (near.evenHalf - farReal, near.oddHalf + farImaginary)
    let (cosine, sine) = (cosines.span.four(at: bin), sines.span.four(at: bin))
    return (
      FourNumbers(real: 0.5 * sumReal, imaginary: 0.5 * sumImaginary),
      FourNumbers(
        real: 0.5 * (cosine * gapImaginary - sine * gapReal),
        imaginary: -0.5 * (cosine * gapReal + sine * gapImaginary))
    )
  }

  /// Z from value `first` on, real and imaginary parts in turn.
  @inline(__always)
  private func eightValues(from first: Int) -> SIMD8<Float> {
    precondition(first >= 0 && first + 8 <= size, "RealFFT: value \(first) of \(size)")
    // `output` holds `size` floats for the lifetime of self; SIMD8 wants no alignment here.
    return UnsafeRawPointer(output + first).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always)
  private func reversed(_ four: SIMD4<Float>) -> SIMD4<Float> {
    SIMD4(four[3], four[2], four[1], four[0])
  }

  /// X at one bin, 0 … N/2.
  private func value(at bin: Int) -> (real: Float, imaginary: Float) {
    let half = size / 2
    // Z has the period M; `output` holds M complex numbers, indices below are 0 … M - 1.
    let near = bin == half ? 0 : bin
    let far = bin == 0 ? 0 : half - bin
    let (nearReal, nearImaginary) = (output[2 * near], output[2 * near + 1])
    let (farReal, farImaginary) = (output[2 * far], output[2 * far + 1])
    let (gapReal, gapImaginary) = (nearReal - farReal, nearImaginary + farImaginary)
    let cosine = bin == half ? -1 : cosines[bin]
    let sine = bin == half ? 0 : sines[bin]
    return (
      0.5 * (nearReal + farReal + cosine * gapImaginary - sine * gapReal),
      0.5 * (nearImaginary - farImaginary - cosine * gapReal - sine * gapImaginary)
    )
  }
}
