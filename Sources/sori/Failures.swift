internal import ArgumentParser
internal import CallAnalysis
internal import Logging

/// The program's exit codes beyond 0.
enum ExitCodes {
  /// Finished, and some inputs failed.
  static let someFailed = ExitCode(1)
  /// Nothing could be done: the inputs cannot be listed, the records not be written.
  static let nothingDone = ExitCode(2)
  /// Stopped by a signal; what is written is whole.
  static let interrupted = ExitCode(130)

  /// Prints what went wrong; returns the code that says so.
  static func reporting(
    _ error: AnalysisError, to log: ProgramLog = ProgramLog()
  ) -> ExitCode {
    log.say(error)
    switch error.code {
    case .usage: return .validationFailure
    case .unreadable, .unwritable: return nothingDone
    }
  }
}

/// Prints `message` to standard error, under the program's name, on one line.
func report(_ message: String) {
  ProgramLog().say(.error, "message", message)
}
