internal import Glibc

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
