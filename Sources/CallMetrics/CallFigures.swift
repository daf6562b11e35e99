public import SpeechTimeline

/// Every figure of one call, group by group, as the record writes them.
///
/// Times are whole milliseconds. Nil means *not measurable*; zero always means that zero was counted.
public struct CallFigures: Hashable, Sendable {
  /// How far to trust the rest.
  public var reliability: Reliability
  /// The file itself.
  public var recording: RecordingFigures
  /// Levels and defects, one entry per measured channel.
  public var channels: [ChannelFigures]
  /// The figures of each party, parallel to the conversation's speakers. Where speakers were not told
  /// apart: one entry, `speech`, whose figures are all nil.
  public var speakers: [SpeakerFigures]
  /// Talk and silence of the whole call.
  public var activity: ActivityFigures
  /// Turn-taking of the whole call.
  public var turns: TurnFigures
  /// Two and more speakers at once.
  public var overlap: OverlapFigures
  /// Nobody speaks.
  public var silence: SilenceFigures
  /// What is heard that is not speech.
  public var tones: ToneFigures
  /// What its words tell.
  public var transcript: TranscriptFigures
  /// Personal data in it, consent, masking.
  public var privacy: PrivacyFigures
  /// When all of it happened.
  public var events: CallEvents
}

/// The figures of one party, group by group.
public struct SpeakerFigures: Hashable, Sendable {
  /// Who.
  public var speaker: Speaker
  /// Talk and listening.
  public var activity = SpeakerActivity()
  /// Turn-taking.
  public var turns = SpeakerTurnFigures()
  /// Talk at the same time as another's.
  public var overlap = SpeakerOverlap()
  /// What own words tell.
  public var words = SpeakerWords()
  /// Silence in which this speaker was the last to have spoken, milliseconds; nil where the call has
  /// no silence figures. Whose silence it is cannot be heard: this is order, not blame.
  public var silenceAfter: Int?

  public init(speaker: Speaker) {
    self.speaker = speaker
  }
}

/// How many and how long in all, at or above a threshold: one rung of a ladder.
public struct LadderRung: Hashable, Sendable {
  /// Milliseconds; the rung counts what is at least this long.
  public var threshold: Int
  /// How many.
  public var count: Int
  /// Their whole length, milliseconds (not only what exceeds the threshold).
  public var total: Int

  public init(threshold: Int, count: Int, total: Int) {
    self.threshold = threshold
    self.count = count
    self.total = total
  }
}

/// A number of stretches and their length in all.
public struct Tally: Hashable, Sendable {
  /// How many.
  public var count = 0
  /// Milliseconds in all.
  public var total = 0

  public init() {}

  /// Counts one more stretch.
  mutating func add(_ span: TimeSpan) {
    count += 1
    total += span.duration
  }
}

/// The stretches behind the figures, in order of time.
public struct CallEvents: Hashable, Sendable {
  /// Talkspurts of all speakers.
  public var talkspurts: [Talkspurt] = []
  /// Turns; nil where speakers were not told apart.
  public var turns: [Turn]?
  /// Overlaps of two speakers; nil where speakers were not told apart.
  public var overlaps: [Overlap]?
  /// Silences as `silence_s` counts them: hold and masked time left out; nil without speech.
  public var silences: [Silence]?
  /// Stretches on hold.
  public var holds: [TimeSpan] = []
  /// What was recognised as a tone or as music. Which key a DTMF tone stands for is never kept.
  public var tones: [ToneEvent] = []
  /// Where rules of the user's were met; nil without a transcript.
  public var keywords: [KeywordHit]?
  /// What became of each sentence of the script; nil without a transcript.
  public var script: [ScriptFinding]?
  /// Where personal data is said; nil without a transcript.
  public var personalData: [PersonalDataFinding]?

  public init() {}
}
