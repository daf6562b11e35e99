internal import ArgumentParser
internal import CallAnalysis
internal import Inspection
internal import Pictures
internal import Scoring
internal import SpeechTimeline

/// `sori inspect`: one call frame by frame, as a table and as a picture.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what the detector saw and did in one call, frame by frame.",
    discussion: """
      Writes one row for each channel and frame of 10 ms, or draws a picture, or both. Labels beside \
      the recording (NAME.rttm, NAME.speech.txt, NAME.labels.txt) are compared with what was \
      detected. Exit codes: 0 done, 2 the recording or its labels cannot be read or the output not \
      be written, 64 usage.
      """)

  @Argument(help: "The recording.")
  var call: String

  @Option(name: .long, help: "Rows as csv or jsonl.")
  var format: RowFormat?

  @Option(
    name: .shortAndLong,
    help: "Write the rows here (default: standard output, unless there is a picture).")
  var output: String?

  @Option(name: .long, help: "Draw a picture into this file, .png or .svg.")
  var picture: String?

  @Option(name: .long, help: "Begin at this many seconds.")
  var from: Double?

  @Option(name: .long, help: "End at this many seconds.")
  var to: Double?

  @Option(name: .long, help: "Show this channel only, counted from 1.")
  var channel: Int?

  @Option(name: .long, help: "Write every so many frames (1 to 100000).")
  var step = 1

  @Option(
    name: .long,
    help: "Seconds on each row of the picture (0.1 to 3600; default: all up to 45 s, else 30).")
  var rows: Double?

  @Option(name: .long, help: "Pixels across the picture (400 to 8000).")
  var width = PictureOptions().width

  @Option(name: .long, help: "Labels to compare with, instead of those beside the recording.")
  var reference: String?

  @Option(
    name: .long, help: "Fill gaps of at most this many seconds on both sides before comparing.")
  var bridge = 0.0

  @OptionGroup var measurement: MeasurementOptions

  func validate() throws {
    for (name, seconds) in [("from", from), ("to", to)] {
      if let seconds, !(0...Self.longestSeconds).contains(seconds) {
        throw ValidationError("--\(name) is \(seconds), expected seconds of 0 and more")
      }
    }
    if let to, to <= from ?? 0 {
      throw ValidationError("--to \(to) is not after --from \(from ?? 0)")
    }
    if !(1...100_000).contains(step) {
      throw ValidationError("--step is \(step), expected 1 to 100000")
    }
    if let rows, !(0.1...3600).contains(rows) {
      throw ValidationError("--rows is \(rows), expected 0.1 to 3600 s")
    }
    if !(400...8000).contains(width) {
      throw ValidationError("--width is \(width), expected 400 to 8000 pixels")
    }
    if !(0...10).contains(bridge) {
      throw ValidationError("--bridge is \(bridge), expected 0 to 10 s")
    }
    if let picture, PictureFormat(path: picture) == nil {
      throw ValidationError("--picture \(picture): expected a name ending with .png or .svg")
    }
    if let reference, LabelFormat(path: reference) == nil {
      throw ValidationError(
        "--reference \(reference): expected .rttm, .speech.txt, .labels.txt or .txt")
    }
    try validateOutputs()
  }

  /// A year: no recording is longer.
  private static let longestSeconds = 366.0 * 86_400

  private func validateOutputs() throws {
    let outputs = [output.flatMap { $0 == "-" ? nil : $0 }, picture].compactMap(\.self)
    for path in outputs {
      if PathInputs.isRecording(path) {
        throw ValidationError("\(path) is named like a recording")
      }
      for input in [call, reference, measurement.config].compactMap(\.self)
      where leadToSameFile(input, path) {
        throw ValidationError("\(path) would overwrite \(input)")
      }
    }
    if outputs.count == 2, outputs[0] == outputs[1] {
      throw ValidationError("rows and picture would go to the same file")
    }
  }

  func run() throws {
    do {
      try writeAll(try inspection())
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error)
    } catch let error as LabelError {
      report(error.description)
      throw ExitCodes.nothingDone
    } catch let error as PictureError {
      report("\(picture ?? ""): \(error.description)")
      throw ExitCodes.nothingDone
    }
  }

  private func inspection() throws -> Inspection {
    let configuration = try measurement.configuration()
    let inspector = try CallInspector(
      configuration: configuration, channelsAreNamed: measurement.namesChannels(configuration),
      models: ModelFolder(named: measurement.models))
    let labels = try labels()
    let inspected = try inspector.inspect(call, span: span, includesSpectra: picture != nil)
    let length = inspected.facts.duration
    if let from, Int(from * 1000) >= length {
      throw AnalysisError(
        .usage, path: call, "--from \(from) is beyond its end at \(Double(length) / 1000) s")
    }
    var inspection = try Inspection(
      inspected, span: span, reference: labels, bridgeSeconds: bridge)
    if let channel {
      guard inspected.channels.contains(where: { $0.channel == channel }) else {
        let known = inspected.channels.map { "\($0.channel)" }.joined(separator: " and ")
        throw AnalysisError(.usage, path: call, "--channel \(channel): measured are \(known)")
      }
      inspection = inspection.only(channel: channel)
    }
    return inspection
  }

  private var span: TimeSpan? {
    guard from != nil || to != nil else { return nil }
    func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
    let first = milliseconds(from ?? 0)
    return TimeSpan(first, max(first + 1, milliseconds(to ?? Self.longestSeconds)))
  }

  private func labels() throws -> LabelFile? {
    if let reference, let format = LabelFormat(path: reference) {
      return try LabelFile(text: readText(reference), path: reference, format: format)
    }
    return try LabelFolder.reference(besideRecording: call).map {
      try LabelFile(text: readText($0.path), path: $0.path, format: $0.format)
    }
  }

  private func writeAll(_ inspection: Inspection) throws {
    if picture == nil || output != nil || format != nil {
      let lines = try output.map { path throws(AnalysisError) in
        try path == "-" ? LineWriter() : LineWriter(path: path)
      }
      try InspectionTable(inspection, format: (format ?? .csv).table, step: step)
        .write { text throws(AnalysisError) in try (lines ?? LineWriter()).write(text) }
    }
    guard let picture, let format = PictureFormat(path: picture) else { return }
    var options = PictureOptions()
    options.rowSeconds = rows
    options.width = width
    let drawing = InspectionPicture(inspection, options: options)
    let pages = drawing.pages
    if pages.isEmpty { throw AnalysisError(.unreadable, path: call, "holds no samples to draw") }
    for (index, page) in pages.enumerated() {
      let path = index == 0 ? picture : Self.path(picture, page: index + 1)
      try LineWriter(path: path).write(page.encoded(as: format))
      if pages.count > 1 { report("\(path): page \(index + 1) of \(pages.count)") }
    }
    if drawing.leftOut > 0 {
      report(
        "\(picture): the last \(drawing.leftOut / 1000) s are not drawn; "
          + "choose a part with --from and --to, or longer --rows")
    }
  }

  /// `call.png` is `call-2.png` for page 2.
  private static func path(_ path: String, page: Int) -> String {
    let dot = path.lastIndex(of: ".") ?? path.endIndex
    return "\(path[..<dot])-\(page)\(path[dot...])"
  }
}

/// The formats of rows, as an option has them.
enum RowFormat: String, ExpressibleByArgument, CaseIterable {
  case csv
  case jsonl

  var table: InspectionTable.Format {
    switch self {
    case .csv: .csv
    case .jsonl: .jsonl
    }
  }
}
