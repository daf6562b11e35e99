internal import Reporting
internal import SpokenText

/// What a worker measures with; the same on both sides of the pipe.
public struct WorkerSettings: Sendable {
  public var configuration: AnalysisConfiguration
  /// Without one, no agent is named in any record.
  public var pseudonym: AgentPseudonym?
  /// Reads the lines.
  public var lines: WorkerLines
  /// Whether records hold their events.
  public var includesEvents = false
  /// Where words come from, and what is looked for in them.
  public var words = WordSettings()
  /// Longest time for one input, more than 0; nil for any.
  public var timeout: Duration?

  public init(configuration: AnalysisConfiguration, lines: WorkerLines) {
    self.configuration = configuration
    self.lines = lines
  }

  func heading() throws(AnalysisError) -> RecordHeading {
    try RecordHeading(
      configuration: configuration, pseudonym: pseudonym, rules: words.rules?.canonicalText)
  }

  /// What a measuring process writes before anything else, without its end: that it is there, and which
  /// settings it has.
  func readyLine() throws(AnalysisError) -> [UInt8] {
    Array("ready \(try heading().configHash)".utf8)
  }
}

extension RecordHeading {
  /// The record of an input that bears its refusal.
  func refused(_ input: CallInput) -> CallRecord {
    guard let refusal = input.refusal else {
      preconditionFailure("RecordHeading: \(input.path) was not refused")
    }
    return record(of: input, refusal: refusal)
  }
}
