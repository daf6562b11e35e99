internal import Glibc

/// A model's file mapped into memory, read-only, for as long as anything refers to it.
///
/// Pages are read from the file when they are first touched and shared by all processes that use it;
/// nothing is copied. A file must not be cut short or written to while it is mapped: reading what is gone
/// ends the program (SIGBUS). Whoever installs models replaces files by renaming, which leaves mapped
/// ones whole.
final class ModelMapping: Sendable {
  let path: String
  /// From 1.
  let byteCount: Int
  /// Read-only pages that stay where they are until `deinit`, so that any thread may read them.
  nonisolated(unsafe) private let start: UnsafeRawPointer

  /// - Throws: `ModelError`: `unreadable`, `tooLarge`, `malformed` for an empty file.
  init(path: String) throws(ModelError) {
    let file = try OpenedModel(path: path)
    guard file.byteCount > 0 else {
      throw ModelError(.malformed, path: path, "file is empty")
    }
    // mmap(2): the mapping stays when the descriptor is closed.
    let pages = mmap(nil, file.byteCount, PROT_READ, MAP_PRIVATE, file.descriptor, 0)
    guard let pages, pages != MAP_FAILED else {
      throw ModelError.system("cannot map", path: path)
    }
    self.path = path
    byteCount = file.byteCount
    start = UnsafeRawPointer(pages)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: start), byteCount) }

  /// Gives all bytes to `body`.
  func withBytes<Result: ~Copyable, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // The pages hold `byteCount` bytes and live as long as `self`, which this call borrows.
    let bytes = unsafe Span(
      _unsafeStart: start.assumingMemoryBound(to: UInt8.self), count: byteCount)
    return try body(bytes)
  }

  /// Gives `count` numbers to `body`, from the byte `offset` on.
  ///
  /// - Precondition: they lie within the file, at a multiple of their size.
  func withFloats<Result: ~Copyable, Failure: Error>(
    at offset: Int, count: Int, _ body: (Span<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let stride = MemoryLayout<Float>.stride
    precondition(
      offset >= 0 && count >= 0 && offset % stride == 0
        && count <= (byteCount - offset) / stride,
      "ModelMapping: \(count) numbers from byte \(offset) of \(byteCount)")
    // Inside the mapping and aligned, as was just checked: the mapping begins at a page. Any bits are a
    // Float. Nothing else is ever bound to these pages but bytes, which may alias.
    let numbers = unsafe Span(
      _unsafeStart: (start + offset).assumingMemoryBound(to: Float.self), count: count)
    return try body(numbers)
  }
}
