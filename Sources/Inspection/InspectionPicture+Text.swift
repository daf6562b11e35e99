internal import CallAnalysis
internal import Scoring
internal import SpeechTimeline

extension InspectionPicture {
  /// `two-party.wav, 40.0 s`
  static func title(_ inspection: Inspection) -> String {
    let call = inspection.call
    let name = call.path.split(separator: "/").last.map(String.init) ?? call.path
    let length = seconds(call.facts.duration, places: 1)
    guard inspection.isPart else { return "\(printable(name)), \(length) s" }
    let from = seconds(inspection.span.start, places: 1)
    let to = seconds(inspection.span.end, places: 1)
    return "\(printable(name)), \(length) s, shown: \(from) to \(to) s"
  }

  /// What the recording is, then a line for each channel.
  static func captions(_ inspection: Inspection) -> [String] {
    let facts = inspection.call.facts
    let layout = facts.layout.rawValue.split(separator: "_").joined(separator: " ")
    var lines = ["\(facts.codec), \(facts.sampleRateHz) Hz, layout: \(layout)"]
    let bridged =
      inspection.bridgeSeconds > 0
      ? ", gaps up to \(seconds(Int(inspection.bridgeSeconds * 1000), places: 2)) s filled" : ""
    for (index, channel) in inspection.call.channels.enumerated() {
      let found = seconds(channel.speech.clipped(to: inspection.span).duration, places: 1)
      var line = "\(name(channel)): \(found) s of speech detected"
      if let comparison = inspection.comparisons?[index] {
        line = "\(name(channel)): \(text(comparison))\(bridged)"
      }
      lines.append(line)
    }
    return lines
  }

  /// `error 7.2 % (missed 4.1, false alarm 3.1) of 14.9 s; median edges: starts +10, ends -20 ms`
  private static func text(_ comparison: ChannelComparison) -> String {
    let score = comparison.score
    let whose = comparison.role == nil ? " of anyone" : ""
    guard let error = score.errorRatio, let miss = score.missRatio,
      let falseAlarm = score.falseAlarmRatio
    else { return "no reference speech\(whose), false alarm \(seconds(score.falseAlarm)) s" }
    var text =
      "error \(percent(error)) % (missed \(percent(miss)), false alarm \(percent(falseAlarm)))"
      + " of \(seconds(score.reference, places: 1)) s of speech\(whose)"
    if let start = score.boundaries.startMedian, let end = score.boundaries.endMedian {
      text += "; median edges: starts \(signed(start)), ends \(signed(end)) ms"
    }
    return text
  }

  /// What a row says of a channel.
  static func heading(
    _ channel: InspectedChannel, _ comparison: ChannelComparison?, in row: TimeSpan
  ) -> String {
    guard let comparison else { return name(channel) }
    let missed = comparison.missed.clipped(to: row).duration
    let falseAlarm = comparison.falseAlarm.clipped(to: row).duration
    return "\(name(channel)): missed \(seconds(missed)) s, false alarm \(seconds(falseAlarm)) s"
  }

  private static func name(_ channel: InspectedChannel) -> String {
    "channel \(channel.channel)\(channel.role.map { ", \($0.rawValue)" } ?? "")"
  }

  /// Control characters have no glyph.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }

  private static func percent(_ ratio: Double) -> String {
    fixed(ratio * 100, places: 1)
  }

  private static func signed(_ milliseconds: Double) -> String {
    let whole = Int(milliseconds.rounded())
    return whole > 0 ? "+\(whole)" : "\(whole)"
  }

  static func seconds(_ milliseconds: Int, places: Int = 2) -> String {
    fixed(Double(milliseconds) / 1000, places: places)
  }

  /// Always with one or two decimals.
  private static func fixed(_ number: Double, places: Int) -> String {
    let power = places == 1 ? 10 : 100
    let (whole, rest) = Int((number * Double(power)).rounded()).quotientAndRemainder(
      dividingBy: power)
    return places == 2 && rest < 10 ? "\(whole).0\(rest)" : "\(whole).\(rest)"
  }
}
