internal import Crypto
internal import Glibc

/// The bytes of a model's file, all of them, and their digest.
struct ModelBytes {
  let path: String
  let bytes: [UInt8]
  /// Of all bytes, 64 hexadecimal digits in lower case.
  let sha256: String

  /// 1 GiB: thousands of times what a network of this package holds, and still loadable.
  static let largestFile = 1 << 30

  /// Reads the file at `path`.
  ///
  /// - Throws: `ModelError`, `unreadable` or `tooLarge`.
  init(path: String) throws(ModelError) {
    guard !path.utf8.contains(0) else {
      throw ModelError(.unreadable, path: path, "path holds a zero byte")
    }
    // Non-blocking, so that a FIFO is opened, seen to be none of ours and closed.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure("cannot open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure("cannot stat", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ModelError(.unreadable, path: path, "not a regular file")
    }
    guard status.st_size <= Self.largestFile else {
      throw ModelError(
        .tooLarge, path: path,
        "file holds \(status.st_size) bytes, expected at most \(Self.largestFile)")
    }
    self.init(path: path, bytes: try Self.read(descriptor, count: Int(status.st_size), path))
  }

  /// Bytes that are already in memory; `path` stands in messages.
  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    sha256 = SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  private static func read(
    _ descriptor: Int32, count: Int, _ path: String
  ) throws(ModelError) -> [UInt8] {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        // The buffer holds `count` bytes, of which `filled` are written.
        let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        guard got > 0 else { return }
        filled += got
      }
    }
    if failed { throw failure("cannot read", path) }
    return bytes
  }

  private static func failure(_ action: String, _ path: String) -> ModelError {
    ModelError(.unreadable, path: path, "\(action): \(String(cString: strerror(errno)))")
  }
}
