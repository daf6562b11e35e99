extension Span where Element == Float {
  /// Eight values from `index` on.
  ///
  /// - Precondition: `index + 8 <= count`, checked in debug builds.
  @inline(__always)
  func eight(at index: Int) -> SIMD8<Float> {
    assert(index >= 0 && index + 8 <= count, "eight: \(index) of \(count)")
    // The 32 bytes lie inside the span by the precondition; any alignment is allowed.
    return unsafe bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: index * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
  }
}

extension Span where Element == Float {
  /// Four values from `index` on.
  ///
  /// - Precondition: `index + 4 <= count`, checked in debug builds.
  @inline(__always)
  func four(at index: Int) -> SIMD4<Float> {
    assert(index >= 0 && index + 4 <= count, "four: \(index) of \(count)")
    // The 16 bytes lie inside the span by the precondition; any alignment is allowed.
    return unsafe bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: index * MemoryLayout<Float>.stride, as: SIMD4<Float>.self)
  }
}

extension MutableSpan where Element == Float {
  /// Adds eight values to those from `index` on.
  ///
  /// - Precondition: `index + 8 <= count`, checked in debug builds.
  @inline(__always)
  mutating func add(_ eight: SIMD8<Float>, at index: Int) {
    assert(index >= 0 && index + 8 <= count, "add: \(index) of \(count)")
    let offset = index * MemoryLayout<Float>.stride
    // The 32 bytes lie inside the span by the precondition; any alignment is allowed.
    let sum = unsafe bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset, as: SIMD8<Float>.self)
    var target = mutableBytes
    unsafe target.storeBytes(
      of: sum + eight, toUncheckedByteOffset: offset, as: SIMD8<Float>.self)
  }
}

extension SIMD8<Float> {
  /// |x| of each lane.
  @inline(__always)
  var magnitudes: SIMD8<Float> {
    // Clears the sign bits.
    unsafeBitCast(unsafeBitCast(self, to: SIMD8<UInt32>.self) & 0x7FFF_FFFF, to: Self.self)
  }

  /// The lanes' maximum; inlined, unlike the standard library's `max()`.
  @inline(__always)
  var largest: Float {
    let four = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
    return two.x > two.y ? two.x : two.y
  }

  /// The lanes' minimum.
  @inline(__always)
  var smallest: Float { -(-self).largest }
}
