internal import ChildProcesses
internal import Glibc

/// A process that answers each line on its standard input with one line on its standard output.
///
/// It leads a process group of its own, so that what is typed at a terminal reaches it through its
/// parent alone, and shares its parent's standard error.
///
/// A class because a process has identity; it is killed and waited for when its last user lets it go.
final class LineProcess {
  /// What came of asking.
  enum Answer: Equatable {
    /// Without its end.
    case line([UInt8])
    /// It ended before it had answered.
    case ended(ProcessEnding)
    /// It had not answered by the deadline, and may still be at it.
    case late
    /// Whoever the answer was for has gone.
    case unwanted
  }

  let identifier: pid_t
  private let toProcess: Int32
  private let fromProcess: Int32
  private var ending: ProcessEnding?

  /// Bytes read at a time: a pipe's usual capacity.
  private static let blockSize = 1 << 16

  /// Starts `executable`.
  ///
  /// - Parameter arguments: From the program's own name on.
  /// - Throws: `AnalysisError` (`unreadable`) where the system cannot start it.
  init(executable: String, arguments: [String]) throws(AnalysisError) {
    do {
      let child = try PipedChild(executable: executable, arguments: arguments)
      (identifier, toProcess, fromProcess) = (child.identifier, child.input, child.output)
    } catch {
      throw AnalysisError(.unreadable, path: executable, systemMessage(error.number))
    }
  }

  deinit {
    close(toProcess)
    close(fromProcess)
    if ending == nil {
      kill(identifier, SIGKILL)
      _ = wait()
    }
  }

  /// Sends `question`, a line with its end, or nothing where the process speaks unasked; waits for one
  /// line.
  ///
  /// - Parameter listener: The descriptor that answers go to: once nobody reads there any more, waiting
  ///   ends.
  /// - Precondition: `SIGPIPE` is ignored; the answer to the last question was a line.
  func answer(
    to question: [UInt8], by deadline: ContinuousClock.Instant?, for listener: Int32
  ) -> Answer {
    var question = question[...]
    var answer: [UInt8] = []
    while true {
      var requests = [
        pollfd(fd: fromProcess, events: Int16(POLLIN), revents: 0),
        pollfd(fd: listener, events: 0, revents: 0),
        // A negative descriptor is passed over: poll(2).
        pollfd(fd: question.isEmpty ? -1 : toProcess, events: Int16(POLLOUT), revents: 0),
      ]
      let count = poll(&requests, nfds_t(requests.count), Self.milliseconds(until: deadline))
      if count == 0 { return .late }
      if count < 0 { continue }
      if requests[0].revents != 0, !read(into: &answer) { return .ended(wait()) }
      if answer.last == 0x0A { return .line(answer.dropLast()) }
      if requests[1].revents != 0 { return .unwanted }
      // Where writing fails the process has gone, which reading will tell.
      if requests[2].revents != 0, !write(from: &question) { question = [] }
    }
  }

  /// False at the end of what it writes.
  private func read(into answer: inout [UInt8]) -> Bool {
    var failure: Int32 = 0
    // read(2) writes at most blockSize bytes.
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.blockSize) { buffer, filled in
      let count = Glibc.read(fromProcess, buffer.baseAddress, Self.blockSize)
      if count < 0 { failure = errno }
      filled = max(0, count)
    }
    answer += bytes
    return !bytes.isEmpty || failure == EINTR || failure == EAGAIN
  }

  /// False where it reads no more.
  private func write(from question: inout ArraySlice<UInt8>) -> Bool {
    var failure: Int32 = 0
    let count = question.withUnsafeBytes { bytes in
      // The bytes outlive the call.
      let count = Glibc.write(toProcess, bytes.baseAddress, bytes.count)
      if count < 0 { failure = errno }
      return count
    }
    guard count > 0 else { return failure == EINTR || failure == EAGAIN }
    question = question.dropFirst(count)
    return true
  }

  /// How it ended, once it did.
  private func wait() -> ProcessEnding {
    if let ending { return ending }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    let ending = ProcessEnding(status: status)
    self.ending = ending
    return ending
  }

  /// For poll(2): no less than what is left, -1 without a deadline.
  private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let left = deadline - .now
    guard left > .zero else { return 0 }
    let milliseconds =
      left.components.seconds * 1000 + 1 + left.components.attoseconds / 1_000_000_000_000_000
    return Int32(clamping: milliseconds)
  }
}
