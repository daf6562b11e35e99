internal import SpeechTimeline

extension Canvas {
  // MARK: Heat maps

  mutating func draw(_ map: Heatmap, in frame: PlotFrame) {
    let colours = Self.colours(map.range)
    let count = map.values.count / map.binCount
    // What lies before or after the values is left blank.
    var pixels = [UInt32](
      repeating: Colour.paleGrey.code, count: frame.columns * map.binCount)
    for column in 0..<frame.columns {
      let entries = frame.entries(ofColumn: column, start: map.start, step: map.step)
        .clamped(to: 0..<count)
      guard !entries.isEmpty else { continue }
      for bin in 0..<map.binCount {
        // The loudest of what shares a pixel: a click is as visible as a vowel.
        var largest: UInt8 = 0
        for entry in entries { largest = max(largest, map.values[entry * map.binCount + bin]) }
        pixels[(map.binCount - 1 - bin) * frame.columns + column] = colours[Int(largest)]
      }
    }
    draw(
      pixels, columns: frame.columns, rows: map.binCount, x: frame.left, y: frame.y,
      width: frame.width, height: frame.height)
    let strip = 5.0
    for mark in map.marks {
      for (x, width) in boxes(mark.timeline, in: frame) {
        fill(x: x, y: frame.y + frame.height - strip, width: width, height: strip, mark.colour)
      }
    }
    drawLabel(map.label, in: frame)
    drawTicks(map.ticks, range: 0...1, in: frame, grid: false)
  }

  /// The colour code of each value.
  private static func colours(_ range: ClosedRange<UInt8>) -> [UInt32] {
    let low = Double(range.lowerBound)
    let extent = max(1, Double(range.upperBound) - low)
    return (0...255).map { ColourMap.viridis.colour(at: (Double($0) - low) / extent).code }
  }

  // MARK: Curves

  mutating func draw(_ panel: CurvePanel, in frame: PlotFrame) {
    fill(x: frame.left, y: frame.y, width: frame.width, height: frame.height, .paleGrey)
    drawTimeGrid(in: frame)
    for mark in panel.marks {
      for (x, width) in boxes(mark.timeline, in: frame) {
        fill(x: x, y: frame.y, width: width, height: frame.height, mark.colour)
      }
    }
    drawTicks(panel.ticks, range: panel.range, in: frame, grid: true)
    drawLabel(panel.label, in: frame)
    clip(x: frame.left, y: frame.y, width: frame.width, height: frame.height)
    for curve in panel.curves {
      if let threshold = curve.threshold {
        let y = Self.y(Double(threshold), panel.range, frame)
        let pen = Pen(curve.pen.colour, width: 1, dash: [5, 4])
        stroke([(frame.left, y), (frame.left + frame.width, y)], pen)
      }
      draw(curve, range: panel.range, in: frame)
    }
    unclip()
  }

  /// Through the smallest and the largest value of every pixel column, so that no peak is lost.
  private mutating func draw(_ curve: Curve, range: ClosedRange<Double>, in frame: PlotFrame) {
    var points: [(x: Double, y: Double)] = []
    for column in 0..<frame.columns {
      let entries = frame.entries(ofColumn: column, start: curve.start, step: curve.step)
        .clamped(to: 0..<curve.values.count)
      let values = curve.values[entries].filter { $0.isFinite }
      guard let least = values.min(), let most = values.max(), let first = values.first else {
        stroke(points, curve.pen)
        points = []
        continue
      }
      let x = frame.left + Double(column) + 0.5
      let ends = first == most ? [most, least] : [least, most]
      points.append((x, Self.y(Double(ends[0]), range, frame)))
      if least < most { points.append((x, Self.y(Double(ends[1]), range, frame))) }
    }
    stroke(points, curve.pen)
  }

  private static func y(_ value: Double, _ range: ClosedRange<Double>, _ frame: PlotFrame)
    -> Double
  {
    let part = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return frame.y + frame.height * (1 - part)
  }

  // MARK: Lanes

  mutating func draw(_ lane: Lane, in frame: PlotFrame) {
    fill(x: frame.left, y: frame.y, width: frame.width, height: frame.height, .paleGrey)
    drawTimeGrid(in: frame)
    for mark in lane.marks {
      let half = (frame.height / 2).rounded()
      let (top, height) =
        switch mark.placement {
        case .full: (frame.y, frame.height)
        case .upper: (frame.y, half)
        case .lower: (frame.y + half, frame.height - half)
        }
      for (x, width) in boxes(mark.timeline, in: frame) {
        fill(x: x, y: top, width: width, height: height, mark.colour)
        let text = self.width(of: mark.text, .tick)
        guard !mark.text.isEmpty, text + 6 < width else { continue }
        write(mark.text, x: x + 3, y: top + height / 2 + 4, .tick)
      }
    }
    drawLabel(lane.label, in: frame)
  }

  /// Left edge and width of each span within the row, in whole pixels; at least two wide, so that the
  /// shortest is seen.
  private func boxes(_ timeline: Timeline, in frame: PlotFrame) -> [(x: Double, width: Double)] {
    timeline.clipped(to: frame.row).spans.map { span in
      let first = frame.x(span.start).rounded()
      return (first, max(2, frame.x(span.end).rounded() - first))
    }
  }

  // MARK: Margins and grids

  /// Half the height of a tick's number, pixels.
  private static let edge = 5.0

  private mutating func drawTimeGrid(in frame: PlotFrame) {
    for time in TimeAxis.times(in: frame.row, step: frame.layout.timeStep) {
      let x = frame.x(time).rounded() + 0.5
      stroke([(x, frame.y), (x, frame.y + frame.height)], Pen(.lightGrey))
    }
  }

  private mutating func drawLabel(_ text: String, in frame: PlotFrame) {
    write(text, x: Self.labelLeft, y: frame.y + frame.height / 2 + 4, .label)
  }

  private mutating func drawTicks(
    _ ticks: [Tick], range: ClosedRange<Double>, in frame: PlotFrame, grid: Bool
  ) {
    for tick in ticks where range.contains(tick.position) {
      let y = Self.y(tick.position, range, frame).rounded() + 0.5
      // At the very edge a number would run into the next panel's.
      guard y > frame.y + Self.edge, y < frame.y + frame.height - Self.edge else { continue }
      let start = grid ? frame.left + frame.width : frame.left
      let pen = Pen(grid ? .lightGrey : .darkGrey)
      stroke([(frame.left - 4, y), (start, y)], pen)
      write(tick.text, x: frame.left - 7, y: y + 3.5, .tick, anchor: 1)
    }
  }
}
