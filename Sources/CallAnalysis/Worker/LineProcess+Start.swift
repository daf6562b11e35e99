internal import Glibc

extension LineProcess {
  /// Both ends of a new pipe, closed in programs that this one starts.
  static func pipe() throws(AnalysisError) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw AnalysisError(.unreadable, path: "pipe", systemMessage(errno))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Starts `executable` in a process group of its own; returns the system's error number, 0 for none.
  static func spawn(
    _ process: inout pid_t, _ executable: String, _ arguments: [String], standardInput: Int32,
    standardOutput: Int32
  ) -> Int32 {
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
    return posix_spawn(&process, executable, &actions, &attributes, words, environ)
  }
}

/// How a process ended.
enum ProcessEnding: Hashable {
  case exited(code: Int32)
  case killed(signal: Int32)

  /// - Parameter status: As waitpid(2) gives it.
  init(status: Int32) {
    // wait.h: the low seven bits are the signal, 0 for none; the code lies eight bits higher.
    let signal = status & 0x7F
    self = signal == 0 ? .exited(code: (status >> 8) & 0xFF) : .killed(signal: signal)
  }
}

extension ProcessEnding: CustomStringConvertible {
  /// `signal 11 (Segmentation fault)`, `exit code 3`
  var description: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .killed(let signal):
      // strsignal(3) gives text that lasts until the next call at least.
      strsignal(signal).map { "signal \(signal) (\(String(cString: $0)))" } ?? "signal \(signal)"
    }
  }
}
