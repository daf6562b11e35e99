internal import CallAnalysis
public import Pictures
internal import Signal
internal import SpeechTimeline
internal import VoiceActivity

extension Colour {
  /// Speech that was not found; sound that was taken for speech. The one pair of strong colours.
  static let missed = Colour.vermillion
  static let falseAlarm = Colour.blue
  static let detectedSpeech = Colour.darkGrey
  static let referenceSpeech = Colour.black
}

/// Draws an inspected call.
public struct InspectionPicture {
  private let inspection: Inspection
  private let options: PictureOptions

  public init(_ inspection: Inspection, options: PictureOptions = PictureOptions()) {
    self.inspection = inspection
    self.options = options
  }

  /// The pages in order; none of an empty recording.
  public var pages: [TimelinePicture] {
    let rows = rows
    let panels = inspection.call.channels.indices.flatMap(panels(ofChannel:))
    let legend = legend
    let starts = Array(stride(from: 0, to: rows.count, by: options.rowsPerPage))
    return starts.enumerated().map { page, first in
      let shown = Array(rows[first..<min(rows.count, first + options.rowsPerPage)])
      let number = starts.count > 1 ? ", page \(page + 1) of \(starts.count)" : ""
      return TimelinePicture(
        title: Self.title(inspection) + number, captions: Self.captions(inspection), legend: legend,
        rows: shown,
        panels: panels.map { Self.headings($0, from: first) }, width: options.width)
    }
  }

  /// Milliseconds at the end that find no room on the pages allowed.
  public var leftOut: Int { inspection.span.end - (rows.last?.end ?? inspection.span.end) }

  private static func headings(_ panel: Panel, from row: Int) -> Panel {
    guard case .heading(let texts) = panel else { return panel }
    return .heading(Array(texts.dropFirst(row)))
  }

  private var rows: [TimeSpan] {
    let span = inspection.span
    let length = options.row(duration: span.duration)
    let starts = stride(from: span.start, to: span.end, by: length)
    return starts.prefix(options.rowsPerPage * options.mostPages).map {
      TimeSpan($0, min(span.end, $0 + length))
    }
  }

  // MARK: Panels

  private func panels(ofChannel index: Int) -> [Panel] {
    let channel = inspection.call.channels[index]
    let comparison = inspection.comparisons?[index]
    let mistakes = comparison.map { [Mark($0.missed, .missed), Mark($0.falseAlarm, .falseAlarm)] }
    var panels = [Panel.heading(rows.map { Self.heading(channel, comparison, in: $0) })]
    if var map = heatmap(channel) {
      map.marks = mistakes ?? []
      panels.append(.heatmap(map))
    }
    let shades = (mistakes ?? []).map { Mark($0.timeline, $0.colour.opacity(0.3)) }
    panels += curvePanels(channel).map { panel in
      var shaded = panel
      shaded.marks = shades
      return .curves(shaded)
    }
    return panels + lanes(channel, comparison, mistakes).map { .lane($0) }
  }

  private func heatmap(_ channel: InspectedChannel) -> Heatmap? {
    guard let spectrogram = channel.spectrogram else { return nil }
    // The loudest 0.2 % may be clicks. Darkest is the noise of the line, 50 to 80 dB below: on a quiet
    // line soft speech is seen, on a noisy one noise is not what strikes the eye.
    let top = max(1, percentile(99.8, of: spectrogram.levels))
    func below(_ decibels: Float) -> UInt8 { top - min(top, UInt8(decibels / Spectrogram.stepDB)) }
    let bottom = min(max(percentile(45, of: spectrogram.levels), below(80)), below(50))
    let highestHz = Float(Spectrogram.binCount - 1) * Spectrogram.binHz
    return Heatmap(
      label: "spectrum, kHz", start: FrameGrid.milliseconds(atFrame: spectrogram.firstFrame),
      step: FrameGrid.hop, binCount: Spectrogram.binCount, values: spectrogram.levels,
      range: bottom...top,
      ticks: (1...3).map { Tick("\($0)", at: Double(Float($0) * 1000 / highestHz)) })
  }

  private func curvePanels(_ channel: InspectedChannel) -> [CurvePanel] {
    func curves(_ unit: SeriesUnit) -> [Curve] {
      SeriesStyle.drawn(channel.trace, unit).map { series, pen in
        Curve(
          pen, start: FrameGrid.milliseconds(atFrame: channel.trace.firstFrame),
          step: FrameGrid.hop, values: series.values, threshold: series.threshold)
      }
    }
    var panels: [CurvePanel] = []
    let range = levelRange
    let tens = stride(
      from: range.lowerBound, through: range.upperBound,
      by: range.upperBound - range.lowerBound > 50 ? 20 : 10)
    panels.append(
      CurvePanel(
        label: "level, dB", range: range, ticks: tens.map { Tick("\(Int($0))", at: $0) },
        curves: curves(.decibels)))
    let halves = [Tick("0", at: 0), Tick("0.5", at: 0.5), Tick("1", at: 1)]
    for (unit, label) in [(SeriesUnit.probability, "probability"), (.ratio, "features")] {
      var panel = CurvePanel(label: label, range: -0.12...1.15, ticks: halves, curves: curves(unit))
      panel.height = 58
      if !panel.curves.isEmpty { panels.append(panel) }
    }
    return panels
  }

  /// Whole tens of dB that hold nearly all levels of all channels; 40 dB at least.
  private var levelRange: ClosedRange<Double> {
    let levels = inspection.call.channels.compactMap { $0.trace["level_db"]?.values }
      .flatMap { $0.filter(\.isFinite) }.sorted()
    guard let highest = levels.last else { return -100...0 }
    let low = Double(levels[levels.count / 50])
    let top = (Double(highest) / 10).rounded(.up) * 10
    return min(((low - 3) / 10).rounded(.down) * 10, top - 40)...top
  }

  private func lanes(
    _ channel: InspectedChannel, _ comparison: ChannelComparison?, _ mistakes: [Mark]?
  ) -> [Lane] {
    var lanes: [Lane] = []
    if let comparison {
      lanes.append(Lane(label: "reference", marks: [Mark(comparison.reference, .referenceSpeech)]))
    }
    let detected = comparison?.detected ?? channel.speech
    lanes.append(Lane(label: "detected", marks: [Mark(detected, .detectedSpeech)]))
    if let mistakes { lanes.append(Lane(label: "mistakes", marks: mistakes, height: 17)) }
    let sounds = sounds(channel)
    if !sounds.isEmpty { lanes.append(Lane(label: "other sounds", marks: sounds, height: 15)) }
    return lanes
  }
}

extension InspectionPicture {
  /// Flags by frame and what they are called, in the order in which they are drawn.
  private static let flags: [(name: String, text: String, colour: Colour)] = [
    ("copied", "copy of the other channel", .skyBlue), ("music", "music", .orange),
    ("tone", "tone", .yellow), ("key", "key press", .reddishPurple),
  ]

  /// What was told from speech: flags as frames have them below, events with their names above.
  private func sounds(_ channel: InspectedChannel) -> [Mark] {
    var marks: [Mark] = []
    for flag in Self.flags {
      let timeline = channel.trace.timeline(ofFlag: flag.name)
      if !timeline.isEmpty { marks.append(Mark(timeline, flag.colour, placement: .lower)) }
    }
    let isAnywhere = inspection.call.channels.contains { other in
      Self.flags.contains { !other.trace.timeline(ofFlag: $0.name).isEmpty }
    }
    let events = inspection.call.tones.filter { $0.channel == channel.channel }
    for kind in ToneKind.allCases {
      let spans = Timeline(events.filter { $0.kind == kind }.map(\.span))
      guard !spans.isEmpty else { continue }
      let name = kind.rawValue.split(separator: "_").joined(separator: " ")
      marks.append(Mark(spans, Self.colour(kind), text: name))
    }
    // An empty lane where another channel has one: rows look alike.
    return marks.isEmpty && isAnywhere ? [Mark(Timeline(), .white)] : marks
  }

  private static func colour(_ kind: ToneKind) -> Colour {
    switch kind {
    case .music: .orange
    case .dtmf: .reddishPurple
    case .ringback, .busy, .dialTone, .comfortTone, .beep: .yellow
    }
  }

  private var legend: [LegendItem] {
    var items: [LegendItem] = []
    if inspection.comparisons != nil {
      items = [
        LegendItem("missed", .box(.missed)), LegendItem("false alarm", .box(.falseAlarm)),
        LegendItem("reference", .box(.referenceSpeech)),
      ]
    }
    items.append(LegendItem("detected speech", .box(.detectedSpeech)))
    let traces = inspection.call.channels.map(\.trace)
    for flag in Self.flags
    where traces.contains(where: { !$0.timeline(ofFlag: flag.name).isEmpty }) {
      items.append(LegendItem(flag.text, .box(flag.colour)))
    }
    for unit in [SeriesUnit.decibels, .probability, .ratio] {
      for (series, pen) in traces.flatMap({ SeriesStyle.drawn($0, unit) }) {
        let text = SeriesStyle.name(series)
        let threshold = series.threshold.map { _ in " (threshold dashed)" } ?? ""
        let item = LegendItem(text + threshold, .line(pen))
        if !items.contains(item) { items.append(item) }
      }
    }
    return items
  }
}

extension ChannelTrace {
  /// Where a flag is set; empty where there is no such series.
  fileprivate func timeline(ofFlag name: String) -> Timeline {
    guard let values = self[name]?.values else { return Timeline() }
    var spans: [TimeSpan] = []
    for (index, value) in values.enumerated() where value > 0.5 {
      let time = FrameGrid.milliseconds(atFrame: firstFrame + index)
      if let last = spans.last, last.end == time {
        spans[spans.count - 1] = TimeSpan(last.start, time + FrameGrid.hop)
      } else {
        spans.append(TimeSpan(time, time + FrameGrid.hop))
      }
    }
    return Timeline(spans)
  }
}

/// The value below which `percent` of `bytes` lie; 0 of none.
private func percentile(_ percent: Double, of bytes: [UInt8]) -> UInt8 {
  var counts = [Int](repeating: 0, count: 256)
  for byte in bytes { counts[Int(byte)] += 1 }
  var left = Int(Double(bytes.count) * percent / 100)
  for (byte, count) in counts.enumerated() {
    left -= count
    if left < 0 { return UInt8(byte) }
  }
  return 0
}
