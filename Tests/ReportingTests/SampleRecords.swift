import CallMetrics
import Reporting
import SpeechTimeline

/// Records of every kind that there is.
enum SampleRecords {
  static func bare(_ status: CallStatus) -> CallRecord {
    var record = CallRecord(
      toolVersion: "0.1.0", configHash: "0123abcd", callID: nil, inputPath: "calls/1.wav",
      status: status)
    if status != .ok && status != .empty {
      record.error = RecordError(code: "unsupported_codec", message: "calls/1.wav: G.729")
    }
    return record
  }

  private static func spans(_ seconds: [(Double, Double)]) -> Timeline {
    Timeline(seconds.map { TimeSpan(Int($0.0 * 1000), Int($0.1 * 1000)) })
  }

  /// A conversation with a backchannel, an early answer, hold and a long silence.
  static let twoParties = Conversation(
    duration: 60_000, segmentation: .channel,
    speakers: [
      Speaker(label: "agent", role: .agent, channel: 1),
      Speaker(label: "customer", role: .customer, channel: 2),
    ],
    speech: [
      spans([(1.234, 6), (11.9, 14), (45, 50)]), spans([(3, 3.4), (6.5, 12.2), (49.8, 53)]),
    ])

  static let single = Conversation(
    duration: 60_000, segmentation: .single, speakers: [Speaker(label: "speech")],
    speech: [spans([(1, 6), (9, 12)])])

  static let threeTogether = Conversation(
    duration: 20_000, segmentation: .diarized,
    speakers: (1...3).map { Speaker(label: "speaker_\($0)") },
    speech: [spans([(0, 6)]), spans([(0, 6)]), spans([(4, 9)])])

  static let silent = Conversation(
    duration: 5_000, segmentation: .channel, speakers: twoParties.speakers,
    speech: [Timeline(), Timeline()])

  private static let privacy: PrivacyFacts = {
    var facts = PrivacyFacts()
    facts.lawfulBasis = "contract"
    facts.expiresAt = "2027-03-02"
    return facts
  }()

  /// Words where two people talk; a transcript that cannot be read where more do; else none.
  private static func words(of conversation: Conversation) -> CallWords? {
    guard conversation.speakers.count > 1 else { return nil }
    var words = CallWords(TranscriptOrigin(.file))
    words.origin.sizeBytes = 4096
    guard conversation == twoParties else {
      words.origin.failure = "transcript_malformed"
      return words
    }
    words.origin.format = "webvtt"
    words.origin.sha256 = String(repeating: "ef", count: 32)
    words.origin.language = "ko"
    var checks = TranscriptChecks()
    checks.wordCount = 50
    checks.outsideCount = 2
    checks.speechDuration = 20_000
    checks.wordlessDuration = 1000
    checks.offset = -120
    words.checks = checks
    var agent = SpeakerTextFindings()
    agent.wordCount = 30
    agent.syllableCount = 90
    agent.questionCount = 3
    agent.fillerCount = 1
    let notice = ScriptFinding(
      sentence: "notice", purpose: .recordingNotice, verdict: .said, similarity: 0.91,
      span: TimeSpan(1300, 4000))
    let closing = ScriptFinding(
      sentence: "closing", purpose: .closing, verdict: .missing, similarity: 0.3, span: nil)
    words.text = TextFindings(
      speakers: [agent, SpeakerTextFindings()],
      keywordHits: [KeywordHit(rule: "refund", speaker: 1, span: TimeSpan(7000, 7400))],
      script: [notice, closing])
    words.ruleNames = ["cancel", "refund"]
    words.personalData = [
      PersonalDataFinding(
        type: .mobilePhone, speaker: 1, span: TimeSpan(8000, 10_000), confidence: 0.95)
    ]
    words.spokenDigitCount = 11
    words.analyzer = "rules"
    return words
  }

  static func figures(_ conversation: Conversation) -> CallFigures {
    measureCall(
      conversation,
      recording: RecordingFacts(
        duration: conversation.duration, sampleRateHz: 8000, channelCount: 2, codec: "mu_law",
        bitDepth: 8, headerStatus: .truncated, declaredDuration: conversation.duration + 1500,
        layout: .stereoSplit),
      levels: [
        ChannelLevels(
          channel: 1, activeLevelDBFS: -21.456, noiseFloorDBFS: -66.6, loudnessLUFS: -23,
          clippingRatio: 0.00012, dropoutCount: 2, digitalSilence: 1400, bandwidthHz: 3400.25,
          crosstalkDB: -28.5, crosstalkLag: 80),
        ChannelLevels(channel: 2),
      ],
      tones: [
        ToneEvent(kind: .music, channel: 1, span: TimeSpan(20_000, 40_000)),
        ToneEvent(kind: .dtmf, channel: 2, span: TimeSpan(200, 300)),
      ],
      trust: Trust(reasons: [.crosstalk]), words: words(of: conversation), privacy: privacy,
      configuration: MetricsConfiguration())
  }

  static func measured(_ conversation: Conversation) -> CallRecord {
    var record = bare(.ok)
    record.callID = "call-17"
    record.inputSizeBytes = 960_058
    record.inputSHA256 = String(repeating: "ab", count: 32)
    record.startedAt = "2026-03-02T09:00:00+09:00"
    record.direction = "inbound"
    record.queue = "billing"
    record.agentID = String(repeating: "cd", count: 32)
    record.figures = figures(conversation)
    return record
  }

  static let all: [CallRecord] =
    CallStatus.allCases.filter { $0 != .ok }.map(bare)
    + [twoParties, single, threeTogether, silent].map(measured)
}
