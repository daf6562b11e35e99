/// The thresholds of every figure. Times in seconds, as people write them; measured in whole
/// milliseconds.
public struct MetricsConfiguration: Hashable, Sendable, Codable {
  /// Gaps in one speaker's speech shorter than this are bridged; 0–2 s, larger = fewer talkspurts.
  /// 0.30 s: longer than the closures of plosives, shorter than a pause one hears as one.
  public var bridgeSeconds = 0.30
  /// Talkspurts shorter than this are dropped, after bridging; 0–1 s.
  public var dropSeconds = 0.12
  /// The longest backchannel; 0–5 s, larger = more backchannels and fewer turns.
  public var backchannelSeconds = 1.0
  /// How far a backchannel may stand out of the other's talkspurt at either edge; 0–1 s.
  public var backchannelToleranceSeconds = 0.1
  /// The longest own pause that does not end a turn; 0–30 s, larger = fewer, longer turns.
  public var turnJoinSeconds = 3.0

  /// The longest overlap that is a transition; 0–5 s.
  public var transitionSeconds = 0.5
  /// How long the earlier speaker's turn has been under way, at least, when a floor take begins;
  /// 0–5 s.
  public var floorTakeOnsetSeconds = 0.5
  /// How soon after the start of a floor take the earlier speaker stops, at the latest, where not at
  /// the end of the overlap; 0–10 s.
  public var floorTakeYieldSeconds = 1.0
  /// How long the later speaker goes on after the earlier one stopped, at least, in a floor take;
  /// 0–10 s.
  public var floorTakeHoldSeconds = 1.0
  /// Overlaps longer than this are overtalk, unless a class before it fits; 0–10 s.
  public var overtalkSeconds = 1.0
  /// Thresholds of the overlap ladder, ascending.
  public var overlapLadderSeconds = [0.2, 0.5, 0.8, 1, 2, 3]

  /// Thresholds of the silence ladder, ascending.
  public var silenceLadderSeconds: [Double] = [2, 3, 5, 10, 15, 30]
  /// The shortest silence that is dead air; 1–600 s.
  public var deadAirSeconds = 10.0
  /// Silences longer than this count as non-talk time; 0–600 s. 3 s: as Amazon Contact Lens counts.
  public var nonTalkSilenceSeconds = 3.0

  /// The shortest music or comfort tone that is hold; 0–600 s.
  public var holdSeconds = 5.0
  /// Gaps in music or comfort tone shorter than this do not end it; 0–30 s. A comfort tone repeats,
  /// and music has rests.
  public var holdBridgeSeconds = 1.0

  /// Below this signal-to-noise ratio a channel is `low_snr`; 0–60 dB.
  public var lowSNRThresholdDB = 15.0
  /// Above this clipping ratio a channel is `clipped`; 0–1.
  public var clippingThreshold = 0.001

  /// Above this share of words outside speech a transcript is doubtful; 0–1.
  public var wordsOutsideSpeechThreshold = 0.05
  /// Below this agreement of a transcript's names with who is heard it is doubtful; 0–1. 0.8: names of another
  /// call agree by chance in some 0.5 to 0.7, those of the call itself in 0.95 and more.
  public var labelAgreementThreshold = 0.8
  /// The largest offset and the largest drift of a transcript's times that leave it beyond doubt; 0–10 s.
  /// 0.5 s: more than any recogniser's words are off by.
  public var transcriptOffsetSeconds = 0.5

  public init() {}

  /// The names of the fields, in code and in configuration files alike.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case bridgeSeconds, dropSeconds, backchannelSeconds, backchannelToleranceSeconds
    case turnJoinSeconds, transitionSeconds, floorTakeOnsetSeconds, floorTakeYieldSeconds
    case floorTakeHoldSeconds, overtalkSeconds, overlapLadderSeconds, silenceLadderSeconds
    case deadAirSeconds, nonTalkSilenceSeconds, holdSeconds, holdBridgeSeconds
    case lowSNRThresholdDB, clippingThreshold, wordsOutsideSpeechThreshold, labelAgreementThreshold,
      transcriptOffsetSeconds
  }
}
