/// Says on standard error, now and then, how far a search is.
struct SweepProgress {
  private var shownAt = ContinuousClock.now

  /// A log wants a line now and then.
  private static let interval = Duration.seconds(10)

  /// Shows the state unless it was shown just now.
  mutating func update(_ recordings: Int, of total: Int, configurations: Int) {
    let now = ContinuousClock.now
    guard now - shownAt >= Self.interval else { return }
    shownAt = now
    report("\(recordings) of \(total) recordings, configurations of each: \(configurations)")
  }
}
