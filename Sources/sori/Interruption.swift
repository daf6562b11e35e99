internal import Glibc
internal import Synchronization

/// Notices that somebody wants the program to stop (SIGINT, SIGTERM, a terminal that was closed).
enum Interruption {
  /// Set by the signal handler: a lock-free atomic is all that one may touch.
  private static let isRequestedFlag = Atomic<Bool>(false)

  /// Whether the program was asked to stop.
  static var isRequested: Bool { isRequestedFlag.load(ordering: .relaxed) }

  /// From here on the first signal asks for an orderly end and the second ends the program at once. A
  /// reader that goes away, or a file that may not grow further, shows as a failed write, not as a signal.
  static func listen() {
    // The flag exists before a handler may touch it: statics are made at first use, under a lock.
    _ = isRequested
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // `nohup` has it ignored, and so it stays.
      if number == SIGHUP, isIgnored(number) { continue }
      signal(number) { _ in
        // 130 is the shell's code for a program that SIGINT ended.
        if Interruption.isRequestedFlag.exchange(true, ordering: .relaxed) { _exit(130) }
      }
    }
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
