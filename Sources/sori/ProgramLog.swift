internal import CallAnalysis
internal import Logging

/// What the program says on standard error.
///
/// Levels: `error` for what failed, `warning` for what the reader should look at, `notice` for progress and
/// summary, `info` for what text leaves out.
struct ProgramLog: Sendable {
  let format: LogFormat
  private let logger: Logger

  /// - Parameter isQuiet: Whether nothing but errors is said.
  init(_ format: LogFormat = .text, isQuiet: Bool = false) {
    self.format = format
    logger = Logger(label: "sori") { _ in
      LineLogHandler(
        format: format, logLevel: isQuiet ? .error : format == .json ? .info : .notice)
    }
  }

  /// Says one thing.
  ///
  /// - Parameters:
  ///   - event: What happened, in one word: programs look for it.
  ///   - path: The file concerned.
  ///   - fields: Numbers and words of this event, for programs.
  func say(
    _ level: Logger.Level, _ event: String, _ message: String, path: String? = nil,
    _ fields: Logger.Metadata = [:]
  ) {
    var metadata = fields
    metadata[LineLogHandler.eventKey] = .string(event)
    if let path { metadata[LineLogHandler.pathKey] = .string(path) }
    logger.log(level: level, "\(message)", metadata: metadata)
  }

  /// Says what ended the program.
  func say(_ error: AnalysisError) {
    say(
      .error, "stopped", error.message, path: error.path, ["code": .string(error.code.rawValue)])
  }
}
