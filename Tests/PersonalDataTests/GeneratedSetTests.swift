internal import Foundation
internal import PersonalData
internal import Testing

/// Recall and precision on the generated set. `SORI_PERSONAL_DATA_TABLES=FOLDER` writes the tables of
/// docs/PRIVACY.md there, and what went wrong; `SORI_PERSONAL_DATA_SET=FILE` measures another set.
@Suite(.serialized) struct GeneratedSetTests {
  private func score(_ half: String) throws -> DetectionScore {
    let detector = try PersonalDataDetector()
    var score = DetectionScore()
    for call in try GeneratedSet().calls where call.half == half {
      score.add(call, detector.detect(in: call.utterances))
    }
    // The folder that the tables of docs/PRIVACY.md are written to, and what went wrong.
    if let folder = ProcessInfo.processInfo.environment["SORI_PERSONAL_DATA_TABLES"] {
      let text = score.table + "\n\n" + score.failures.joined(separator: "\n") + "\n"
      try text.write(toFile: "\(folder)/\(half).md", atomically: false, encoding: .utf8)
    }
    return score
  }

  @Test("Recall and precision stay above the bars on both halves", arguments: ["tune", "held"])
  func bars(_ half: String) throws {
    let score = try score(half)
    #expect(score.total("written").recall >= 0.97)
    #expect(score.total("spoken").recall >= 0.95)
    #expect(score.total("misheard").recall >= 0.95)
    #expect(score.total("written").precision >= 0.95)
    #expect(score.total("spoken").precision >= 0.95)
    #expect(Double(score.words.right) >= 0.95 * Double(score.words.masked))
  }
}
