internal import ChildProcesses
internal import Glibc

/// A program of the user's that takes bytes on its standard input and writes lines on its standard output.
///
/// It leads a process group of its own, which is killed and waited for with this owner, and shares its
/// parent's standard error. `SIGPIPE` must be ignored by the process that owns it.
struct PluginProcess: ~Copyable {
  private let identifier: pid_t
  private let toProgram: Int32
  private let fromProgram: Int32
  /// What was read behind the last line.
  private var waiting: [UInt8] = []

  /// Longest line that is read, bytes.
  static let longestLine = 1 << 20
  /// Bytes read at a time: a pipe's usual capacity.
  private static let blockSize = 1 << 16

  /// How a line was waited for in vain.
  enum Failure: Error {
    case ended
    case late
    case lineTooLong
  }

  /// Starts the shell with `command`.
  ///
  /// - Throws: `RecognitionError` (`plugin_failed`).
  init(command: String) throws(RecognitionError) {
    do {
      let child = try PipedChild(executable: "/bin/sh", arguments: ["sh", "-c", command])
      (identifier, toProgram, fromProgram) = (child.identifier, child.input, child.output)
    } catch {
      // strerror(3): text that lasts until the next call.
      let text = strerror(error.number).map { String(cString: $0) } ?? "error \(error.number)"
      throw RecognitionError(.pluginFailed, path: PluginEngine.programName(of: command), text)
    }
  }

  deinit {
    close(toProgram)
    close(fromProgram)
    kill(-identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
  }

  /// Sends bytes and waits for a line; `bytes` keeps what the program has not taken yet.
  mutating func line(
    sending bytes: inout ArraySlice<UInt8>, by deadline: ContinuousClock.Instant
  ) throws(Failure) -> [UInt8] {
    while true {
      if let line = try takeLine() { return line }
      var requests = [
        pollfd(fd: fromProgram, events: Int16(POLLIN), revents: 0),
        // A negative descriptor is passed over: poll(2).
        pollfd(fd: bytes.isEmpty ? -1 : toProgram, events: Int16(POLLOUT), revents: 0),
      ]
      let count = poll(&requests, 2, try Self.milliseconds(until: deadline))
      if count < 0 { continue }
      if requests[0].revents != 0, !read() { throw .ended }
      // Where writing fails the program has gone, which reading will tell.
      if requests[1].revents != 0, !write(from: &bytes) { bytes = [] }
    }
  }

  private mutating func takeLine() throws(Failure) -> [UInt8]? {
    guard let end = waiting.firstIndex(of: 0x0A) else {
      if waiting.count > Self.longestLine { throw .lineTooLong }
      return nil
    }
    if end > Self.longestLine { throw .lineTooLong }
    let line = Array(waiting[..<end])
    waiting.removeFirst(end + 1)
    return line
  }

  /// False at the end of what it writes.
  private mutating func read() -> Bool {
    var failure: Int32 = 0
    // read(2) writes at most blockSize bytes.
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.blockSize) { buffer, filled in
      let count = Glibc.read(fromProgram, buffer.baseAddress, Self.blockSize)
      if count < 0 { failure = errno }
      filled = max(0, count)
    }
    waiting += bytes
    return !bytes.isEmpty || failure == EINTR || failure == EAGAIN
  }

  /// False where it reads no more.
  private func write(from bytes: inout ArraySlice<UInt8>) -> Bool {
    var failure: Int32 = 0
    let count = bytes.withUnsafeBytes { buffer in
      // The bytes outlive the call.
      let count = Glibc.write(toProgram, buffer.baseAddress, buffer.count)
      if count < 0 { failure = errno }
      return count
    }
    guard count > 0 else { return failure == EINTR || failure == EAGAIN }
    bytes = bytes.dropFirst(count)
    return true
  }

  private static func milliseconds(
    until deadline: ContinuousClock.Instant
  ) throws(Failure) -> Int32 {
    let left = (deadline - .now).components
    guard left.seconds >= 0, left.attoseconds >= 0 else { throw .late }
    return Int32(clamping: left.seconds * 1000 + 1 + left.attoseconds / 1_000_000_000_000_000)
  }
}
