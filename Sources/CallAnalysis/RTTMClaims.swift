internal import Crypto
internal import FoundationEssentials
internal import Reporting

/// A source whose inputs have each an RTTM file of their own: of two that would share one, the later
/// is refused, in the order of the inputs and so whatever runs first.
public struct RTTMClaims<Source: InputSource>: InputSource {
  private var source: Source
  /// The first 128 bits of each name's SHA-256: a third of the memory of the names, and two of a
  /// billion agree by chance once in 10^20 runs.
  private var taken: Set<UInt128> = []

  public init(_ source: Source) {
    self.source = source
  }

  public mutating func next(waiting: Bool) throws(AnalysisError) -> NextInput {
    let next = try source.next(waiting: waiting)
    guard case .input(var input) = next, input.refusal == nil else { return next }
    if !taken.insert(Self.digest(of: input.name)).inserted {
      input.refusal = Refusal(
        .failed, code: "rttm_collision", "another input is written to \(input.name).rttm")
    }
    return .input(input)
  }

  private static func digest(of name: String) -> UInt128 {
    SHA256.hash(data: Data(name.utf8)).prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
  }
}
