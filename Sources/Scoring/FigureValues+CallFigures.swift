public import CallMetrics
internal import SpeechTimeline

/// The figures that are compared, taken from a measured call. Seconds, ratios and counts as the record
/// has them, unrounded.
public func comparedFigures(_ call: CallFigures) -> FigureValues {
  var values: FigureValues = [:]
  func set(_ path: String, seconds: Int?) {
    values[path] = seconds.map { .number(Double($0) / 1000) }
  }
  func set(_ path: String, count: Int?) { values[path] = count.map { .number(Double($0)) } }
  func set(_ path: String, ratio: Double?) { values[path] = ratio.map(FigureValue.number) }

  for party in call.speakers {
    let label = "speakers.\(party.speaker.label)"
    set("\(label).talk_share_ratio", ratio: party.activity.talkShareRatio)
    set("\(label).talk_s", seconds: party.activity.talk)
    set("\(label).backchannel_count", count: party.turns.backchannelCount)
  }
  set("silence.mutual_silence_ratio", ratio: call.silence.mutualSilenceRatio)
  set("silence.silence_longest_s", seconds: call.silence.longest)
  set("silence.dead_air_count", count: call.silence.deadAir?.count)
  set("activity.talk_s", seconds: call.activity.talk)
  set("activity.speech_start_s", seconds: call.activity.speechStart)
  set("activity.speech_end_s", seconds: call.activity.speechEnd)
  set("turns.turn_count", count: call.turns.turnCount)
  set("turns.turn_mean_s", seconds: call.turns.turnMean)
  set("turns.longest_monologue_s", seconds: call.turns.longestMonologue)
  set("turns.switches_per_min", ratio: call.turns.switchesPerMinute)
  set("turns.reply_count", count: call.turns.replyCount)
  set("turns.reply_gap_median_s", seconds: call.turns.replyGapMedian)
  set("turns.reply_gap_p90_s", seconds: call.turns.replyGapP90)
  set("turns.first_reply_s", seconds: call.turns.firstReply)
  set("turns.backchannel_count", count: call.turns.backchannelCount)
  values["turns.opener"] = call.turns.opener.map { .name(call.speakers[$0].speaker.label) }
  set("overlap.overlap_ratio", ratio: call.overlap.overlapRatio)
  for overlapClass in OverlapClass.allCases {
    let tally = call.overlap.classes?[overlapClass]
    set("overlap.\(overlapClass.rawValue)_count", count: tally?.count)
    set("overlap.\(overlapClass.rawValue)_s", seconds: tally?.total)
  }
  return values
}
