/// How an inspected call is broken into rows and pages.
public struct PictureOptions: Hashable, Sendable {
  /// Time a row, seconds, 0.1–3600; nil shows up to 45 s on one row, and longer calls 30 s a row: then a
  /// pixel is 24 ms, and a wrong edge of 0.1 s is seen.
  public var rowSeconds: Double?
  /// Rows on a page, 1–50; more rows go onto further pages.
  public var rowsPerPage = 8
  /// Pages at most, 1–100; what comes after is not drawn.
  public var mostPages = 20
  /// Pixels across, 400–8000.
  public var width = 1400

  public init() {}

  /// Longest time that one row shows unasked, and time a row beyond it, milliseconds.
  static let singleRow = 45_000
  static let wrappedRow = 30_000

  /// Milliseconds a row for a picture of `duration` milliseconds.
  func row(duration: Int) -> Int {
    if let rowSeconds { return max(1, Int((rowSeconds * 1000).rounded())) }
    return duration <= Self.singleRow ? max(1, duration) : Self.wrappedRow
  }
}
