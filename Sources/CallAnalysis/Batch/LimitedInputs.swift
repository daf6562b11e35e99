/// The first inputs of a source, and no more of it.
public struct LimitedInputs<Source: InputSource>: InputSource {
  private var source: Source
  /// How many may still come; nil for all.
  private var remaining: Int?

  /// - Parameter limit: 0 or more; nil for all of `source`.
  public init(_ source: Source, limit: Int?) {
    precondition(limit ?? 0 >= 0, "LimitedInputs: a limit of \(limit ?? 0)")
    self.source = source
    remaining = limit
  }

  public mutating func next(waiting: Bool) throws(AnalysisError) -> NextInput {
    guard remaining != 0 else { return .end }
    let next = try source.next(waiting: waiting)
    if case .input = next { remaining? -= 1 }
    return next
  }
}
