public import CallMetrics

/// How far the measurement of one input came.
public enum CallStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// Measured.
  case ok
  /// A readable recording of zero frames.
  case empty
  /// Not measured on purpose (consent absent, retention expired).
  case skipped
  /// Not measurable; `error` says why.
  case failed
}

/// Why an input was not measured.
public struct RecordError: Hashable, Sendable {
  /// Stable, lower case, `unsupported_codec`.
  public var code: String
  /// For people.
  public var message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// Everything one JSON line says of one input.
public struct CallRecord: Sendable {
  public var toolVersion: String
  public var configHash: String
  public var callID: String?
  public var inputPath: String
  public var inputSizeBytes: Int?
  /// Lower-case hexadecimal.
  public var inputSHA256: String?
  public var status: CallStatus
  public var error: RecordError?
  /// From the manifest, as given there.
  public var startedAt: String?
  public var direction: String?
  public var queue: String?
  /// HMAC-SHA-256 of the manifest's agent id under the operator's key, or nil.
  public var agentID: String?
  /// The networks that told the speakers apart, or nil.
  public var voiceModels: String?
  /// Nil unless `status` is `ok`.
  public var figures: CallFigures?

  public init(
    toolVersion: String, configHash: String, callID: String?, inputPath: String,
    status: CallStatus
  ) {
    self.toolVersion = toolVersion
    self.configHash = configHash
    self.callID = callID
    self.inputPath = inputPath
    self.status = status
  }

  /// The record as one line of JSON, without the line's end.
  ///
  /// The keys are the same whatever the status: objects are always objects, and whatever was not
  /// measured (numbers, names and arrays alike) is null. `events` is there only when asked for.
  public func jsonLine(includingEvents: Bool) -> String {
    let table = includingEvents ? RecordTables.recordWithEvents : RecordTables.record
    return JSONLineWriter.line(table.object(self))
  }

  /// What `schema` says.
  public static let schemaName = "sori.call"
  /// Semantic version of the record's keys and definitions: a figure more is a minor version, another
  /// meaning a major one.
  public static let schemaVersion = "1.2.0"
}
