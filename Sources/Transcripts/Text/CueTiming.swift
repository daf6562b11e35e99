/// The line that says when a cue of WebVTT or SubRip is shown.
struct CueTiming {
  /// Milliseconds.
  var start: Int
  var end: Int

  /// `00:01:02.500 --> 00:01:04.000 align:start`; nil where the line is no such line.
  ///
  /// Hours may be absent; the decimal mark may be a comma or a point.
  ///
  /// - Throws: `TranscriptError`: `impossibleTime`; `malformed` for a line with an arrow whose times are none.
  static func read(
    _ line: TextLine, _ times: TimeReader
  ) throws(TranscriptError) -> CueTiming? {
    guard let arrow = line.text.firstIndex(ofBytes: "-->") else { return nil }
    let left = trimmed(line.text[..<arrow])
    let right = trimmed(Substring(line.text[arrow...].utf8.dropFirst(3)))
    let end = right.utf8.firstIndex { $0 == 0x20 || $0 == 0x09 } ?? right.endIndex
    guard looksLikeTime(left) else { return nil }
    guard let startTime = seconds(left), let endTime = seconds(right[..<end]) else {
      throw line.error("expected times like 00:01:02.500")
    }
    let timing = CueTiming(
      start: try times.time(startTime, .seconds, at: line.place),
      end: try times.time(endTime, .seconds, at: line.place))
    try times.check(timing.start, timing.end, at: line.place)
    return timing
  }

  /// Digits, a colon, and what may stand in a time: text with an arrow in it is text.
  private static func looksLikeTime(_ text: Substring) -> Bool {
    text.utf8.contains(UInt8(ascii: ":"))
      && text.utf8.allSatisfy { isASCIIDigit($0) || ":.,-".utf8.contains($0) }
  }

  /// Seconds of `[hh:]mm:ss[.mmm]`, or nil. Minutes and seconds are below 60; hours are not bounded.
  static func seconds(_ text: Substring) -> Double? {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let parts = text.utf8.drop { $0 == UInt8(ascii: "-") }.split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let last = parts.last else { return nil }
    let fraction = last.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == 0x2E || $0 == 0x2C })
    guard (1...2).contains(fraction.count) else { return nil }
    var seconds = 0
    for part in parts.dropLast() + [fraction[0]] {
      guard (1...6).contains(part.count), let number = Int(Substring(part)), number >= 0 else {
        return nil
      }
      seconds = seconds * 60 + number
    }
    guard (Int(Substring(fraction[0])) ?? 60) < 60,
      (Int(Substring(parts[parts.count - 2])) ?? 60) < 60
    else { return nil }
    var result = Double(seconds)
    if fraction.count == 2 {
      guard fraction[1].allSatisfy(isASCIIDigit), (1...9).contains(fraction[1].count),
        let decimals = Double("0." + String(Substring(fraction[1])))
      else { return nil }
      result += decimals
    }
    return isNegative ? -result : result
  }
}
