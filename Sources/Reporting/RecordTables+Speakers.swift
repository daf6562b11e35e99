internal import CallMetrics
internal import SpeechTimeline

private let notTold = "`single`"
private let notToldOrNoSpeech = "`single`, `no_speech`"
private let notToldOrNoTurns = "`single`, or the speaker has no turns"
private let withoutReplies = "`single`, or the speaker has no replies"

extension RecordTables {
  static let speaker = RecordTable<SpeakerFigures>.present(
    identity + speakerActivity + speakerTurns + speakerOverlap + speakerWords)

  private static let identity: [Column<SpeakerFigures>] = [
    .string(
      "label",
      "`agent`, `customer`, `speaker_1` …; `speech` where speakers were not told apart. The name in events, `channels` and RTTM."
    ) { $0.speaker.label },
    .choice("role", "`agent` or `customer`.", null: "not known") { $0.speaker.role },
    .choice(
      "role_source",
      "How that is known: `channel` from the channel, `assumed` by a rule given for the run or the call.",
      null: "no role"
    ) { $0.speaker.roleSource },
    .integer(
      "channel", "Channel of the recording that is this speaker's alone.", minimum: 1,
      null: "there is none"
    ) { $0.speaker.channel },
  ]

  private static let speakerActivity: [Column<SpeakerFigures>] = [
    .seconds("talk_s", "Sum of own talkspurts.", null: notTold) { $0.activity.talk },
    .ratio(
      "talk_share_ratio", "Own `talk_s` ÷ sum of all speakers' `talk_s`.", null: notToldOrNoSpeech
    ) { $0.activity.talkShareRatio },
    .ratio(
      "talk_of_call_ratio", "Own `talk_s` ÷ `recording.duration_s`.", null: notToldOrNoSpeech
    ) { $0.activity.talkOfCallRatio },
    .seconds(
      "single_talk_s", "This one talks and no other; `single_talk_s` + `overlap_s` = `talk_s`.",
      null: notTold
    ) { $0.activity.singleTalk },
    .seconds("listen_s", "Another talks and this one does not.", null: notTold) {
      $0.activity.listen
    },
    .integer("talkspurt_count", "Own talkspurts.", null: notTold) { $0.activity.talkspurtCount },
    .seconds("talkspurt_mean_s", "Their mean length.", null: "`single`, or there are none") {
      $0.activity.talkspurtMean
    },
    .seconds(
      "pause_mean_s", "Mean of the pauses inside own turns.", null: "`single`, or there are none"
    ) { $0.activity.pauseMean },
  ]

  private static let speakerTurns: [Column<SpeakerFigures>] = [
    .integer("turn_count", "Own turns.", null: notTold) { $0.turns.turnCount },
    .seconds("turn_mean_s", "Their mean length, own pauses included.", null: notToldOrNoTurns) {
      $0.turns.turnMean
    },
    .seconds("turn_median_s", "Their median length.", null: notToldOrNoTurns) {
      $0.turns.turnMedian
    },
    .seconds("longest_monologue_s", "Length of the longest own turn.", null: notToldOrNoTurns) {
      $0.turns.longestMonologue
    },
    .seconds(
      "longest_monologue_start_s", "Its start; of several as long, the first.",
      null: notToldOrNoTurns
    ) { $0.turns.longestMonologueStart },
    .integer("reply_count", "Own replies.", null: "`single`, or fewer than two speakers talk") {
      $0.turns.replyCount
    },
    .seconds(
      "reply_gap_median_s", "Median of own reply gaps.", null: withoutReplies, signed: true
    ) { $0.turns.replyGapMedian },
    .seconds(
      "reply_gap_p90_s", "90th percentile (nearest rank) of own reply gaps.",
      null: withoutReplies, signed: true
    ) { $0.turns.replyGapP90 },
    .integer(
      "overtalk_turn_count",
      "Own turns begun while another's turn was under way (begun before, ended after).",
      null: notTold
    ) { $0.turns.overtalkTurnCount },
    .ratio(
      "overtalk_turn_ratio", "`overtalk_turn_count` ÷ `turn_count`.", null: notToldOrNoTurns
    ) { $0.turns.overtalkTurnRatio },
    .integer(
      "inside_turn_count", "Own turns wholly inside a longer turn of another.", null: notTold
    ) { $0.turns.insideTurnCount },
    .integer("backchannel_count", "Own backchannels.", null: notTold) {
      $0.turns.backchannelCount
    },
    .perMinute(
      "backchannel_per_min", "Own `backchannel_count` ÷ minutes of span.", null: notToldOrNoSpeech
    ) { $0.turns.backchannelsPerMinute },
  ]

  private static let speakerOverlap: [Column<SpeakerFigures>] = [
    .seconds("overlap_s", "Own talk while another talks.", null: notTold) { $0.overlap.overlap },
    .ratio("overlap_ratio", "Own `overlap_s` ÷ `speech_span_s`.", null: notToldOrNoSpeech) {
      $0.overlap.overlapRatio
    },
    .object("overlap_by", "Overlaps this speaker made, by class.", tallies, \.overlap.by),
    .object(
      "overlap_against", "Overlaps another made while this speaker talked, by class.", tallies,
      \.overlap.against),
    .seconds(
      "silence_after_s",
      "Silence (as `silence_s`) in which this speaker was the last to have spoken; counted for nobody where two stopped at the same millisecond. Order, not blame.",
      null: notToldOrNoSpeech
    ) { $0.silenceAfter },
  ]

  private static let tallies = RecordTable<OverlapTallies>.group(classColumns(null: notTold) { $0 })
}
