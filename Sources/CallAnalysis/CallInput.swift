public import Reporting

/// One recording to measure, and what is known of it beforehand.
public struct CallInput: Hashable, Sendable {
  /// As given or listed: what records and messages show.
  public var path: String
  /// What to open.
  public var file: String
  /// Names what is written about this call alone: relative, without the last extension, never leading
  /// out of a folder. `2024/voip.mono`
  public var name: String
  /// What the manifest says.
  public var metadata: CallMetadata
  /// Set where the call must not or cannot be measured, so that its record says why.
  public var refusal: Refusal?

  public init(
    path: String, file: String? = nil, name: String? = nil,
    metadata: CallMetadata = CallMetadata(), refusal: Refusal? = nil
  ) {
    self.path = path
    self.file = file ?? path
    self.name = name ?? OutputName.ofFile(path)
    self.metadata = metadata
    self.refusal = refusal
  }
}

/// What a manifest says of one call, as given there; nil where it says nothing.
public struct CallMetadata: Hashable, Sendable {
  public var callID: String?
  public var startedAt: String?
  public var direction: String?
  public var queue: String?
  /// The agent's own identifier. Never written: records bear its pseudonym.
  public var agentID: String?
  /// On what ground the call was recorded.
  public var lawfulBasis: String?
  /// Last day on which it may be kept.
  public var expiresAt: String?
  /// File of its transcript: what to open.
  public var transcript: String?
  /// Which party speaks on which channel of this call.
  public var channels: ChannelRoles?
  /// Which party is which where the speakers share a channel.
  public var roles: AssumedRoles?

  public init() {}
}

/// Why an input is not measured.
public struct Refusal: Hashable, Sendable {
  /// `skipped` where that is on purpose, `failed` where it is not.
  public let status: CallStatus
  public let error: RecordError

  public init(_ status: CallStatus, code: String, _ message: String) {
    self.status = status
    self.error = RecordError(code: code, message: message)
  }
}
