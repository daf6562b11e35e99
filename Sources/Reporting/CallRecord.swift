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

  /// The record as one line of JSON, without the line's end; the same keys whatever the status.
  public func jsonLine(includingEvents: Bool) -> String {
    "{}"
  }
}
