internal import SpeechTimeline

/// The rectangle of one panel in one row, and what time its columns show.
struct PlotFrame {
  let row: TimeSpan
  let layout: PictureLayout
  let y: Double
  let height: Double

  var left: Double { PictureLayout.left }
  var width: Double { layout.width(of: row) }
  /// Whole pixels across.
  var columns: Int { max(1, Int(width.rounded(.up))) }

  func x(_ time: Int) -> Double { layout.x(time, from: row.start) }

  /// The entries of a series that starts at `start` with one every `step` milliseconds which pixel
  /// column `column` shows: at least one; may lie outside the series.
  func entries(ofColumn column: Int, start: Int, step: Int) -> Range<Int> {
    let scale = Double(layout.longest) / layout.plotWidth
    func entry(_ column: Int) -> Int {
      let time = Double(row.start) + Double(column) * scale
      return Int(((time - Double(start)) / Double(step)).rounded(.down))
    }
    let first = entry(column)
    return first..<max(first + 1, entry(column + 1))
  }
}
