/// What a source of inputs has at the moment.
public enum NextInput: Sendable {
  case input(CallInput)
  /// More may come, but nothing is there yet (a pipe whose writer takes its time).
  case pending
  /// No more will come.
  case end
}

/// Inputs one after another, never all at once.
public protocol InputSource {
  /// The next input, in the order that records are written.
  ///
  /// - Parameter waiting: Whether to wait, for a moment at most, where nothing is there yet; without
  ///   it the call returns at once.
  /// - Throws: `AnalysisError` where the list of inputs cannot be read on.
  mutating func next(waiting: Bool) throws(AnalysisError) -> NextInput
}

/// Inputs already at hand.
public struct ListedInputs: InputSource {
  private var remaining: ArraySlice<CallInput>

  public init(_ inputs: [CallInput]) {
    remaining = inputs[...]
  }

  public mutating func next(waiting: Bool) -> NextInput {
    remaining.popFirst().map(NextInput.input) ?? .end
  }
}
