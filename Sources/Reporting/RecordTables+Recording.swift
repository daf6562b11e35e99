internal import CallMetrics
internal import SpeechTimeline

extension RecordTables {
  static let reliability = RecordTable<CallFigures>.group([
    .choice(
      "segmentation",
      "How speakers were told apart: `channel` one per channel, `diarized` by voice, `single` not at all."
    ) { $0.reliability.segmentation },
    .ratio(
      "confidence",
      "Share of speech expected to bear the right speaker, from how far the voices stand apart; halved where their number is doubtful.",
      null:
        "`segmentation` is not `diarized`, one speaker was asked for, or there is too little speech to tell"
    ) { $0.reliability.confidence },
    .choices(
      "estimated",
      "Which figures are estimates, since the speakers share a channel: `speaker_count` how many speak (not where it was given), `overlap` the overlap group and every figure made of overlaps, `backchannels` words said inside another's speech."
    ) { $0.reliability.estimated },
    .boolean(
      "usable_for_evaluation",
      "Whether the call may be used to judge a person's work: speakers told apart, and no reason that forbids it (see Reliability)."
    ) { $0.reliability.usableForEvaluation },
    .choices("reasons", "What bears on trust, each once, in the order given under Reliability.") {
      $0.reliability.reasons
    },
  ])

  static let recording = RecordTable<CallFigures>.group([
    .seconds("duration_s", "Decoded frames ÷ sample rate, never the header's frames.") {
      $0.recording.facts.duration
    },
    .integer("sample_rate_hz", "As in the file.", unit: "hz") { $0.recording.facts.sampleRateHz },
    .integer("channel_count", "Channels in the file.") { $0.recording.facts.channelCount },
    .string("codec", "`pcm_s16`, `mu_law`, `gsm610` ….") { $0.recording.facts.codec },
    .integer("bit_depth", "Bits per stored sample.", null: "the codec has no such number") {
      $0.recording.facts.bitDepth
    },
    .choice(
      "header_status",
      "`ok`; `repaired` the header's sizes were wrong, measured to the end of the file; `truncated` the header claims more than the file holds; `size_unknown` the header says that it does not know."
    ) { $0.recording.facts.headerStatus },
    .seconds("declared_duration_s", "What the header claims.", null: "it claims nothing") {
      $0.recording.facts.declaredDuration
    },
    .seconds(
      "missing_s", "Claimed by the header and not in the file; 0 where both agree.",
      null: "`header_status` is `repaired` or `size_unknown`"
    ) { $0.recording.missing },
    .choice(
      "layout",
      "`mono`; `stereo_split` one party per channel; `dual_mono` the same on both; `stereo_mixed` both parties on both; `inverted` dual mono of opposite polarity; `one_silent`; `all_silent`. `dual_mono`, `inverted` and `stereo_mixed` are measured as one channel."
    ) { $0.recording.facts.layout },
  ])

  static let channel = RecordTable<ChannelFigures>.present([
    .integer("channel", "Channel of the recording, counted from 1.", minimum: 1) {
      $0.levels.channel
    },
    .string("speaker", "Label of the speaker who has it alone.", null: "nobody has") { $0.speaker },
    .decibels(
      "active_level_dbfs",
      "Active speech level, ITU-T P.56 method B, over speech; a full-scale square wave is 0.",
      unit: "dbfs", null: "no speech on the channel"
    ) { $0.levels.activeLevelDBFS },
    .decibels(
      "noise_floor_dbfs", "10th percentile of the 20 ms levels outside speech.", unit: "dbfs",
      null: "nothing lies outside speech, or all of it is digital silence"
    ) { $0.levels.noiseFloorDBFS },
    .decibels("snr_db", "`active_level_dbfs` − `noise_floor_dbfs`.", null: "either is null") {
      $0.levels.snrDB
    },
    .decibels(
      "loudness_lufs", "EBU R128 integrated loudness of the channel.", unit: "lufs",
      null: "not asked for (`--loudness`), or too quiet to have one"
    ) { $0.levels.loudnessLUFS },
    .ratio(
      "clipping_ratio",
      "Samples at the codec's largest code in runs of 3 and more ÷ samples of the channel.",
      null: "not measured"
    ) { $0.levels.clippingRatio },
    .integer(
      "dropout_count",
      "Runs of 20 ms and more within the codec's smallest step, inside speech."
    ) { $0.levels.dropoutCount },
    .seconds("digital_silence_s", "The same runs in the whole recording.") {
      $0.levels.digitalSilence
    },
    .hertz(
      "bandwidth_hz", "Highest frequency within 40 dB of the speech peak.",
      null: "no speech on the channel"
    ) { $0.levels.bandwidthHz },
    .decibels(
      "crosstalk_db", "Level of the other channel's leakage into this one, relative to its source.",
      null: "none was found"
    ) { $0.levels.crosstalkDB },
    .seconds(
      "crosstalk_lag_s", "Lag of that leakage.", null: "none was found", signed: true
    ) { $0.levels.crosstalkLag },
  ])

  static let tones = RecordTable<CallFigures>.group([
    .integer(
      "hold_count",
      "Stretches on hold: music or comfort tone on any channel, gaps shorter than `holdBridgeSeconds` (1 s) bridged, at least `holdSeconds` (5 s) long."
    ) { $0.tones.hold.count },
    .seconds("hold_s", "Their length in all.") { $0.tones.hold.total },
    .seconds("hold_longest_s", "The longest of them; 0 without any.") { $0.tones.holdLongest },
    .seconds("ringback_s", "The far end rings.") { $0.tones.ringback },
    .seconds("busy_s", "The far end is engaged, or the network congested.") { $0.tones.busy },
    .seconds("dial_tone_s", "A line waiting for digits.") { $0.tones.dialTone },
    .integer("dtmf_count", "Key presses. Which keys is never kept.") { $0.tones.dtmfCount },
    .seconds("music_s", "Music, on hold or not.") { $0.tones.music },
    .seconds("comfort_tone_s", "Comfort tone, on hold or not.") { $0.tones.comfortTone },
    .integer("beep_count", "Single short tones.") { $0.tones.beepCount },
  ])
}
