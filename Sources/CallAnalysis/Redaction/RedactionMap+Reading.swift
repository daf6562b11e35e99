internal import FoundationEssentials
internal import SpeechTimeline

extension RedactionMap {
  /// Largest file that is read; a stretch takes some 100 bytes.
  private static let mostBytes = 16 << 20
  /// Longest time in seconds: a year.
  private static let mostSeconds = 366.0 * 86_400

  private struct Document: Decodable {
    struct Stretch: Decodable {
      let start_s: Double
      let end_s: Double
      let channels: [Int]?
      let types: [String]
    }

    let schema: String
    let version: Int
    let input: Content
    let output: Content?
    let sound: String?
    let text_applied: Bool
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
      document = try JSONDecoder().decode(Document.self, from: data)
    } catch {
      throw AnalysisError(.unreadable, path: path, "not a redaction map")
    }
    guard document.schema == "sori.redaction", document.version == version else {
      throw AnalysisError(
        .unreadable, path: path,
        "version \(document.version) of a redaction map, expected \(version)")
    }
    return RedactionMap(
      input: document.input, output: document.output, sound: document.sound,
      textApplied: document.text_applied, stretches: try stretches(document, path: path))
  }

  private static func stretches(
    _ document: Document, path: String
  ) throws(AnalysisError) -> [Stretch] {
    var stretches: [Stretch] = []
    for (index, stretch) in document.stretches.enumerated() {
      let isTime =
        (0...mostSeconds).contains(stretch.start_s) && (0...mostSeconds).contains(stretch.end_s)
        && stretch.start_s <= stretch.end_s
      guard isTime, stretch.channels?.allSatisfy({ (1...64).contains($0) }) ?? true else {
        throw AnalysisError(
          .unreadable, path: path, "stretch \(index + 1): times or channels that cannot be")
      }
      let types = stretch.types.compactMap { PersonalDataType(rawValue: $0) }
      stretches.append(
        Stretch(
          span: TimeSpan(milliseconds(stretch.start_s), milliseconds(stretch.end_s)),
          channels: stretch.channels, types: types))
    }
    return stretches
  }

  private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
}
