internal import Reporting

/// A source whose inputs have each an RTTM file of their own: of two that would share one, the later
/// is refused, in the order of the inputs and so whatever runs first.
public struct RTTMClaims<Source: InputSource>: InputSource {
  private var source: Source
  private var taken: Set<String> = []

  public init(_ source: Source) {
    self.source = source
  }

  public mutating func next(waiting: Bool) throws(AnalysisError) -> NextInput {
    let next = try source.next(waiting: waiting)
    guard case .input(var input) = next, input.refusal == nil else { return next }
    if !taken.insert(input.name).inserted {
      input.refusal = Refusal(
        .failed, code: "rttm_collision", "another input is written to \(input.name).rttm")
    }
    return .input(input)
  }
}
