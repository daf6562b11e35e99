internal import SpeechTimeline

/// Where everything of a picture is, in pixels.
struct PictureLayout {
  /// Left edge of the plots: labels and ticks stand before it.
  static let left = 118.0
  /// Free to the right of the plots.
  static let right = 22.0
  static let captionHeight = 19.0
  static let legendHeight = 20.0
  static let headingHeight = 24.0
  static let axisHeight = 24.0
  /// Between panels, and between rows.
  static let gap = 4.0
  static let rowGap = 20.0
  static let titleHeight = 34.0

  /// Items of the legend, line by line.
  let legendLines: [[LegendItem]]
  /// Width of the plots.
  let plotWidth: Double
  /// Milliseconds that `plotWidth` shows.
  let longest: Int
  /// Where the first row begins.
  let top: Double
  let rowHeight: Double
  let height: Double

  init(_ picture: TimelinePicture, legendLines: [[LegendItem]]) {
    self.legendLines = legendLines
    plotWidth = Double(picture.width) - Self.left - Self.right
    longest = max(1, picture.rows.map(\.duration).max() ?? 1)
    top =
      Self.titleHeight + Double(picture.captions.count) * Self.captionHeight
      + Double(legendLines.count) * Self.legendHeight + Self.rowGap / 2
    rowHeight =
      picture.panels.reduce(0) { $0 + Self.height(of: $1) + Self.gap } + Self.axisHeight
    let rows = Double(picture.rows.count)
    height = top + rows * rowHeight + max(0, rows - 1) * Self.rowGap + Self.gap
  }

  static func height(of panel: Panel) -> Double {
    switch panel {
    case .heading: headingHeight
    case .heatmap(let map): map.height
    case .curves(let panel): panel.height
    case .lane(let lane): lane.height
    }
  }

  /// Where row `index` begins.
  func top(ofRow index: Int) -> Double {
    top + Double(index) * (rowHeight + Self.rowGap)
  }

  /// Where `time` is in a row that begins at `start`, both milliseconds.
  func x(_ time: Int, from start: Int) -> Double {
    Self.left + Double(time - start) / Double(longest) * plotWidth
  }

  /// Milliseconds between marks of the time axis.
  var timeStep: Int { TimeAxis.step(millisecondsPerPixel: Double(longest) / plotWidth) }

  /// Width of `row`.
  func width(of row: TimeSpan) -> Double {
    Double(row.duration) / Double(longest) * plotWidth
  }
}

/// Marks on an axis of time.
enum TimeAxis {
  /// Milliseconds between marks that people count in.
  private static let steps = [
    10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
    600_000, 1_800_000, 3_600_000,
  ]

  /// The smallest of these steps whose marks stand at least `pixels` apart.
  static func step(millisecondsPerPixel scale: Double, pixels: Double = 64) -> Int {
    steps.first { Double($0) >= scale * pixels } ?? 3_600_000
  }

  /// Multiples of `step` within `span`, its end included.
  static func times(in span: TimeSpan, step: Int) -> [Int] {
    let first = (span.start + step - 1) / step * step
    return Array(stride(from: first, through: span.end, by: step))
  }

  /// `1:05`, `1:05.2` or `1:05.25`, as fine as `step`; `1:00:05` from an hour on.
  static func text(_ time: Int, step: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let seconds = time / 1000
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    var text = hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)"
    text += ":\(two(seconds % 60))"
    if step % 1000 != 0 {
      let hundredths = time % 1000 / 10
      text += step % 100 == 0 ? ".\(hundredths / 10)" : ".\(two(hundredths))"
    }
    return text
  }
}
