internal import CallMetrics
internal import SpeechTimeline

/// An event and the labels its indices stand for.
struct Labelled<Event: Sendable>: Sendable {
  var event: Event
  var labels: [String]

  func label(_ speaker: Int?) -> String? {
    speaker.map { labels[$0] }
  }
}

extension CallFigures {
  func labelled<Event>(_ events: [Event]) -> [Labelled<Event>] {
    let labels = speakers.map(\.speaker.label)
    return events.map { Labelled(event: $0, labels: labels) }
  }
}

extension RecordTables {
  static let events = RecordTable<CallFigures>.group(
    [
      .array("talkspurts", "Talkspurts of all speakers.", of: talkspurt) {
        $0.labelled($0.events.talkspurts)
      },
      .array("turns", "Turns of all speakers.", of: turn, null: "`single`") { figures in
        figures.events.turns.map(figures.labelled)
      },
      .array("overlaps", "Overlaps of two speakers.", of: overlapEvent, null: "`single`") {
        figures in
        figures.events.overlaps.map(figures.labelled)
      },
      .array(
        "silences", "Silences, as `silence_s` counts them.", of: silenceEvent, null: "`no_speech`"
      ) { figures in
        figures.events.silences.map(figures.labelled)
      },
      .array("holds", "Stretches on hold.", of: hold) { $0.events.holds },
      .array("tones", "Tones and music. Which key a `dtmf` stands for is never kept.", of: tone) {
        $0.events.tones
      },
    ] + wordEvents)

  private static let talkspurt = RecordTable<Labelled<Talkspurt>>.present([
    .string("speaker", "Whose.") { $0.label($0.event.speaker) },
    .seconds("start_s", "Start.") { $0.event.span.start },
    .seconds("end_s", "End.") { $0.event.span.end },
    .boolean("backchannel", "Whether it is a backchannel.") { $0.event.isBackchannel },
  ])

  private static let turn = RecordTable<Labelled<Turn>>.present([
    .string("speaker", "Whose.") { $0.label($0.event.speaker) },
    .seconds("start_s", "Start.") { $0.event.span.start },
    .seconds("end_s", "End.") { $0.event.span.end },
    .boolean("overtalk", "Whether another's turn was under way when it began.") {
      $0.event.isOvertalk
    },
    .boolean("inside", "Whether it lies wholly inside a longer turn of another.") {
      $0.event.isInside
    },
    .seconds("reply_gap_s", "Its reply gap.", null: "it replies to nobody", signed: true) {
      $0.event.replyGap
    },
  ])

  private static let overlapEvent = RecordTable<Labelled<Overlap>>.present([
    .strings("speakers", "The two, in the order of `speakers`.") { overlap in
      overlap.event.speakers.map { overlap.labels[$0] }
    },
    .seconds("start_s", "Start.") { $0.event.span.start },
    .seconds("end_s", "End.") { $0.event.span.end },
    .choice("class", "Its class.") { $0.event.overlapClass },
    .string("by", "Who made it.", null: "both talkspurts began at the same millisecond") {
      $0.label($0.event.by)
    },
    .string("against", "The other one.", null: "both talkspurts began at the same millisecond") {
      $0.label($0.event.against)
    },
  ])

  private static let silenceEvent = RecordTable<Labelled<Silence>>.present([
    .seconds("start_s", "Start.") { $0.event.span.start },
    .seconds("end_s", "End.") { $0.event.span.end },
    .string(
      "after", "Who was the last to have spoken.", null: "`single`, or two stopped together"
    ) { $0.label($0.event.after) },
  ])

  private static let hold = RecordTable<TimeSpan>.present([
    .seconds("start_s", "Start.") { $0.start },
    .seconds("end_s", "End.") { $0.end },
  ])

  private static let tone = RecordTable<ToneEvent>.present([
    .choice("kind", "What it is.") { $0.kind },
    .integer("channel", "Channel of the recording, counted from 1.", minimum: 1) { $0.channel },
    .seconds("start_s", "Start.") { $0.span.start },
    .seconds("end_s", "End.") { $0.span.end },
  ])
}
