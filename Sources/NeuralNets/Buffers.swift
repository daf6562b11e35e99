/// Buffers that are kept from one use to the next.
enum Buffers {
  /// Makes room for `count` values; never shrinks.
  static func grow(_ buffer: inout [Float], to count: Int) {
    let missing = count - buffer.count
    if missing > 0 { buffer.append(contentsOf: repeatElement(0, count: missing)) }
  }
}
