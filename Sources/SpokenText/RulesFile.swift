internal import Glibc

/// A text file of the user's, read whole, of a size that is checked first.
enum RulesFile {
  /// Bytes that a file of rules or a list of words may have.
  static let mostBytes = 1 << 20

  /// - Throws: `TextError` (`unreadable`): no such file, no regular one, larger than `mostBytes`, or not UTF-8.
  static func text(path: String) throws(TextError) -> String {
    func failure(_ what: String) -> TextError { TextError(.unreadable, path: path, what) }
    // Not to wait where the path names a pipe that nobody writes to.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw failure(String(cString: strerror(errno))) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw failure("is no regular file")
    }
    var bytes = [UInt8](repeating: 0, count: mostBytes + 1)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      }
      if got < 0 {
        guard errno == EINTR else { throw failure(String(cString: strerror(errno))) }
        continue
      }
      if got == 0 { break }
      count += got
    }
    guard count <= mostBytes else { throw failure("has more than \(mostBytes) bytes") }
    let content =
      bytes[..<count].starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3..<count] : bytes[..<count]
    guard let text = String(validating: content, as: UTF8.self) else {
      throw failure("is not UTF-8")
    }
    return text
  }
}
