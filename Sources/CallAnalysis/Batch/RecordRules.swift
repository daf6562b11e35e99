internal import AudioIO
internal import CallMetrics
internal import Glibc
internal import Reporting
internal import SpeechTimeline

/// When a record of an earlier run may stand: when this run would write the same.
public struct RecordRules {
  private let heading: RecordHeading
  private let includesEvents: Bool
  private let retriesFailed: Bool
  private let verifiesContent: Bool
  /// Where each measured call must have its RTTM, or nil.
  let rttm: RTTMFolder?
  private let voices: VoiceModelShelf
  private let words: WordPass

  /// Codes of failures that lie in the list of inputs, not in a recording.
  private static let listFailures: Set<String> = [
    "manifest_invalid", "rttm_collision", "path_not_utf8", "path_too_long",
  ]

  /// - Parameters:
  ///   - analyzer: What this run measures with.
  ///   - includesEvents: Whether its records bear events.
  ///   - retriesFailed: Whether calls that failed are measured again.
  ///   - verifiesContent: Whether every recording is read and its digest compared; else its size is.
  ///   - rttm: Where each measured call must have its RTTM, or nil.
  public init(
    analyzer: CallAnalyzer, includesEvents: Bool, retriesFailed: Bool = false,
    verifiesContent: Bool = false, rttm: RTTMFolder? = nil
  ) {
    heading = analyzer.heading
    voices = analyzer.voiceModels
    words = analyzer.words
    self.includesEvents = includesEvents
    self.retriesFailed = retriesFailed
    self.verifiesContent = verifiesContent
    self.rttm = rttm
  }

  /// Whether `recorded` is what this run would write of `input`.
  ///
  /// - Parameter isRetried: whether a failure has had its second chance already.
  func stands(_ recorded: RecordedCall, of input: CallInput, isRetried: Bool = false) -> Bool {
    guard recorded.input.path.utf8.elementsEqual(input.path.utf8) else { return false }
    if input.refusal == nil, recorded.status == .ok || recorded.status == .empty,
      FileFacts(input.file) == nil, errno == ENOENT
    {
      return true
    }
    guard hasSameHead(recorded, input) else { return false }
    if let refusal = input.refusal {
      return recorded.status == refusal.status && recorded.error.code == refusal.error.code
        && recorded.error.message == refusal.error.message
    }
    switch recorded.status {
    case .skipped: return false
    case .failed:
      let code = recorded.error.code ?? ""
      return (isRetried || !retriesFailed) && !Self.listFailures.contains(code)
    case .ok, .empty:
      return hasVoicesAsNow(recorded) && hasWordsAsNow(recorded, input)
        && hasSameContent(recorded, input) && hasRTTM(recorded, input)
    }
  }

  private func hasSameHead(_ recorded: RecordedCall, _ input: CallInput) -> Bool {
    let expected = heading.record(of: input, status: recorded.status)
    let metadata = input.metadata
    return recorded.schemaVersion == CallRecord.schemaVersion
      && recorded.toolVersion == expected.toolVersion
      && recorded.configHash == expected.configHash && (recorded.events != nil) == includesEvents
      && Self.agree(
        recorded.callId, metadata.callID ?? recorded.input.sha256.map { String($0.prefix(16)) })
      && Self.agree(recorded.startedAt, metadata.startedAt)
      && Self.agree(recorded.direction, metadata.direction)
      && Self.agree(recorded.queue, metadata.queue)
      && Self.agree(recorded.agentId, expected.agentID)
  }

  /// Models that are gone do not make a record worse; other ones, or the first, would make another.
  private func hasVoicesAsNow(_ recorded: RecordedCall) -> Bool {
    guard recorded.voiceModels != nil || recorded.lacksVoices,
      case .success(let models) = voices.models
    else { return true }
    return recorded.voiceModels == models.names
  }

  /// Whether it was joined with the same transcript, and says the same of the call's privacy.
  private func hasWordsAsNow(_ recorded: RecordedCall, _ input: CallInput) -> Bool {
    guard recorded.status == .ok else { return true }
    guard Self.agree(recorded.privacy?.lawfulBasis, input.metadata.lawfulBasis),
      Self.agree(recorded.privacy?.expiresAt, input.metadata.expiresAt)
    else { return false }
    let map = words.masked(in: input, sha256: recorded.input.sha256 ?? "")
    guard recorded.privacy?.textMasked == map?.textApplied,
      recorded.privacy?.audioMaskedS.map({ Int(($0 * 1000).rounded()) }) == map?.masked.duration
    else { return false }
    let before = recorded.transcript
    let hasSameAnalyzer = before?.error != nil || before?.textAnalyzer == words.analyzerName
    switch words.source(for: input) {
    case .nothing: return before?.source == nil
    case .file(let found):
      return before?.source == TranscriptSource.file.rawValue && hasSameAnalyzer
        && isSame(found, before)
    case .recognition(.missing):
      return before?.source == TranscriptSource.recognition.rawValue
    case .recognition(.by(let recognisers)):
      return before?.source == TranscriptSource.recognition.rawValue && hasSameAnalyzer
        && before?.recognizer == recognisers.name && (before?.error == nil || !retriesFailed)
    }
  }

  private func isSame(_ found: TranscriptShelf.Found, _ before: RecordedCall.Words?) -> Bool {
    switch found {
    case .missing: return before?.error == "transcript_missing"
    case .ambiguous: return before?.error == "transcript_ambiguous"
    case .file(let path):
      guard let facts = FileFacts(path), facts.byteCount == before?.sizeBytes else { return false }
      return !verifiesContent || TranscriptFile.digest(ofFile: path) == before?.sha256
    }
  }

  /// Byte for byte: strings that look the same are the same to Swift.
  private static func agree(_ one: String?, _ other: String?) -> Bool {
    one.map { Array($0.utf8) } == other.map { Array($0.utf8) }
  }

  private func hasSameContent(_ recorded: RecordedCall, _ input: CallInput) -> Bool {
    guard let facts = FileFacts(input.file) else { return true }
    guard facts.byteCount == recorded.input.sizeBytes else { return false }
    guard verifiesContent else { return true }
    return (try? contentDigest(ofFile: input.file)) == recorded.input.sha256
  }

  private func hasRTTM(_ recorded: RecordedCall, _ input: CallInput) -> Bool {
    guard let rttm, recorded.status == .ok else { return true }
    return rttm.holds(input)
  }
}
