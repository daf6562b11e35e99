internal import ArgumentParser

/// How messages look on standard error.
enum LogFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// `sori: path: message`
  case text
  /// One object of JSON a line.
  case json
}
