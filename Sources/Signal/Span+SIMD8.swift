extension Span where Element == Float {
  /// The eight values from `first` on.
  @inline(__always)
  func eight(from first: Int) -> SIMD8<Float> {
    precondition(first >= 0 && first + 8 <= count, "Span: eight values from \(first) of \(count)")
    // In bounds by the precondition; read without asking eight times.
    return SIMD8(
      self[unchecked: first], self[unchecked: first + 1], self[unchecked: first + 2],
      self[unchecked: first + 3], self[unchecked: first + 4], self[unchecked: first + 5],
      self[unchecked: first + 6], self[unchecked: first + 7])
  }
}
