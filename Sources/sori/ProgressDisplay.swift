internal import CallAnalysis
@preconcurrency internal import Glibc

/// Shows on standard error how far a batch is: a bar on a terminal, else a line now and then.
struct ProgressDisplay {
  private enum Style { case bar, lines, none }

  private let style: Style
  private let isQuiet: Bool
  /// Inputs in all, or nil where only the end will tell.
  private let total: Int?
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var shownAt: ContinuousClock.Instant

  /// Ten pictures a second look steady; a log wants a line now and then.
  private static let barInterval = Duration.milliseconds(100)
  private static let lineInterval = Duration.seconds(10)
  private static let barWidth = 24

  init(total: Int?, isQuiet: Bool) {
    self.total = total
    self.isQuiet = isQuiet
    style = isQuiet ? .none : isatty(STDERR_FILENO) == 1 ? .bar : .lines
    start = clock.now
    shownAt = start
  }

  /// Prints a message between two pictures.
  func interject(_ message: String) {
    clearBar()
    report(message)
  }

  /// Shows the state unless it was shown just now.
  mutating func update(_ tally: BatchTally) {
    let interval = style == .bar ? Self.barInterval : Self.lineInterval
    guard style != .none, clock.now - shownAt >= interval else { return }
    shownAt = clock.now
    let line = ProgressText.line(tally, total: total, elapsed: clock.now - start)
    switch style {
    case .bar:
      let bar =
        total.map { ProgressText.bar(tally.total, of: $0, width: Self.barWidth) + " " } ?? ""
      // Back to the line's start, and away with what is longer than the new picture.
      fputs("\r\(bar)\(line)\u{1B}[K", stderr)
    case .lines: report(line)
    case .none: break
    }
  }

  /// Prints what the batch came to.
  func finish(_ tally: BatchTally, ending: BatchRunner.Ending, output: String) {
    clearBar()
    guard !isQuiet else { return }
    for line in ProgressText.summary(
      tally, elapsed: clock.now - start, ending: ending, output: output)
    {
      report(line)
    }
  }

  private func clearBar() {
    if style == .bar { fputs("\r\u{1B}[K", stderr) }
  }
}
