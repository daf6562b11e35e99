/// Eight values at a time: how the networks' plain arithmetic goes through flat buffers.
typealias Lanes = SIMD8<Float>

extension Span where Element == Float {
  /// Eight values from `index` on.
  ///
  /// - Precondition: `index + 8 <= count`, checked in debug builds.
  @inline(__always)
  func lanes(at index: Int) -> Lanes {
    assert(index >= 0 && index + Lanes.scalarCount <= count, "lanes: \(index) of \(count)")
    // The 32 bytes lie inside the span by the precondition; any alignment is allowed.
    return unsafe bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: index * MemoryLayout<Float>.stride, as: Lanes.self)
  }
}

extension MutableSpan where Element == Float {
  /// Eight values from `index` on.
  ///
  /// - Precondition: `index + 8 <= count`, checked in debug builds.
  @inline(__always)
  func lanes(at index: Int) -> Lanes {
    assert(index >= 0 && index + Lanes.scalarCount <= count, "lanes: \(index) of \(count)")
    // As above.
    return unsafe bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: index * MemoryLayout<Float>.stride, as: Lanes.self)
  }

  /// Sets eight values from `index` on.
  ///
  /// - Precondition: `index + 8 <= count`, checked in debug builds.
  @inline(__always)
  mutating func setLanes(_ values: Lanes, at index: Int) {
    assert(index >= 0 && index + Lanes.scalarCount <= count, "setLanes: \(index) of \(count)")
    var target = mutableBytes
    // As above.
    unsafe target.storeBytes(
      of: values, toUncheckedByteOffset: index * MemoryLayout<Float>.stride, as: Lanes.self)
  }
}

extension Lanes {
  /// Lane by lane the larger.
  @inline(__always)
  func larger(_ other: Self) -> Self { replacing(with: other, where: other .> self) }

  /// Lane by lane the distance from 0.
  @inline(__always)
  var magnitude: Self { larger(-self) }

  /// log2(e): e^x = 2^(x · log2(e)).
  @inline(__always)
  static var log2e: Float { 1.44269504088896 }

  /// 2 to the power of each lane, with a relative error of at most 2e-7; lanes beyond ±60 count as
  /// ±60, so that products of two results are finite.
  ///
  ///     2^y = 2^n · 2^f,  n = y rounded, f = y - n in [-1/2, 1/2]
  ///
  /// 2^f is the polynomial of degree 5 that is 1 at 0 with the least relative error, 9e-8 (found by
  /// least squares whose weights were raised where the error was large); the rest is rounding.
  /// No instruction beyond those of every processor of the architecture is used, so all give the same
  /// bits.
  @inline(__always)
  static func exponential2(_ exponent: Self) -> Self {
    let bound = Self(repeating: 60)
    var y = exponent.replacing(with: bound, where: exponent .> bound)
    y.replace(with: -bound, where: y .< -bound)
    // Of numbers near 1.5 · 2^23 the last bit counts ones: the sum is rounded to a whole number, which
    // then stands in the low bits.
    let rounder = Self(repeating: 12_582_912)
    let shifted = y + rounder
    let f = y - (shifted - rounder)
    var power = f * 0.001326472614891827 + 0.009671512991189957
    power = power * f + 0.05550733581185341
    power = power * f + 0.24022242426872253
    power = power * f + 0.6931470036506653
    power = power * f + 1
    // Adding n to the exponent's bits multiplies by 2^n: |n| <= 60 keeps it a normal number.
    let steps = unsafeBitCast(shifted, to: SIMD8<UInt32>.self) &<< 23
    return unsafeBitCast(unsafeBitCast(power, to: SIMD8<UInt32>.self) &+ steps, to: Self.self)
  }
}
