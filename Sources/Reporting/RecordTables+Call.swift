internal import CallMetrics
internal import SpeechTimeline

/// Null rules that many figures share.
private let withoutSpeech = "`no_speech`"
private let notTold = "`single`"
private let notToldOrNoSpeech = "`single`, `no_speech`"
private let notToldOrNoTurns = "`single`, or there are no turns"
private let withoutReplies = "`single`, or there are no replies"

extension RecordTables {
  static let activity = RecordTable<CallFigures>.group([
    .seconds("speech_start_s", "Start of the first talkspurt of anyone.", null: withoutSpeech) {
      $0.activity.speechStart
    },
    .seconds("speech_end_s", "End of the last talkspurt of anyone.", null: withoutSpeech) {
      $0.activity.speechEnd
    },
    .seconds("speech_span_s", "`speech_end_s` − `speech_start_s`: the span.", null: withoutSpeech) {
      $0.activity.speechSpan
    },
    .seconds("talk_s", "Sum of the talk of all speakers.") { $0.activity.talk },
    .ratio(
      "talk_of_call_ratio", "`any_speech_s` ÷ `recording.duration_s`.", null: withoutSpeech
    ) { $0.activity.talkOfCallRatio },
    .seconds("any_speech_s", "At least one speaker talks.") { $0.activity.anySpeech },
    .seconds("single_talk_s", "Exactly one speaker talks.", null: notTold) {
      $0.activity.singleTalk
    },
    .seconds("double_talk_s", "Two or more talk.", null: notTold) { $0.activity.doubleTalk },
    .seconds(
      "mutual_silence_s",
      "Nobody talks, within the span; hold and masked time included. `single_talk_s` + `double_talk_s` + `mutual_silence_s` = `speech_span_s`.",
      null: withoutSpeech
    ) { $0.activity.mutualSilence },
    .integer("talkspurt_count", "Talkspurts of all speakers.") { $0.activity.talkspurtCount },
    .seconds("talkspurt_mean_s", "Their mean length.", null: withoutSpeech) {
      $0.activity.talkspurtMean
    },
    .seconds(
      "pause_mean_s", "Mean of the pauses of all speakers inside own turns.",
      null: "`single`, or there are no pauses"
    ) { $0.activity.pauseMean },
    .seconds("lead_in_s", "From the start of the file to `speech_start_s`.", null: withoutSpeech) {
      $0.activity.leadIn
    },
    .seconds("tail_s", "From `speech_end_s` to the end of the file.", null: withoutSpeech) {
      $0.activity.tail
    },
  ])

  static let turns = RecordTable<CallFigures>.group([
    .integer("turn_count", "Turns of all speakers.", null: notTold) { $0.turns.turnCount },
    .seconds("turn_mean_s", "Their mean length, own pauses included.", null: notToldOrNoTurns) {
      $0.turns.turnMean
    },
    .seconds("turn_median_s", "Their median length.", null: notToldOrNoTurns) {
      $0.turns.turnMedian
    },
    .seconds("longest_monologue_s", "Length of the longest turn.", null: notToldOrNoTurns) {
      $0.turns.longestMonologue
    },
    .seconds(
      "longest_monologue_start_s", "Its start; of several as long, the first.",
      null: notToldOrNoTurns
    ) { $0.turns.longestMonologueStart },
    .string(
      "longest_monologue_speaker", "Whose it is.",
      null: "`single`, no turns, or two speakers share it to the millisecond"
    ) { $0.label($0.turns.longestMonologueSpeaker) },
    .perMinute(
      "switches_per_min", "Changes of the turn holder ÷ minutes of span.", null: notToldOrNoSpeech
    ) { $0.turns.switchesPerMinute },
    .integer("reply_count", "Replies.", null: "`single`, or fewer than two speakers talk") {
      $0.turns.replyCount
    },
    .seconds(
      "reply_gap_median_s",
      "Median of the reply gaps: own turn's start − end of the other's turn before it; negative = overlapping.",
      null: withoutReplies, signed: true
    ) { $0.turns.replyGapMedian },
    .seconds(
      "reply_gap_p90_s",
      "90th percentile of the reply gaps (nearest rank: the smallest that 90 % do not exceed).",
      null: withoutReplies, signed: true
    ) { $0.turns.replyGapP90 },
    .seconds(
      "first_reply_s",
      "First start of another speaker's turn that lies inside none − end of the opener's first turn; negative = overlapping.",
      null: "there is no opener, or nobody replies", signed: true
    ) { $0.turns.firstReply },
    .integer("backchannel_count", "Backchannels of all speakers.", null: notTold) {
      $0.turns.backchannelCount
    },
    .perMinute(
      "backchannel_per_min", "`backchannel_count` ÷ minutes of span.", null: notToldOrNoSpeech
    ) { $0.turns.backchannelsPerMinute },
    .string(
      "opener", "Whose turn comes first.",
      null: "`single`, no turns, or two begin and end it together"
    ) { $0.label($0.turns.opener) },
    .ratio(
      "turn_balance",
      "Entropy of the speakers' turn counts ÷ log of the number of speakers: 0 one has all turns, 1 all have as many.",
      null: "`single`, no turns, or only one speaker in the conversation"
    ) { $0.turns.turnBalance },
  ])

  static let overlap = RecordTable<CallFigures>.group(
    [
      .seconds("overlap_s", "Two or more speakers talk: the union.", null: notTold) {
        $0.overlap.overlap
      },
      .ratio("overlap_ratio", "`overlap_s` ÷ `speech_span_s`.", null: notToldOrNoSpeech) {
        $0.overlap.overlapRatio
      },
      .array(
        "overlap_ladder",
        "Stretches of two or more speakers of at least 0.2, 0.5, 0.8, 1, 2 and 3 s.", of: rung,
        null: notTold
      ) { $0.overlap.ladder },
    ] + classColumns(null: notTold) { $0.overlap.classes } + [
      .boolean(
        "estimated", "True unless the turns were read off separate channels.", null: notTold
      ) { $0.overlap.isEstimated }
    ])

  static let silence = RecordTable<CallFigures>.group([
    .ratio(
      "mutual_silence_ratio", "Nobody talks, hold included ÷ span; masked time left out of both.",
      null: withoutSpeech
    ) { $0.silence.mutualSilenceRatio },
    .seconds(
      "silence_s", "Nobody talks within the span, neither on hold nor masked.", null: withoutSpeech
    ) { $0.silence.silence },
    .ratio(
      "silence_ratio", "`silence_s` ÷ span without hold and masked time.",
      null: "`no_speech`, or the span is all hold"
    ) { $0.silence.silenceRatio },
    .array(
      "silence_ladder",
      "Silences of at least 2, 3, 5, 10, 15 and 30 s; talk, hold and masked time end a silence.",
      of: rung, null: withoutSpeech
    ) { $0.silence.ladder },
    .seconds("silence_longest_s", "The longest silence; 0 without any.", null: withoutSpeech) {
      $0.silence.longest
    },
    .seconds(
      "silence_longest_start_s", "Its start; of several as long, the first.",
      null: "`no_speech`, or there is no silence"
    ) { $0.silence.longestStart },
    .integer(
      "dead_air_count", "Silences of at least `deadAirSeconds` (10 s).", null: withoutSpeech
    ) { $0.silence.deadAir?.count },
    .seconds("dead_air_s", "Their length in all.", null: withoutSpeech) {
      $0.silence.deadAir?.total
    },
    .seconds(
      "non_talk_incl_hold_s",
      "`tones.hold_s` + silences longer than `nonTalkSilenceSeconds` (3 s): what Amazon Contact Lens calls non-talk time.",
      null: withoutSpeech
    ) { $0.silence.nonTalkInclHold },
  ])

  static let rung = RecordTable<LadderRung>.present([
    .seconds("threshold_s", "What is at least this long counts.") { $0.threshold },
    .integer("count", "How many.") { $0.count },
    .seconds("total_s", "Their whole length in all.") { $0.total },
  ])

  /// Count and seconds of each class of overlap.
  static func classColumns<Root>(
    null: String?, _ tallies: @escaping @Sendable (Root) -> OverlapTallies?
  ) -> [Column<Root>] {
    OverlapClass.allCases.flatMap { overlapClass -> [Column<Root>] in
      let name = overlapClass.rawValue
      return [
        .integer("\(name)_count", "Overlaps of class `\(name)`.", null: null) {
          tallies($0)?[overlapClass].count
        },
        .seconds("\(name)_s", "Their length in all.", null: null) {
          tallies($0)?[overlapClass].total
        },
      ]
    }
  }
}

extension CallFigures {
  /// The label of a speaker, or nil for none.
  func label(_ speaker: Int?) -> String? {
    speaker.map { speakers[$0].speaker.label }
  }
}
