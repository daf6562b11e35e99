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

  /// The same where lines may be too long.
  enum NextOrOverlong {
    case line([UInt8])
    /// A line that exceeded the longest, dropped to its end.
    case overlong
    case pending
    case end
  }

  private let descriptor: Int32
  private let closes: Bool
  private let name: String
  private let delimiter: UInt8
  private let longestLine: Int
  private var buffer: [UInt8] = []
  /// First byte of `buffer` not handed out yet.
  private var start = 0
  /// First byte of `buffer` not yet searched for a delimiter.
  private var searched = 0
  private var atEnd = false
  /// Inside a line that is being dropped.
  private var isSkipping = false

  /// Longest line accepted. Linux paths end at 4096 bytes; a manifest's line may carry much more.
  static let longestLine = 1 << 20
  /// Bytes asked for at a time: a pipe's usual capacity.
  private static let blockSize = 1 << 16
  /// How long one wait for a slow writer lasts, so that an interruption is noticed.
  private static let waitMilliseconds: Int32 = 100

  /// Lines of standard input, ended by `delimiter`.
  init(standardInputDelimitedBy delimiter: UInt8, longestLine: Int = LineReader.longestLine) {
    descriptor = STDIN_FILENO
    self.longestLine = longestLine
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
    longestLine = Self.longestLine
    name = path
    delimiter = 0x0A
  }

  deinit {
    if closes { close(descriptor) }
  }

  /// The next line without its delimiter; a last line needs none.
  ///
  /// - Throws: `AnalysisError`: `unreadable` where a read fails; `usage` for a line that exceeds the longest, in
  ///   its place: the next call goes on with the line after it.
  func next(waiting: Bool) throws(AnalysisError) -> Next {
    switch try nextOrOverlong(waiting: waiting) {
    case .line(let line): return .line(line)
    case .overlong:
      throw AnalysisError(.usage, path: name, "a line exceeds \(longestLine) bytes")
    case .pending: return .pending
    case .end: return .end
    }
  }

  /// The same, but a line that exceeds the longest is told of and dropped, and reading can go on.
  ///
  /// - Throws: `AnalysisError` (`unreadable`): a read fails.
  func nextOrOverlong(waiting: Bool = true) throws(AnalysisError) -> NextOrOverlong {
    while true {
      if let end = buffer[searched...].firstIndex(of: delimiter) {
        let line = take(upTo: end)
        guard isSkipping || line.count > longestLine else { return .line(line) }
        guard isSkipping else { return .overlong }
        isSkipping = false
        continue
      }
      searched = buffer.count
      if isSkipping { start = buffer.count }
      if atEnd {
        return start < buffer.count ? .line(take(upTo: buffer.count)) : .end
      }
      guard buffer.count - start <= longestLine else {
        isSkipping = true
        return .overlong
      }
      guard isReadable(waiting: waiting) else { return .pending }
      try fill()
    }
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
    var count = 0
    var failure: Int32 = 0
    // read(2) writes at most blockSize bytes. Nothing is cleared for it, and only what came is copied: a
    // list that comes line by line would pay a whole block for each.
    let block = [UInt8](unsafeUninitializedCapacity: Self.blockSize) { bytes, filled in
      count = read(descriptor, bytes.baseAddress, Self.blockSize)
      failure = errno
      filled = max(0, count)
    }
    buffer += block
    if count == 0 { atEnd = true }
    if count < 0, failure != EINTR, failure != EAGAIN {
      throw AnalysisError(.unreadable, path: name, systemMessage(failure))
    }
  }
}
