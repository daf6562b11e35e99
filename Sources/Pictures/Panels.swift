public import SpeechTimeline

/// One strip of a picture, drawn over the common time axis of its row.
public enum Panel: Hashable, Sendable {
  /// A line of text for each row of the picture, in order; rows beyond have none.
  case heading([String])
  case heatmap(Heatmap)
  case curves(CurvePanel)
  case lane(Lane)
}

/// Values over time and one more axis, as colours.
public struct Heatmap: Hashable, Sendable {
  /// At the left margin.
  public var label: String
  /// Time of the first column, milliseconds, and from one column to the next.
  public var start: Int
  public var step: Int
  /// Values of one column.
  public var binCount: Int
  /// `columns × binCount`, row-major; the first of each column is drawn at the bottom.
  public var values: [UInt8]
  /// Values from which the first and the last colour are drawn.
  public var range: ClosedRange<UInt8>
  /// Marks on the vertical axis: text, and where, 0 bottom to 1 top.
  public var ticks: [Tick]
  /// Strips along the lower edge.
  public var marks: [Mark] = []
  /// Pixels.
  public var height = 92.0

  public init(
    label: String, start: Int, step: Int, binCount: Int, values: [UInt8],
    range: ClosedRange<UInt8>, ticks: [Tick] = []
  ) {
    precondition(
      step > 0 && binCount > 0 && values.count.isMultiple(of: binCount),
      "Heatmap: \(values.count) values in columns of \(binCount), step \(step) ms")
    self.label = label
    self.start = start
    self.step = step
    self.binCount = binCount
    self.values = values
    self.range = range
    self.ticks = ticks
  }
}

/// A mark on a vertical axis.
public struct Tick: Hashable, Sendable {
  public var text: String
  /// In the panel's own values; of a heat map 0 bottom to 1 top.
  public var position: Double

  public init(_ text: String, at position: Double) {
    self.text = text
    self.position = position
  }
}

/// Lines over time.
public struct CurvePanel: Hashable, Sendable {
  /// At the left margin.
  public var label: String
  /// Values at the bottom and at the top.
  public var range: ClosedRange<Double>
  public var ticks: [Tick]
  /// Drawn in order.
  public var curves: [Curve]
  /// Shades behind the lines.
  public var marks: [Mark] = []
  /// Pixels.
  public var height = 78.0

  public init(label: String, range: ClosedRange<Double>, ticks: [Tick], curves: [Curve]) {
    precondition(range.lowerBound < range.upperBound, "CurvePanel: range \(range)")
    self.label = label
    self.range = range
    self.ticks = ticks
    self.curves = curves
  }
}

/// One line.
public struct Curve: Hashable, Sendable {
  public var pen: Pen
  /// Time of the first value, milliseconds, and from one to the next.
  public var start: Int
  public var step: Int
  /// NaN interrupts the line.
  public var values: [Float]
  /// A level drawn as a dashed line in the same colour; nil for none.
  public var threshold: Float?

  public init(_ pen: Pen, start: Int, step: Int, values: [Float], threshold: Float? = nil) {
    precondition(step > 0, "Curve: step \(step) ms")
    self.pen = pen
    self.start = start
    self.step = step
    self.values = values
    self.threshold = threshold
  }
}

/// A narrow strip of spans.
public struct Lane: Hashable, Sendable {
  /// At the left margin.
  public var label: String
  /// Drawn in order.
  public var marks: [Mark]
  /// Pixels.
  public var height = 13.0

  public init(label: String, marks: [Mark], height: Double = 13) {
    self.label = label
    self.marks = marks
    self.height = height
  }
}

/// Spans of one kind.
public struct Mark: Hashable, Sendable {
  /// Which part of a lane's height spans take.
  public enum Placement: Hashable, Sendable { case full, upper, lower }

  public var timeline: Timeline
  public var colour: Colour
  public var placement: Placement
  /// Written into spans that are wide enough; empty for nothing.
  public var text: String

  public init(
    _ timeline: Timeline, _ colour: Colour, placement: Placement = .full, text: String = ""
  ) {
    self.timeline = timeline
    self.colour = colour
    self.placement = placement
    self.text = text
  }
}

/// What a colour means.
public struct LegendItem: Hashable, Sendable {
  public enum Sample: Hashable, Sendable {
    case line(Pen)
    case box(Colour)
  }

  public var text: String
  public var sample: Sample

  public init(_ text: String, _ sample: Sample) {
    self.text = text
    self.sample = sample
  }
}
