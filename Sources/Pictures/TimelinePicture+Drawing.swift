internal import SpeechTimeline

extension TimelinePicture {
  /// The legend broken into lines that fit.
  func legendLines(measuring ruler: borrowing Canvas) -> [[LegendItem]] {
    var lines: [[LegendItem]] = []
    var used = Double.infinity
    for item in legend {
      let needed = Canvas.legendWidth(ruler.width(of: item.text, .label))
      if used + needed > Double(width) - PictureLayout.right {
        lines.append([])
        used = PictureLayout.gap * 4
      }
      lines[lines.count - 1].append(item)
      used += needed
    }
    return lines
  }
}

extension Canvas {
  private static let sampleWidth = 22.0
  private static let itemGap = 18.0
  private static let margin = 16.0
  /// Where labels of panels begin.
  static let labelLeft = 12.0

  static func legendWidth(_ textWidth: Double) -> Double {
    sampleWidth + 5 + textWidth + itemGap
  }

  /// Draws everything.
  mutating func draw(_ picture: TimelinePicture, _ layout: PictureLayout) {
    write(picture.title, x: Self.margin, y: 24, .title)
    var y = PictureLayout.titleHeight
    for caption in picture.captions {
      write(caption, x: Self.margin, y: y + 13, .caption)
      y += PictureLayout.captionHeight
    }
    for line in layout.legendLines {
      drawLegend(line, y: y + PictureLayout.legendHeight / 2)
      y += PictureLayout.legendHeight
    }
    for (index, row) in picture.rows.enumerated() {
      drawRow(index, row, picture.panels, layout)
    }
  }

  private mutating func drawLegend(_ items: [LegendItem], y: Double) {
    var x = Self.margin
    for item in items {
      switch item.sample {
      case .box(let colour):
        fill(x: x, y: y - 5, width: Self.sampleWidth, height: 10, colour)
      case .line(let pen):
        // Thin lines are hard to tell apart by colour.
        let sample = Pen(pen.colour, width: max(2, pen.width), dash: pen.dash)
        stroke([(x, y), (x + Self.sampleWidth, y)], sample)
      }
      write(item.text, x: x + Self.sampleWidth + 5, y: y + 4, .label)
      x += Self.legendWidth(width(of: item.text, .label))
    }
  }

  private mutating func drawRow(
    _ index: Int, _ row: TimeSpan, _ panels: [Panel], _ layout: PictureLayout
  ) {
    var y = layout.top(ofRow: index)
    for panel in panels {
      let frame = PlotFrame(row: row, layout: layout, y: y, height: PictureLayout.height(of: panel))
      switch panel {
      case .heading(let texts):
        if index < texts.count {
          write(
            texts[index], x: PictureLayout.left, y: y + PictureLayout.headingHeight - 5, .heading)
        }
      case .heatmap(let map): draw(map, in: frame)
      case .curves(let panel): draw(panel, in: frame)
      case .lane(let lane): draw(lane, in: frame)
      }
      y += frame.height + PictureLayout.gap
    }
    drawAxis(row, y: y, layout)
  }

  private mutating func drawAxis(_ row: TimeSpan, y: Double, _ layout: PictureLayout) {
    let step = layout.timeStep
    let pen = Pen(.darkGrey)
    let line = y.rounded() - 1.5
    stroke([(PictureLayout.left, line), (PictureLayout.left + layout.width(of: row), line)], pen)
    for time in TimeAxis.times(in: row, step: step) {
      let x = layout.x(time, from: row.start).rounded() + 0.5
      stroke([(x, line), (x, line + 5)], pen)
      write(TimeAxis.text(time, step: step), x: x, y: line + 17, .tick, anchor: 0.5)
    }
    for time in TimeAxis.times(in: row, step: max(10, step / 5)) {
      let x = layout.x(time, from: row.start).rounded() + 0.5
      stroke([(x, line), (x, line + 2.5)], pen)
    }
    write("time, min:s", x: Self.labelLeft, y: line + 17, .tick)
  }
}
