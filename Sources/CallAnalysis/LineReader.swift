internal import Glibc

/// Lines of a file or pipe, read as they come: a list of any length takes the memory of one line.
///
/// A class because an open descriptor has identity; it closes what it opened.
final class LineReader {
  enum Next {
    case line([UInt8])
    /// The writer at the other end has not finished a line yet.
    case pending
    case end
  }

  private let descriptor: Int32
  private let closes: Bool
  private let name: String
  private let delimiter: UInt8
  private var buffer: [UInt8] = []
  /// First byte of `buffer` not handed out yet.
  private var start = 0
  /// First byte of `buffer` not yet searched for a delimiter.
  private var searched = 0
  private var atEnd = false
  /// Whether a line that was too long goes on.
  private var isSkipping = false

  /// Longest line accepted. Linux paths end at 4096 bytes; a manifest's line may carry much more.
  static let longestLine = 1 << 20
  /// Bytes asked for at a time: a pipe's usual capacity.
  private static let blockSize = 1 << 16
  /// How long one wait for a slow writer lasts, so that an interruption is noticed.
  private static let waitMilliseconds: Int32 = 100

  /// Lines of standard input, ended by `delimiter`.
  init(standardInputDelimitedBy delimiter: UInt8) {
    descriptor = STDIN_FILENO
    closes = false
    name = "standard input"
    self.delimiter = delimiter
  }

  /// Lines of the file at `path`.
  ///
  /// - Throws: `AnalysisError` (`unreadable`).
  init(path: String) throws(AnalysisError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw AnalysisError(.unreadable, path: path, systemMessage(errno))
    }
    closes = true
    name = path
    delimiter = 0x0A
  }

  deinit {
    if closes { close(descriptor) }
  }

  /// The next line without its delimiter; a last line needs none.
  ///
  /// - Throws: `AnalysisError`: `unreadable` where a read fails; `usage` for a line that exceeds `longestLine`,
  ///   in its place: the next call goes on with the line after it.
  func next(waiting: Bool) throws(AnalysisError) -> Next {
    while true {
      if let end = buffer[searched...].firstIndex(of: delimiter) {
        return .line(try checked(take(upTo: end)))
      }
      searched = buffer.count
      if atEnd {
        guard start < buffer.count || isSkipping else { return .end }
        return .line(try checked(take(upTo: buffer.count)))
      }
      if isSkipping || buffer.count - start > Self.longestLine {
        isSkipping = true
        start = buffer.count
      }
      guard isReadable(waiting: waiting) else { return .pending }
      try fill()
    }
  }

  /// `line`, unless it is too long or the end of one that was.
  private func checked(_ line: [UInt8]) throws(AnalysisError) -> [UInt8] {
    guard !isSkipping, line.count <= Self.longestLine else {
      isSkipping = false
      throw AnalysisError(.usage, path: name, "a line exceeds \(Self.longestLine) bytes")
    }
    return line
  }

  private func take(upTo end: Int) -> [UInt8] {
    let line = Array(buffer[start..<end])
    start = min(end + 1, buffer.count)
    searched = start
    return line
  }

  private func isReadable(waiting: Bool) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, waiting ? Self.waitMilliseconds : 0) > 0
  }

  private func fill() throws(AnalysisError) {
    buffer.removeFirst(start)
    searched -= start
    start = 0
    let filled = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: Self.blockSize))
    let count = buffer.withUnsafeMutableBytes { bytes in
      // read(2) writes at most blockSize bytes behind those already there.
      read(descriptor, bytes.baseAddress?.advanced(by: filled), Self.blockSize)
    }
    let failure = errno
    buffer.removeLast(Self.blockSize - max(0, count))
    if count == 0 { atEnd = true }
    if count < 0, failure != EINTR, failure != EAGAIN {
      throw AnalysisError(.unreadable, path: name, systemMessage(failure))
    }
  }
}
