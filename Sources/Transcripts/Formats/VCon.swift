internal import FoundationEssentials

/// vCon (IETF draft-ietf-vcon-vcon-core): the first analysis of type `transcript` that can be read.
///
/// Its body is JSON, as a value or within a string, in one of the other formats or a list of what parties
/// say; or text, WebVTT or SubRip; or text alone, which shares the dialog's duration.
enum VCon {
  static func recognises(_ root: JSONNode) -> Bool {
    guard root.isObject else { return false }
    if root["vcon"] != nil { return true }
    let hasParts = root["analysis", "dialog", "parties"] != nil
    return root["uuid"] != nil && hasParts || isTranscript(root)
  }

  /// Whether this is an analysis that is a transcript.
  static func isTranscript(_ node: JSONNode) -> Bool {
    guard let type = node["type"]?.name else { return false }
    return ["transcript", "transcription", "wtf_transcription"].contains(type)
      && node["body"] != nil && (node["vendor"] ?? node["dialog"] ?? node["encoding"]) != nil
  }

  /// What can be read: a format's JSON, text of subtitles, what parties say, or text and its duration.
  enum Body {
    case json(JSONNode)
    case text([UInt8])
    case turns(RawTranscript)
  }

  /// The bodies of the transcripts in `root`, in its order.
  ///
  /// - Throws: `TranscriptError`: `noTranscript` where it holds none.
  static func bodies(
    _ root: JSONNode, limits: ImportLimits
  ) throws(TranscriptError) -> [JSONNode] {
    if isTranscript(root) { return [root] }
    let analyses = try root["analysis"]?.elements() ?? []
    let transcripts = analyses.filter(isTranscript)
    guard !transcripts.isEmpty else {
      throw TranscriptError(.noTranscript, "none of \(analyses.count) analyses is a transcript")
    }
    return transcripts
  }

  static func body(
    _ analysis: JSONNode, in root: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> Body {
    let node = try analysis.required("body")
    switch node.value {
    case .object:
      if let list = node["segments", "transcript", "utterances", "turns"], isTurns(list) {
        return .turns(try turns(list, in: root, language: node["language"], times))
      }
      return .json(node)
    case .array:
      guard isTurns(node) else { return .json(node) }
      return .turns(try turns(node, in: root, language: analysis["language"], times))
    case .string(let text):
      return try self.body(text: text, of: analysis, in: root, times)
    default: throw node.unexpected("an object, a list or a string")
    }
  }

  private static func body(
    text: String, of analysis: JSONNode, in root: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> Body {
    var bytes = Array(text.utf8)
    if analysis["encoding"]?.name == "base64url" {
      guard let decoded = base64URL(text) else {
        throw analysis.error("expected base64url in \"body\"")
      }
      bytes = try DecodedText(decoded).bytes
    }
    let first = bytes.first { $0 > 0x20 }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      let values = try JSONParser.values(bytes, limits: times.limits)
      guard let value = values.first, values.count == 1 else {
        throw analysis.error("expected one value of JSON in \"body\"")
      }
      let parsed = JSONNode(value, at: .key(analysis.place, "body"))
      let isList = isTurns(parsed)
      return isList ? .turns(try turns(parsed, in: root, language: nil, times)) : .json(parsed)
    }
    guard let duration = try duration(of: analysis, in: root, times) else { return .text(bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = try textLines(text, times.limits)
    if Subtitles.isWebVTT(text) || Subtitles.isSubRip(lines, times) { return .text(bytes) }
    var transcript = RawTranscript(.vCon)
    transcript.segments = [
      RawSegment(at: analysis.place.text, start: 0, end: duration, text: text)
    ]
    return .turns(transcript)
  }

  /// Milliseconds of the dialog that an analysis is of.
  private static func duration(
    of analysis: JSONNode, in root: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> Int? {
    let dialogs = try root["dialog"]?.elements() ?? []
    let reference = analysis["dialog"]
    let number = try (reference?.isArray == true ? reference?.first : reference)?.number() ?? 0
    guard let index = Int(exactly: number), dialogs.indices.contains(index) else { return nil }
    return try times.optionalTime(dialogs[index]["duration"], .seconds)
  }

  private static func base64URL(_ text: String) -> [UInt8]? {
    var standard = text.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    while standard.count % 4 != 0 { standard.append(UInt8(ascii: "=")) }
    return Data(base64Encoded: Data(standard)).map { Array($0) }
  }
}

extension VCon {
  /// Whether `list` holds what parties say, one after the other, in no format that has a name: a party or a
  /// speaker, a text, and a start in seconds.
  private static func isTurns(_ list: JSONNode) -> Bool {
    guard list.isArray, let turn = list.first, turn.isObject else { return false }
    return turn["text", "message", "msg"] != nil
      && turn["start", "start_time"] != nil
      && turn["party", "speaker"] != nil
      && turn["seek", "tokens", "avg_logprob"] == nil && turn["words"]?.first?.isObject != true
  }

  private static func turns(
    _ list: JSONNode, in root: JSONNode, language: JSONNode?, _ times: TimeReader
  ) throws(TranscriptError) -> RawTranscript {
    var transcript = RawTranscript(.vCon, language: language)
    let names = try root["parties"]?.elements().map { $0["name", "role"]?.name } ?? []
    for node in try list.elements() {
      let start = try times.optionalTime(node["start", "start_time"], .seconds)
      var end = try times.optionalTime(node["end", "end_time"], .seconds)
      if end == nil, let start, let length = try times.optionalTime(node["duration"], .seconds) {
        end = try times.end(start, length: length, at: node.place.text)
      }
      try times.check(start, end, at: node.place.text)
      transcript.segments.append(
        RawSegment(
          at: node.place.text, speaker: speaker(node, names), start: start, end: end,
          text: try node["text", "message", "msg"]?.string(),
          confidence: try node["confidence"]?.number()))
    }
    return transcript
  }

  /// The name of the party with that number, else what stands there.
  private static func speaker(_ node: JSONNode, _ names: [String?]) -> String? {
    guard let party = node["party"] else { return node["speaker"]?.name }
    guard let name = party.name else { return nil }
    return Int(name).flatMap { names.indices.contains($0) ? names[$0] : nil } ?? name
  }
}
