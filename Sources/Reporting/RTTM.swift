public import CallMetrics
public import SpeechTimeline

/// The talkspurts of one call in RTTM (NIST), one line each in order of time:
///
///     SPEAKER call-17 1 12.340 0.850 <NA> <NA> agent <NA> <NA>
///
/// Start and length in seconds, always with 3 decimals. The channel is always 1: RTTM means the file's
/// own channel by it, and talkspurts are of the call. White space and control characters, which would
/// shift the fields, become `_` in the file's and the speakers' names. Empty without talkspurts.
///
/// - Precondition: every talkspurt's speaker is one of `speakers`.
public func rttm(_ talkspurts: [Talkspurt], speakers: [Speaker], fileID: String) -> String {
  let file = rttmName(fileID)
  let labels = speakers.map { rttmName($0.label) }
  return talkspurts.map { talkspurt in
    let start = fixedSeconds(talkspurt.span.start)
    let length = fixedSeconds(talkspurt.span.duration)
    return "SPEAKER \(file) 1 \(start) \(length) <NA> <NA> \(labels[talkspurt.speaker]) <NA> <NA>\n"
  }.joined()
}

/// The talkspurts of one call in RTTM.
public func rttm(_ taking: TurnTaking, fileID: String) -> String {
  rttm(taking.orderedTalkspurts, speakers: taking.speakers, fileID: fileID)
}

/// A name as one field; `_` for none at all.
private func rttmName(_ name: String) -> String {
  var field = ""
  for scalar in name.unicodeScalars {
    let splits = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
    field.unicodeScalars.append(splits ? "_" : scalar)
  }
  return field.isEmpty ? "_" : field
}

/// 12340 ms is `12.340`.
private func fixedSeconds(_ milliseconds: Int) -> String {
  let thousandths = String(milliseconds % 1000)
  return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - thousandths.count)
    + thousandths
}
