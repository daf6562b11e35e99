internal import Glibc

/// Leaves a mark in the run's journal when the program crashes, so that the next run can tell a recording that
/// brings it down from a machine that lost its power.
enum CrashMark {
  /// What a program dies of by its own doing: bad access, trap, abort.
  private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS]
  /// Where the mark goes; -1 for nowhere. Set before any handler is, and not changed after.
  nonisolated(unsafe) private static var descriptor: Int32 = -1
  /// Room for the handler where the thread's own stack has run over: `printf`'s worth and much to spare.
  private static let stackBytes = 1 << 16

  /// From here on a crash writes `! SIGNAL` and a line's end to `descriptor`, then takes its course.
  static func listen(_ descriptor: Int32) {
    self.descriptor = descriptor
    for number in signals {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in CrashMark.leave(number) }
      // Once, on the stack kept for it; the signal that follows has its usual effect.
      action.sa_flags = Int32(bitPattern: UInt32(SA_ONSTACK) | UInt32(SA_RESETHAND)) | SA_NODEFER
      sigaction(number, &action, nil)
    }
  }

  /// Gives this thread a stack to crash on. To be called on every thread that measures; does nothing the
  /// second time.
  static func prepareThread() {
    var current = stack_t()
    guard sigaltstack(nil, &current) == 0, current.ss_flags & Int32(SS_DISABLE) != 0
    else { return }
    var stack = stack_t()
    // Lives as long as the thread, which is as long as the program.
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stackBytes, alignment: 16)
    stack.ss_size = stackBytes
    sigaltstack(&stack, nil)
  }

  /// Only what a signal's handler may do: one write, no memory taken.
  private static func leave(_ number: Int32) {
    let tens = UInt8(truncatingIfNeeded: number / 10 % 10)
    let ones = UInt8(truncatingIfNeeded: number % 10)
    let zero = UInt8(ascii: "0")
    let mark = (UInt8(ascii: "!"), UInt8(ascii: " "), zero + tens, zero + ones, UInt8(ascii: "\n"))
    _ = withUnsafeBytes(of: mark) { write(descriptor, $0.baseAddress, $0.count) }
    raise(number)
  }
}
