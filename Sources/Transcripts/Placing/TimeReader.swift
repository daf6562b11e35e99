/// Times of a file as whole milliseconds.
struct TimeReader {
  let limits: ImportLimits

  /// Units that formats count time in, as milliseconds of one.
  enum Unit: Double {
    case seconds = 1000
    case milliseconds = 1
    /// Azure's ticks of 100 ns.
    case ticks = 0.0001
  }

  /// - Throws: `TranscriptError`: `impossibleTime` for what is negative, no number, or beyond the longest
  ///   call; `malformed` where there is no number.
  func time(_ node: JSONNode, _ unit: Unit) throws(TranscriptError) -> Int {
    try time(try node.number(), unit, at: node.place.text)
  }

  /// The time, or nil where the value is not there.
  func optionalTime(_ node: JSONNode?, _ unit: Unit) throws(TranscriptError) -> Int? {
    guard let node else { return nil }
    return try time(node, unit)
  }

  func time(_ number: Double, _ unit: Unit, at place: String) throws(TranscriptError) -> Int {
    let milliseconds = number * unit.rawValue
    guard milliseconds.isFinite else {
      throw TranscriptError(.impossibleTime, at: place, "a time that is no number")
    }
    guard milliseconds.rounded() >= 0 else {
      throw TranscriptError(.impossibleTime, at: place, "a time before the recording's start")
    }
    guard milliseconds <= Double(limits.milliseconds) else {
      throw TranscriptError(
        .impossibleTime, at: place,
        "a time beyond \(limits.milliseconds / 1000) s, the longest call")
    }
    return Int(milliseconds.rounded())
  }

  /// The end that lies `length` after `start`.
  func end(_ start: Int, length: Int, at place: String) throws(TranscriptError) -> Int {
    try time(Double(start + length), .milliseconds, at: place)
  }

  /// - Throws: `TranscriptError` (`impossibleTime`) where both are there and the end comes first.
  func check(_ start: Int?, _ end: Int?, at place: String) throws(TranscriptError) {
    guard let start, let end, end < start else { return }
    throw TranscriptError(
      .impossibleTime, at: place, "an end \(start - end) ms before its start")
  }

  /// Start and end in seconds under the given keys, either of which may be absent.
  func span(
    _ node: JSONNode, _ startKey: String, _ endKey: String, _ unit: Unit
  ) throws(TranscriptError) -> (start: Int?, end: Int?) {
    let start = try optionalTime(node[startKey], unit)
    let end = try optionalTime(node[endKey], unit)
    try check(start, end, at: node.place.text)
    return (start, end)
  }
}
