/// When the time that one recording may take is over.
public struct ReadingDeadline: Sendable {
  /// As it was given, for messages.
  public let allowed: Duration
  /// When it is over.
  public let end: ContinuousClock.Instant

  /// Begins now.
  public init(_ allowed: Duration) {
    self.allowed = allowed
    end = .now + allowed
  }

  /// Whether the time is over.
  public var isPast: Bool { .now >= end }

  /// What is said of the recording at `path` once it is.
  public func failure(path: String) -> AudioError {
    AudioError(.timedOut, path: path, "not measured within \(allowed)")
  }
}

/// SHA-256 of the whole file at `path`, 64 lower-case hexadecimal digits.
///
/// Throws what opening and reading a recording may throw; whether it is one is not looked at.
public func contentDigest(ofFile path: String) throws(AudioError) -> String {
  try HashedFile(path: path).digest()
}
