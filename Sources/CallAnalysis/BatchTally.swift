internal import CallMetrics
public import Reporting
internal import SpeechTimeline

/// What a batch came to so far.
public struct BatchTally: Hashable, Sendable {
  private var counts: [CallStatus: Int] = [:]
  /// Milliseconds of audio read.
  public private(set) var audioDuration = 0
  /// Bytes of the files read to their end.
  public private(set) var inputBytes = 0
  /// How long calls took; those that were not tried are left out.
  public private(set) var processing = ProcessingHistogram()
  private var unmeasured = UnmeasuredKinds()

  /// Milliseconds from first to last speech, of all calls together.
  public private(set) var speechSpan = 0
  /// Milliseconds of that in which nobody spoke.
  public private(set) var mutualSilence = 0
  /// Milliseconds of talk of the parties told apart.
  public private(set) var talk = 0
  /// Milliseconds of that which were the agents'.
  public private(set) var agentTalk = 0
  /// Calls on one channel whose speakers were not told apart, for want of models.
  public private(set) var untoldCount = 0
  /// Inputs whose record an earlier run had written.
  public private(set) var keptCount = 0

  public init() {}

  /// Inputs delivered.
  public var total: Int { counts.values.reduce(0, +) }

  /// Inputs that ended with `status`.
  public func count(of status: CallStatus) -> Int { counts[status] ?? 0 }

  /// Why inputs were not measured: failures first, then the most frequent.
  public var unmeasuredKinds: [UnmeasuredKind] { unmeasured.sorted }

  /// Takes one call in.
  public mutating func add(_ call: AnalyzedCall) {
    counts[call.record.status, default: 0] += 1
    audioDuration += call.audioDuration
    inputBytes += call.record.inputSizeBytes ?? 0
    if let time = call.processingTime { processing.add(time) }
    if let error = call.record.error {
      unmeasured.add(call.record.status, code: error.code, path: call.record.inputPath)
    }
    guard let figures = call.record.figures else { return }
    if figures.reliability.reasons.contains(.modelsMissing) { untoldCount += 1 }
    if let span = figures.activity.speechSpan, let silence = figures.activity.mutualSilence {
      speechSpan += span
      mutualSilence += silence
    }
    for party in figures.speakers where party.speaker.role != nil {
      talk += party.activity.talk ?? 0
      if party.speaker.role == .agent { agentTalk += party.activity.talk ?? 0 }
    }
  }

  /// Takes another batch's in.
  mutating func add(_ other: BatchTally) {
    counts.merge(other.counts, uniquingKeysWith: +)
    audioDuration += other.audioDuration
    inputBytes += other.inputBytes
    processing.add(other.processing)
    unmeasured.add(other.unmeasured)
    speechSpan += other.speechSpan
    mutualSilence += other.mutualSilence
    talk += other.talk
    agentTalk += other.agentTalk
    untoldCount += other.untoldCount
    keptCount += other.keptCount
  }

  /// Takes a call in that an earlier run measured.
  mutating func add(_ kept: KeptRecord) {
    counts[kept.call.status, default: 0] += 1
    keptCount += 1
    if let code = kept.call.error.code {
      unmeasured.add(kept.call.status, code: code, path: kept.call.input.path)
    }
  }
}
