internal import CallAnalysis
internal import Signal
internal import SpeechTimeline
internal import VoiceActivity

/// The frames of an inspected call as lines of text: by time, then by channel.
///
///     channel,time_s,level_db,harmonicity,…,heard,own,speech,reference
///     1,0.00,-61.20,0.000,…,0,0,0,0
///
/// One column a series, empty (in JSON null) where a frame has no such number; flags are 0 and 1 (false
/// and true). `speech` is the decision that the figures rest on; `reference` is there with labels only.
public struct InspectionTable {
  /// How lines are written.
  public enum Format: String, Sendable, CaseIterable {
    case csv
    case jsonl
  }

  private let inspection: Inspection
  private let format: Format
  private let step: Int
  /// Names and units over all channels, in order of first appearance.
  private let columns: [(name: String, unit: SeriesUnit)]
  /// Parallel to `columns`, one list a channel; nil where a channel has no such series.
  private let series: [[FrameSeries?]]

  /// - Parameter step: Every so many frames are written, from 1 on.
  public init(_ inspection: Inspection, format: Format, step: Int = 1) {
    precondition(step >= 1, "InspectionTable: step \(step)")
    self.inspection = inspection
    self.format = format
    self.step = step
    var columns: [(name: String, unit: SeriesUnit)] = []
    for series in inspection.call.channels.flatMap(\.trace.series)
    where !columns.contains(where: { $0.name == series.name }) {
      columns.append((series.name, series.unit))
    }
    self.columns = columns
    series = inspection.call.channels.map { channel in columns.map { channel.trace[$0.name] } }
  }

  /// Gives the lines to `write`, some thousand at a time, each with its end.
  public func write<Failure>(_ write: (String) throws(Failure) -> Void) throws(Failure) {
    var text = format == .csv ? header : ""
    for frame in stride(from: frames.lowerBound, to: frames.upperBound, by: step) {
      for index in inspection.call.channels.indices { append(frame, channel: index, to: &text) }
      if text.utf8.count > Self.chunk {
        try write(text)
        text = ""
      }
    }
    if !text.isEmpty { try write(text) }
  }

  /// Bytes handed over at once, about.
  private static let chunk = 1 << 18

  /// Frames of the recording that every channel's trace holds.
  private var frames: Range<Int> { inspection.call.channels.first?.trace.frames ?? 0..<0 }

  private var header: String {
    var names = ["channel", "time_s"] + columns.map(\.name) + ["speech"]
    if inspection.comparisons != nil { names.append("reference") }
    return names.joined(separator: ",") + "\n"
  }

  private func append(_ frame: Int, channel index: Int, to text: inout String) {
    let channel = inspection.call.channels[index]
    let time = FrameGrid.milliseconds(atFrame: frame)
    begin("channel", "\(channel.channel)", &text)
    add("time_s", Self.decimal(Float(time / FrameGrid.hop), places: 2, scaled: true), &text)
    let row = frame - channel.trace.firstFrame
    for (column, values) in zip(columns, series[index]) {
      add(column.name, self.text(values?.values[row] ?? .nan, column.unit), &text)
    }
    add("speech", flag(channel.speech.contains(time)), &text)
    if let comparison = inspection.comparisons?[index] {
      // The middle: edges of labels lie anywhere within a frame.
      add("reference", flag(comparison.reference.contains(time + FrameGrid.hop / 2)), &text)
    }
    text += format == .csv ? "\n" : "}\n"
  }

  private func begin(_ name: String, _ value: String, _ text: inout String) {
    text += format == .csv ? value : "{\"\(name)\":\(value)"
  }

  private func add(_ name: String, _ value: String, _ text: inout String) {
    text += ","
    if format == .jsonl { text += "\"\(name)\":" }
    text += value
  }

  private func flag(_ isSet: Bool) -> String {
    switch format {
    case .csv: isSet ? "1" : "0"
    case .jsonl: isSet ? "true" : "false"
    }
  }

  private func text(_ value: Float, _ unit: SeriesUnit) -> String {
    guard value.isFinite else { return format == .csv ? "" : "null" }
    switch unit {
    case .decibels: return Self.decimal(value, places: 2)
    case .ratio, .probability: return Self.decimal(value, places: 3)
    case .flag: return flag(value > 0.5)
    }
  }

  /// `-61.20`: always with `places` decimals, halves away from zero.
  ///
  /// - Parameter scaled: whether `value` is a whole number of the last decimal.
  static func decimal(_ value: Float, places: Int, scaled: Bool = false) -> String {
    let power = places == 2 ? 100 : 1000
    let units = Int((scaled ? Double(value) : Double(value) * Double(power)).rounded())
    let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: UInt(power))
    let digits = String(rest)
    let zeros = String(repeating: "0", count: places - digits.count)
    return "\(units < 0 ? "-" : "")\(whole).\(zeros)\(digits)"
  }
}
