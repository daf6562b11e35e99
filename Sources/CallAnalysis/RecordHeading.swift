public import Reporting

/// This program's version, semantic.
public let soriVersion = "0.1.0"

/// What a run puts at the head of every record, and the rules for what an input brings along.
public struct RecordHeading: Sendable {
  let configHash: String
  private let pseudonym: AgentPseudonym?

  /// - Parameters:
  ///   - pseudonym: Without one, no agent is named in any record.
  ///   - rules: What the user's rules are, where there are any: they alter figures as settings do.
  /// - Throws: `AnalysisError` where the configuration has no JSON form.
  public init(
    configuration: AnalysisConfiguration, pseudonym: AgentPseudonym? = nil, rules: String? = nil
  ) throws(AnalysisError) {
    if let rules {
      configHash = try ConfigurationDocument.hash(
        of: RuledConfiguration(configuration: configuration, rules: rules))
    } else {
      configHash = try configuration.hash()
    }
    self.pseudonym = pseudonym
  }

  /// A record of `input` with its envelope filled and nothing measured.
  ///
  /// - Parameter sha256: Of the input's content, hexadecimal; nil where it was not read. Without an
  ///   identifier in the manifest, its first 16 digits are the call's.
  public func record(
    of input: CallInput, status: CallStatus, sha256: String? = nil, sizeBytes: Int? = nil
  ) -> CallRecord {
    let metadata = input.metadata
    var record = CallRecord(
      toolVersion: soriVersion, configHash: configHash,
      callID: metadata.callID ?? sha256.map { String($0.prefix(16)) }, inputPath: input.path,
      status: status)
    record.inputSHA256 = sha256
    record.inputSizeBytes = sizeBytes
    record.startedAt = metadata.startedAt
    record.direction = metadata.direction
    record.queue = metadata.queue
    record.agentID = metadata.agentID.flatMap { identifier in pseudonym?(identifier) }
    return record
  }

  /// The record of an input that is not measured.
  public func record(of input: CallInput, refusal: Refusal) -> CallRecord {
    var record = record(of: input, status: refusal.status)
    record.error = refusal.error
    return record
  }
}

/// Everything that alters figures, where the user has rules.
private struct RuledConfiguration: Encodable {
  let configuration: AnalysisConfiguration
  let rules: String
}
