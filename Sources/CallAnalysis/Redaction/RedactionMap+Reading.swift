internal import FoundationEssentials
internal import SpeechTimeline

extension RedactionMap {
  /// Largest file that is read; a stretch takes some 100 bytes.
  private static let mostBytes = 16 << 20
  /// Longest time in seconds: a year.
  private static let mostSeconds = 366.0 * 86_400

  private struct Document: Decodable {
    struct FileContent: Decodable {
      let sizeBytes: Int
      let sha256: String

      var content: Content { Content(sizeBytes: sizeBytes, sha256: sha256) }
    }

    struct Stretch: Decodable {
      let startS: Double
      let endS: Double
      let channels: [Int]?
      let types: [String]
    }

    let schema: String
    let version: Int
    let input: FileContent
    let output: FileContent?
    let sound: String?
    let textApplied: Bool
    let stretches: [Stretch]
  }

  /// The map in the file at `path`.
  ///
  /// - Throws: `AnalysisError` (`unreadable`) where the file cannot be read, is no such map, or one of another
  ///   version; times that are no times are refused too.
  public static func read(path: String) throws(AnalysisError) -> RedactionMap {
    guard let facts = FileFacts(path), facts.kind == .regular else {
      throw AnalysisError(.unreadable, path: path, "no such file")
    }
    guard facts.byteCount <= mostBytes else {
      throw AnalysisError(
        .unreadable, path: path, "\(facts.byteCount) bytes, expected at most \(mostBytes)")
    }
    let document: Document
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      document = try decoder.decode(Document.self, from: data)
    } catch {
      throw AnalysisError(.unreadable, path: path, "not a redaction map")
    }
    guard document.schema == "sori.redaction", document.version == version else {
      throw AnalysisError(
        .unreadable, path: path,
        "version \(document.version) of a redaction map, expected \(version)")
    }
    return RedactionMap(
      input: document.input.content, output: document.output?.content, sound: document.sound,
      textApplied: document.textApplied, stretches: try stretches(document, path: path))
  }

  private static func stretches(
    _ document: Document, path: String
  ) throws(AnalysisError) -> [Stretch] {
    var stretches: [Stretch] = []
    for (index, stretch) in document.stretches.enumerated() {
      let isTime =
        (0...mostSeconds).contains(stretch.startS) && (0...mostSeconds).contains(stretch.endS)
        && stretch.startS <= stretch.endS
      guard isTime, stretch.channels?.allSatisfy({ (1...64).contains($0) }) ?? true else {
        throw AnalysisError(
          .unreadable, path: path, "stretch \(index + 1): times or channels that cannot be")
      }
      let types = stretch.types.compactMap { PersonalDataType(rawValue: $0) }
      stretches.append(
        Stretch(
          span: TimeSpan(milliseconds(stretch.startS), milliseconds(stretch.endS)),
          channels: stretch.channels, types: types))
    }
    return stretches
  }

  private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
}
