public import SpeechTimeline

/// Panels stacked over a time axis, in as many rows as time is broken into.
///
///     title, captions, legend
///     0:00 |~~~ panel ~~~|      rows[0]
///          |=== panel ===|
///     0:30 |~~~ panel ~~~|      rows[1], drawn to the same scale
public struct TimelinePicture: Hashable, Sendable {
  /// The file and what it is, above everything.
  public var title: String
  /// Lines below the title.
  public var captions: [String]
  public var legend: [LegendItem]
  /// Time of each row; the longest takes the whole width.
  public var rows: [TimeSpan]
  /// The same for every row, top to bottom.
  public var panels: [Panel]
  /// Pixels, 400 and more.
  public var width: Int

  public init(
    title: String, captions: [String] = [], legend: [LegendItem] = [], rows: [TimeSpan],
    panels: [Panel], width: Int = 1400
  ) {
    precondition(width >= 400, "TimelinePicture: \(width) pixels wide, at least 400")
    self.title = title
    self.captions = captions
    self.legend = legend
    self.rows = rows
    self.panels = panels
    self.width = width
  }

  /// The picture as a file. Equal pictures give equal bytes.
  ///
  /// - Throws: `PictureError`.
  public func encoded(as format: PictureFormat) throws(PictureError) -> [UInt8] {
    var canvas = try drawn(format)
    return try canvas.encoded()
  }

  /// `0xRRGGBB` of every pixel, row by row.
  func pixels() throws(PictureError) -> (values: [UInt32], width: Int, height: Int) {
    var canvas = try drawn(.png)
    return (canvas.pixels(), canvas.width, canvas.height)
  }

  private func drawn(_ format: PictureFormat) throws(PictureError) -> Canvas {
    // What the legend takes is known only to somebody who measures text.
    let ruler = try Canvas(width: 1, height: 1, format: .png)
    let layout = PictureLayout(self, legendLines: legendLines(measuring: ruler))
    var canvas = try Canvas(
      width: width, height: Int(layout.height.rounded(.up)), format: format)
    canvas.draw(self, layout)
    return canvas
  }
}
