internal import Pictures
internal import VoiceActivity

/// How series look: those with a name known here in their colour, any others in colours in turn.
enum SeriesStyle {
  /// Not drawn, for another series says the same: the table has them.
  private static let left: Set<String> = ["smoothed_level_db"]

  private static let pens: [String: Pen] = [
    "level_db": Pen(.black, width: 0.8),
    "floor_db": Pen(.orange, width: 1.8),
    "edge_db": Pen(.skyBlue, width: 1.4),
    "voice_db": Pen(.bluishGreen, width: 1.6, dash: [7, 4]),
    "harmonicity": Pen(.darkGrey, width: 0.9),
    "persistence": Pen(.orange, width: 1.4),
    "steadiness": Pen(.bluishGreen, width: 1.4),
    "speech_probability": Pen(.black, width: 1.2),
    "noise_probability": Pen(.grey, width: 1.2),
    "music_probability": Pen(.orange, width: 1.4),
    "tone_probability": Pen(.reddishPurple, width: 1.2),
  ]

  private static let others: [Colour] = [
    .bluishGreen, .reddishPurple, .skyBlue, .orange, .darkGrey,
  ]

  private static let names = [
    "level_db": "level", "floor_db": "noise floor", "edge_db": "edge threshold",
    "voice_db": "voice level",
  ]

  /// The series of one unit that are drawn, each with its pen.
  static func drawn(_ trace: ChannelTrace, _ unit: SeriesUnit) -> [(series: FrameSeries, pen: Pen)]
  {
    let series = trace.series.filter { $0.unit == unit && !left.contains($0.name) }
    var unnamed = 0
    return series.map { one in
      if let pen = pens[one.name] { return (one, pen) }
      unnamed += 1
      return (one, Pen(others[(unnamed - 1) % others.count]))
    }
  }

  /// What the legend calls a series.
  static func name(_ series: FrameSeries) -> String {
    names[series.name] ?? series.name.split(separator: "_").joined(separator: " ")
  }
}
