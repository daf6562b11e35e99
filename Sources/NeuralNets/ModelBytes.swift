internal import Crypto
internal import Glibc

/// The bytes of a model's file, all of them, and their digest.
struct ModelBytes {
  let path: String
  let bytes: [UInt8]
  /// Of all bytes, 64 hexadecimal digits in lower case.
  let sha256: String

  /// Reads the file at `path`.
  ///
  /// - Throws: `ModelError`, `unreadable` or `tooLarge`.
  init(path: String) throws(ModelError) {
    let file = try OpenedModel(path: path)
    self.init(path: path, bytes: try Self.read(file.descriptor, count: file.byteCount, path))
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
    if failed { throw ModelError.system("cannot read", path: path) }
    return bytes
  }
}
