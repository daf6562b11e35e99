internal import Crypto
internal import FoundationEssentials
internal import Reporting

/// Measures one call; never throws: a failure is a record.
public struct CallAnalyzer: Sendable {
  private let heading: RecordHeading

  /// - Throws: `AnalysisError` where the configuration is invalid.
  public init(
    configuration: AnalysisConfiguration, pseudonym: AgentPseudonym? = nil
  ) throws(AnalysisError) {
    try configuration.validate()
    heading = try RecordHeading(configuration: configuration, pseudonym: pseudonym)
  }

  /// The record of `input`, and its talkspurts where it was measured.
  public func analyze(_ input: CallInput) -> AnalyzedCall {
    if let refusal = input.refusal {
      return AnalyzedCall(record: heading.record(of: input, refusal: refusal))
    }
    guard let content = try? Data(contentsOf: URL(fileURLWithPath: input.file)) else {
      let refusal = Refusal(.failed, code: "not_found", "cannot be read")
      return AnalyzedCall(record: heading.record(of: input, refusal: refusal))
    }
    guard content.starts(with: Array("RIFF".utf8)) else {
      let refusal = Refusal(.failed, code: "not_audio", "not a recording")
      return AnalyzedCall(record: heading.record(of: input, refusal: refusal))
    }
    let sha256 = hexadecimal(SHA256.hash(data: content))
    let record = heading.record(
      of: input, status: .ok, sha256: sha256, sizeBytes: content.count)
    return AnalyzedCall(record: record, rttm: "", audioDuration: content.count / 16)
  }
}
