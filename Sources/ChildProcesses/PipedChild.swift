internal import Glibc
internal import Synchronization

/// A program that was started with a pipe to its standard input and one from its standard output.
///
/// It leads a process group of its own, so that what is typed at a terminal reaches it through its parent alone,
/// and shares its parent's standard error. Whoever starts it closes both ends and waits for it.
public struct PipedChild {
  /// Leads the group of the same number.
  public let identifier: Int32
  /// Writing end of the pipe to it; writing never blocks.
  public let input: Int32
  /// Reading end of the pipe from it; reading never blocks.
  public let output: Int32

  /// Why the system did not start it.
  public struct Failure: Error {
    /// As in `errno`.
    public let number: Int32
  }

  /// Pipes are made and programs started by one thread at a time: a program started between the making of a pipe and
  /// its marking as closed in other programs would keep its ends open.
  private static let starting = Mutex<Void>(())

  /// Starts `executable`.
  ///
  /// - Parameter arguments: From the program's own name on.
  /// - Throws: `Failure`.
  public init(executable: String, arguments: [String]) throws(Failure) {
    let started = Self.starting.withLock { _ in Self.start(executable, arguments) }
    (identifier, input, output) = try started.get()
  }

  private static func start(
    _ executable: String, _ arguments: [String]
  ) -> Result<(Int32, Int32, Int32), Failure> {
    // Reading and writing end of the pipe to it, then of the one from it.
    var ends: [Int32] = [-1, -1, -1, -1]
    for pair in [0, 2] {
      var both: [Int32] = [-1, -1]
      guard pipe(&both) == 0 else {
        let number = errno
        for end in ends where end >= 0 { close(end) }
        return .failure(Failure(number: number))
      }
      ends.replaceSubrange(pair..<pair + 2, with: both)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let (identifier, number) = spawn(
      executable, arguments, standardInput: ends[0], standardOutput: ends[3])
    close(ends[0])
    close(ends[3])
    guard number == 0 else {
      close(ends[1])
      close(ends[2])
      return .failure(Failure(number: number))
    }
    // Neither end may block: a deadline would pass unseen.
    for end in [ends[1], ends[2]] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    return .success((identifier, ends[1], ends[2]))
  }

  /// The process and the system's error number, 0 for none.
  private static func spawn(
    _ executable: String, _ arguments: [String], standardInput: Int32, standardOutput: Int32
  ) -> (pid_t, Int32) {
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
    var words = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process = pid_t()
    let number = posix_spawn(&process, executable, &actions, &attributes, words, environ)
    return (process, number)
  }
}
