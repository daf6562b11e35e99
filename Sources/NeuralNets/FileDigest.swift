internal import Crypto
internal import Glibc

/// Digests of whole files.
enum FileDigest {
  /// Bytes read at once: as much as keeps the second-level cache of common processors.
  private static let blockByteCount = 1 << 18

  /// SHA-256 of the file at `path`, 64 hexadecimal digits in lower case; memory does not grow with it.
  ///
  /// - Throws: `ModelError`: `unreadable`, `tooLarge`.
  static func sha256(path: String) throws(ModelError) -> String {
    let file = try OpenedModel(path: path)
    var hash = SHA256()
    var block = [UInt8](repeating: 0, count: blockByteCount)
    while true {
      let count = block.withUnsafeMutableBytes { block in
        // At most as many bytes as the block holds.
        let got = Glibc.read(file.descriptor, block.baseAddress, block.count)
        if got > 0 { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: block[..<got])) }
        return got
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ModelError.system("cannot read", path: path) }
      if count == 0 { return hexadecimal(hash.finalize()) }
    }
  }

  /// 64 hexadecimal digits in lower case.
  static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
