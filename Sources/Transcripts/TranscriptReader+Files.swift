internal import Glibc

extension TranscriptReader {
  /// The transcript in the file at `path`.
  ///
  /// - Throws: `TranscriptError`: `unreadable` where it cannot be opened or read, or is a folder; as
  ///   `read(bytes:name:)`.
  public func read(path: String) throws(TranscriptError) -> ImportedTranscript {
    try read(bytes: try bytes(path), name: path)
  }

  /// The file's bytes: no more than the limit and one are read.
  private func bytes(_ path: String) throws(TranscriptError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    // 64 KiB at a time: most transcripts.
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limits.bytes {
      // `read` writes at most as many bytes as the block holds.
      let count = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { throw failure(path) }
      if count == 0 { break }
      bytes.append(contentsOf: block.prefix(max(0, count)))
    }
    return bytes
  }

  private func failure(_ path: String) -> TranscriptError {
    TranscriptError(.unreadable, path: path, String(cString: strerror(errno)))
  }
}
