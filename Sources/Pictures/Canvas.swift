internal import CCairo

/// Bytes that the drawing library writes, in order. A class because the library keeps its address.
private final class ByteSink {
  var bytes: [UInt8] = []
}

/// A surface that is drawn on in pixels, origin top left.
///
/// Owns cairo's surface and context; both are released in `deinit`.
struct Canvas: ~Copyable {
  let width: Int
  let height: Int

  private let format: PictureFormat
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let sink: ByteSink

  /// cairo's image surfaces have 15 bits for each coordinate.
  static let largestSide = 32_767

  /// A white surface.
  ///
  /// - Throws: `PictureError`.
  init(width: Int, height: Int, format: PictureFormat) throws(PictureError) {
    guard (1...Self.largestSide).contains(width), (1...Self.largestSide).contains(height) else {
      throw PictureError(
        .tooLarge,
        "the picture is \(width) × \(height) pixels, at most \(Self.largestSide) can be drawn")
    }
    let sink = ByteSink()
    // Functions that create never return nil: what fails is a surface or context with a status.
    let surface: OpaquePointer =
      switch format {
      case .png: cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
      case .svg:
        cairo_svg_surface_create_for_stream(
          Self.append, Unmanaged.passUnretained(sink).toOpaque(), Double(width), Double(height))
      }
    let context: OpaquePointer = cairo_create(surface)
    self.width = width
    self.height = height
    self.format = format
    self.surface = surface
    self.context = context
    self.sink = sink
    Self.prepare(context)
    fill(x: 0, y: 0, width: Double(width), height: Double(height), .white)
  }

  deinit {
    cairo_destroy(context)
    // An SVG surface writes its end when it goes, into `sink`, which outlives this body.
    cairo_surface_destroy(surface)
  }

  /// The font, and grey smoothing whatever the machine prefers for its screen.
  private static func prepare(_ context: OpaquePointer) {
    let options = cairo_font_options_create()
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    cairo_set_font_options(context, options)
    cairo_font_options_destroy(options)
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
  }

  /// Takes bytes from the library; the sink lives as long as the surface that writes to it.
  private static let append:
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> cairo_status_t = {
      closure, bytes, count in
      guard let closure else { return CAIRO_STATUS_WRITE_ERROR }
      let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
      // The library hands over `count` bytes for the length of this call.
      sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
      return CAIRO_STATUS_SUCCESS
    }

  /// The finished file; nothing can be drawn any more.
  ///
  /// - Throws: `PictureError` (`drawingFailed`).
  mutating func encoded() throws(PictureError) -> [UInt8] {
    var status = cairo_status(context)
    if status == CAIRO_STATUS_SUCCESS, format == .png {
      cairo_surface_flush(surface)
      status = cairo_surface_write_to_png_stream(
        surface, Self.append, Unmanaged.passUnretained(sink).toOpaque())
    }
    cairo_surface_finish(surface)
    if status == CAIRO_STATUS_SUCCESS { status = cairo_surface_status(surface) }
    guard status == CAIRO_STATUS_SUCCESS else {
      throw PictureError(.drawingFailed, String(cString: cairo_status_to_string(status)))
    }
    return sink.bytes
  }

  /// `0xRRGGBB` of every pixel, row by row.
  ///
  /// - Precondition: a PNG's surface.
  mutating func pixels() -> [UInt32] {
    precondition(format == .png, "Canvas: only images have pixels")
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return [] }
    let stride = Int(cairo_image_surface_get_stride(surface))
    var pixels: [UInt32] = []
    pixels.reserveCapacity(width * height)
    for row in 0..<height {
      // Each row holds `width` pixels of four bytes and is aligned to four.
      let start = UnsafeRawPointer(data + row * stride)
      for column in 0..<width {
        pixels.append(start.load(fromByteOffset: 4 * column, as: UInt32.self) & 0xFF_FFFF)
      }
    }
    return pixels
  }

  // MARK: Shapes

  /// Fills a rectangle, edges sharp.
  mutating func fill(x: Double, y: Double, width: Double, height: Double, _ colour: Colour) {
    set(colour)
    cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
    cairo_rectangle(context, x, y, width, height)
    cairo_fill(context)
    cairo_set_antialias(context, CAIRO_ANTIALIAS_DEFAULT)
  }

  /// Draws lines through `points`.
  mutating func stroke(_ points: [(x: Double, y: Double)], _ pen: Pen) {
    guard let first = points.first else { return }
    set(pen.colour)
    cairo_set_line_width(context, pen.width)
    cairo_set_dash(context, pen.dash, Int32(pen.dash.count), 0)
    cairo_move_to(context, first.x, first.y)
    for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
    cairo_stroke(context)
    cairo_set_dash(context, [], 0, 0)
  }

  /// Draws only inside a rectangle until `unclip`.
  mutating func clip(x: Double, y: Double, width: Double, height: Double) {
    cairo_save(context)
    cairo_rectangle(context, x, y, width, height)
    cairo_clip(context)
  }

  mutating func unclip() { cairo_restore(context) }

  private func set(_ colour: Colour) {
    cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha)
  }

  // MARK: Text

  private func select(_ style: TextStyle) {
    cairo_select_font_face(
      context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
      style.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    cairo_set_font_size(context, style.size)
  }

  /// Width of `text` in pixels.
  func width(of text: String, _ style: TextStyle) -> Double {
    select(style)
    var extents = cairo_text_extents_t()
    cairo_text_extents(context, text, &extents)
    return extents.x_advance
  }

  /// Writes `text` with its base line at `y`.
  ///
  /// - Parameter anchor: part of the text's width that lies left of `x`: 0 begins there, 1 ends there.
  mutating func write(
    _ text: String, x: Double, y: Double, _ style: TextStyle, anchor: Double = 0
  ) {
    let left = anchor == 0 ? x : x - anchor * width(of: text, style)
    select(style)
    set(style.colour)
    cairo_move_to(context, left, y)
    cairo_show_text(context, text)
  }

  // MARK: Images

  /// Draws a small image of `0xRRGGBB` pixels, row by row, over a rectangle.
  mutating func draw(
    _ pixels: [UInt32], columns: Int, rows: Int, x: Double, y: Double, width: Double,
    height: Double
  ) {
    precondition(pixels.count == columns * rows, "Canvas: \(pixels.count) pixels")
    guard let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows)),
      let data = cairo_image_surface_get_data(image)
    else { return }
    let stride = Int(cairo_image_surface_get_stride(image))
    for row in 0..<rows {
      // Each row of the surface holds `columns` pixels of four bytes.
      let start = UnsafeMutableRawPointer(data + row * stride)
      for column in 0..<columns {
        start.storeBytes(
          of: pixels[row * columns + column], toByteOffset: 4 * column, as: UInt32.self)
      }
    }
    cairo_surface_mark_dirty(image)
    cairo_save(context)
    cairo_rectangle(context, x, y, width, height)
    cairo_clip(context)
    cairo_translate(context, x, y)
    cairo_scale(context, width / Double(columns), height / Double(rows))
    cairo_set_source_surface(context, image, 0, 0)
    // Beyond the edges the image goes on, so that they do not fade.
    cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD)
    cairo_paint(context)
    cairo_restore(context)
    cairo_surface_destroy(image)
  }
}
