internal import SpeechTimeline

/// Reads transcripts of every form that `TranscriptFormat` lists.
public struct TranscriptReader: Sendable {
  public var limits: ImportLimits

  public init(limits: ImportLimits = ImportLimits()) {
    self.limits = limits
  }

  /// The transcript in `bytes`. Its content tells the format.
  ///
  /// - Parameter name: What messages call the file.
  /// - Throws: `TranscriptError`, which never holds what was said.
  public static func read(
    bytes: [UInt8], name: String
  ) throws(TranscriptError) -> ImportedTranscript {
    try TranscriptReader().read(bytes: bytes, name: name)
  }

  /// As the static function of this name, within `limits`.
  public func read(
    bytes: [UInt8], name: String
  ) throws(TranscriptError) -> ImportedTranscript {
    do throws(TranscriptError) {
      return try read(bytes)
    } catch {
      var error = error
      error.path = name
      throw error
    }
  }

  private func read(_ bytes: [UInt8]) throws(TranscriptError) -> ImportedTranscript {
    guard bytes.count <= limits.bytes else {
      throw TranscriptError(
        .tooLarge, "\(bytes.count) bytes, expected at most \(limits.bytes)")
    }
    let decoded = try DecodedText(bytes)
    var imported = try read(utf8: decoded.bytes)
    imported.encoding = decoded.encoding
    imported.notes.replacedCharacters = decoded.replacedCount
    return imported
  }

  /// - Parameter bytes: Valid UTF-8.
  private func read(utf8 bytes: [UInt8]) throws(TranscriptError) -> ImportedTranscript {
    guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }) else {
      throw TranscriptError(.unknownFormat, "the file is empty")
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      let values = try JSONParser.values(bytes, limits: limits)
      return try read(values.map { JSONNode($0) })
    }
    return try placed(try readText(String(decoding: bytes, as: UTF8.self)))
  }

  private func readText(_ text: String) throws(TranscriptError) -> RawTranscript {
    let times = TimeReader(limits: limits)
    if TextGrid.recognises(text) { return try TextGrid.read(text, times) }
    let lines = try textLines(text, limits)
    if Subtitles.isWebVTT(text) { return try Subtitles.readWebVTT(lines, times) }
    if Subtitles.isSubRip(lines, times) { return try Subtitles.readSubRip(lines, times) }
    if CTM.recognises(lines) { return try CTM.read(lines, times) }
    throw TranscriptError(.unknownFormat, "text in no format that is known")
  }

  /// - Parameter depth: How many containers it was taken out of.
  private func read(
    _ roots: [JSONNode], depth: Int = 0
  ) throws(TranscriptError) -> ImportedTranscript {
    let times = TimeReader(limits: limits)
    guard let root = roots.first, roots.count == 1 else {
      guard roots.allSatisfy(Vosk.recognises) else {
        throw TranscriptError(
          .unknownFormat, "\(roots.count) values of JSON, expected one, or Vosk's results")
      }
      return try placed(try Vosk.read(roots, times))
    }
    if SoriJSON.recognises(root) {
      return ImportedTranscript(
        transcript: try SoriJSON.read(root, times), format: .sori, encoding: .utf8)
    }
    if VCon.recognises(root), depth == 0 { return try readVCon(root, times) }
    for (recognises, read) in Self.importers where recognises(root) {
      return try placed(try read(root, times))
    }
    throw TranscriptError(.unknownFormat, "JSON in no format that is known")
  }

  private typealias Importer = (
    recognises: (JSONNode) -> Bool,
    read: (JSONNode, TimeReader) throws(TranscriptError) -> RawTranscript
  )

  /// Formats whose marks others could have as well stand behind those others.
  private static var importers: [Importer] {
    [
      (WhisperCpp.recognises, WhisperCpp.read),
      (AmazonTranscribe.recognises, AmazonTranscribe.read),
      (RTZR.recognises, RTZR.read),
      (AmazonCallAnalytics.recognises, AmazonCallAnalytics.read),
      (AmazonPostCallAnalytics.recognises, AmazonPostCallAnalytics.read),
      (AzureSpeech.recognises, AzureSpeech.read),
      (GoogleSpeech.recognises, GoogleSpeech.read),
      (ClovaSpeech.recognises, ClovaSpeech.read),
      (WhisperJSON.recognises, WhisperJSON.read),
      (Vosk.recognises, { root, times throws(TranscriptError) in try Vosk.read([root], times) }),
    ]
  }

  private func readVCon(
    _ root: JSONNode, _ times: TimeReader
  ) throws(TranscriptError) -> ImportedTranscript {
    let analyses = try VCon.bodies(root, limits: limits)
    var firstError: TranscriptError?
    for analysis in analyses {
      do throws(TranscriptError) {
        var imported = try read(try VCon.body(analysis, in: root, times))
        imported.format = .vCon
        imported.notes.skippedParts += analyses.count - 1
        return imported
      } catch {
        firstError = firstError ?? error
      }
    }
    throw firstError ?? TranscriptError(.noTranscript, "no transcript")
  }

  private func read(_ body: VCon.Body) throws(TranscriptError) -> ImportedTranscript {
    switch body {
    case .json(let node): try read([node], depth: 1)
    case .text(let bytes):
      try placed(try readText(String(decoding: bytes, as: UTF8.self)))
    case .turns(let raw): try placed(raw)
    }
  }

  private func placed(_ raw: RawTranscript) throws(TranscriptError) -> ImportedTranscript {
    let (transcript, notes) = try WordPlacer.place(raw, limits: limits)
    return ImportedTranscript(
      transcript: transcript, format: raw.format, encoding: .utf8, notes: notes)
  }
}
