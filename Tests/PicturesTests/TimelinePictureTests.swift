import SpeechTimeline
import Testing

@testable import Pictures

@Suite("Pictures over time") struct TimelinePictureTests {
  private func picture(_ panels: [Panel], rows: [TimeSpan] = [TimeSpan(0, 1000)]) -> TimelinePicture
  {
    TimelinePicture(title: "t", legend: [], rows: rows, panels: panels, width: 640)
  }

  /// Columns of pixels in which `colour` appears.
  private func columns(_ colour: Colour, in picture: TimelinePicture) throws -> [Int] {
    let drawn = try picture.pixels()
    return (0..<drawn.width).filter { column in
      (0..<drawn.height).contains { drawn.values[$0 * drawn.width + column] == colour.code }
    }
  }

  @Test("A mark is drawn in its colour, from its start to its end and nowhere else")
  func mark() throws {
    let lane = Lane(label: "l", marks: [Mark(Timeline([TimeSpan(250, 750)]), .vermillion)])
    let found = try columns(.vermillion, in: picture([.lane(lane)]))
    // 500 pixels of plot between 118 left and 22 right.
    #expect(found == Array(243..<493))
  }

  @Test("The shortest mark is seen")
  func shortest() throws {
    let lane = Lane(label: "l", marks: [Mark(Timeline([TimeSpan(500, 501)]), .blue)])
    #expect(try columns(.blue, in: picture([.lane(lane)])).count == 2)
  }

  @Test("A span across two rows is drawn on both, to one scale")
  func rows() throws {
    let lane = Lane(label: "l", marks: [Mark(Timeline([TimeSpan(900, 1100)]), .blue)])
    let rows = [TimeSpan(0, 1000), TimeSpan(1000, 1500)]
    let found = try columns(.blue, in: picture([.lane(lane)], rows: rows))
    #expect(found == Array(118..<168) + Array(568..<618))
  }

  @Test("A heat map shows the loudest of what shares a pixel, low values at the bottom")
  func heatmap() throws {
    var values = [UInt8](repeating: 0, count: 2 * 1000)
    values[2 * 503 + 1] = 255
    let map = Heatmap(
      label: "h", start: 0, step: 1, binCount: 2, values: values, range: 0...255)
    let drawn = try picture([.heatmap(map)]).pixels()
    let bright = Colour(0xFDE725).code
    let places = drawn.values.indices.filter { drawn.values[$0] == bright }
    #expect(Set(places.map { $0 % drawn.width }) == [369])
    let layout = PictureLayout(picture([.heatmap(map)]), legendLines: [])
    #expect(places.allSatisfy { Double($0 / drawn.width) < layout.top + map.height / 2 })
  }

  @Test("A curve is interrupted where there is no value")
  func interrupted() throws {
    var values = [Float](repeating: 0.5, count: 100)
    for index in 40..<60 { values[index] = .nan }
    let curve = Curve(Pen(.vermillion, width: 3), start: 0, step: 10, values: values)
    let panel = CurvePanel(label: "c", range: 0...1, ticks: [], curves: [curve])
    let found = try columns(.vermillion, in: picture([.curves(panel)]))
    #expect(found.contains(200) && found.contains(550))
    #expect(!found.contains { (322..<414).contains($0) })
  }

  @Test("PNG bears its signature and size, and the same picture is the same bytes")
  func png() throws {
    let picture = picture([.lane(Lane(label: "l", marks: []))])
    let bytes = try picture.encoded(as: .png)
    #expect(bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(Array(bytes[16..<20]) == [0, 0, 2, 128])
    #expect(try bytes == picture.encoded(as: .png))
  }

  @Test("SVG is text with the picture's size")
  func svg() throws {
    let bytes = try picture([.lane(Lane(label: "l", marks: []))]).encoded(as: .svg)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("<?xml"))
    #expect(text.contains("width=\"640"))
    #expect(text.hasSuffix("</svg>\n"))
  }

  @Test("A picture without rows is its title; one that is too tall is refused")
  func extremes() throws {
    #expect(try picture([], rows: []).pixels().height < 60)
    let tall = picture([.lane(Lane(label: "l", marks: [], height: 40_000))])
    #expect(throws: PictureError.self) { try tall.encoded(as: .png) }
  }

  @Test(
    "Endings name formats",
    arguments: [
      ("a.png", PictureFormat.png), ("b/a.SVG", .svg), ("a.jpg", nil), ("png", nil), ("", nil),
    ])
  func formats(path: String, format: PictureFormat?) {
    #expect(PictureFormat(path: path) == format)
  }
}

@Suite("Axes and colours") struct AxisTests {
  @Test(
    "Times are written as fine as their step",
    arguments: [
      (65_000, 5000, "1:05"), (65_200, 200, "1:05.2"), (65_250, 50, "1:05.25"),
      (3_605_000, 5000, "1:00:05"), (0, 1000, "0:00"),
    ])
  func text(time: Int, step: Int, text: String) {
    #expect(TimeAxis.text(time, step: step) == text)
  }

  @Test("Marks stand apart, and are multiples of their step within the span")
  func steps() {
    #expect(TimeAxis.step(millisecondsPerPixel: 10, pixels: 64) == 1000)
    #expect(TimeAxis.step(millisecondsPerPixel: 0.01) == 10)
    #expect(TimeAxis.step(millisecondsPerPixel: 1e9) == 3_600_000)
    #expect(TimeAxis.times(in: TimeSpan(1500, 4000), step: 1000) == [2000, 3000, 4000])
  }

  @Test("Viridis begins dark, ends bright, and never turns darker on the way")
  func viridis() {
    #expect(ColourMap.viridis.colour(at: -1).code == 0x440154)
    #expect(ColourMap.viridis.colour(at: 2).code == 0xFDE725)
    let luminance = (0...100).map { step in
      let colour = ColourMap.viridis.colour(at: Double(step) / 100)
      return 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue
    }
    #expect(zip(luminance, luminance.dropFirst()).allSatisfy { $0 < $1 })
  }
}
