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
    let input = try Self.pipe(for: command)
    let output: [Int32]
    do throws(RecognitionError) {
      output = try Self.pipe(for: command)
    } catch {
      for end in input { close(end) }
      throw error
    }
    let started = Self.spawn(command, standardInput: input[0], standardOutput: output[1])
    close(input[0])
    close(output[1])
    guard case .success(let process) = started else {
      close(input[1])
      close(output[0])
      if case .failure(let error) = started { throw error }
      throw Self.failure(command, 0)
    }
    // Neither writing nor reading may block: the deadline would pass unseen.
    for end in [input[1], output[0]] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    identifier = process
    toProgram = input[1]
    fromProgram = output[0]
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

  /// Reading and writing end of a new pipe, closed in programs that this one starts.
  private static func pipe(for command: String) throws(RecognitionError) -> [Int32] {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw failure(command, errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends
  }

  private static func spawn(
    _ command: String, standardInput: Int32, standardOutput: Int32
  ) -> Result<pid_t, RecognitionError> {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, standardOutput, STDOUT_FILENO)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    // posix_spawn(3) wants copies that end with a null pointer; they live until it returns.
    let arguments: [String] = ["sh", "-c", command]
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process = pid_t()
    let number = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environ)
    return number == 0 ? .success(process) : .failure(failure(command, number))
  }

  private static func failure(_ command: String, _ number: Int32) -> RecognitionError {
    // strerror(3): text that lasts until the next call.
    let text = strerror(number).map { String(cString: $0) } ?? "error \(number)"
    return RecognitionError(.pluginFailed, path: PluginEngine.programName(of: command), text)
  }
}
