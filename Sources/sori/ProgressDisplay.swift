internal import CallAnalysis
@preconcurrency internal import Glibc
internal import Logging

/// Shows on standard error how far a batch is: a bar on a terminal, else a line now and then.
struct ProgressDisplay {
  private enum Style { case bar, lines, none }

  private let style: Style
  private let log: ProgramLog
  /// Time of the batch at which it was shown last.
  private var shownAt = Duration.zero

  /// Ten pictures a second look steady; a log wants a line now and then.
  private static let barInterval = Duration.milliseconds(100)
  private static let lineInterval = Duration.seconds(10)
  private static let barWidth = 24

  init(log: ProgramLog, isQuiet: Bool) {
    self.log = log
    let drawsBar = log.format == .text && isatty(STDERR_FILENO) == 1
    style = isQuiet ? .none : drawsBar ? .bar : .lines
  }

  /// Whether the state was not shown just now.
  func isDue(at elapsed: Duration) -> Bool {
    style != .none && elapsed - shownAt >= (style == .bar ? Self.barInterval : Self.lineInterval)
  }

  /// Shows the state.
  mutating func show(_ state: BatchStatistics) {
    shownAt = state.elapsed
    let line = ProgressText.line(state)
    switch style {
    case .bar:
      let bar = state.shareDone.map { ProgressText.bar($0, width: Self.barWidth) + " " } ?? ""
      // Back to the line's start, and away with what is longer than the new picture.
      fputs("\r\(bar)\(line)\u{1B}[K", stderr)
    case .lines: log.say(.notice, "progress", line, state.fields)
    case .none: break
    }
  }

  /// Makes room for a message.
  func clear() {
    if style == .bar { fputs("\r\u{1B}[K", stderr) }
  }
}
