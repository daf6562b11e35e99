internal import Foundation
internal import SpeechTimeline
internal import SpokenText
internal import Testing

/// The generated set: what must hold of it, and with `SORI_SCRIPT_TABLE` set, the table of docs/TEXT.md on
/// standard output.
@Suite("The generated set of script sentences")
struct ScriptSetTests {
  /// With rules always, with MeCab where it is installed.
  static let analyzers: [any MorphemeAnalyzer] = {
    let package = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }
    let named = ProcessInfo.processInfo.environment["SORI_MODELS"]
    let models = [named, package.appending(path: "models").path].compactMap { $0 }
    guard let folder = MeCabDictionary.folder(inModels: models),
      let mecab = try? MeCabAnalyzer(dictionary: folder)
    else { return [RuleAnalyzer()] }
    return [RuleAnalyzer(), mecab]
  }()

  @Test("It holds forty sentences and more, half of them held out")
  func size() throws {
    let rows = try ScriptSet().rows
    #expect(Set(rows.map(\.sentence)).count >= 40)
    #expect(Set(rows.filter(\.isHeldOut).map(\.sentence)).count >= 20)
  }

  @Test(
    "What must be said is said, a negation, another sentence or number, or one with a clause missing is not",
    arguments: analyzers.indices)
  func bars(index: Int) throws {
    let analyzer = Self.analyzers[index]
    let rows = try ScriptSet().rows
    for row in rows {
      let verdict = try row.finding(with: analyzer).verdict
      switch row.variant {
      case "verbatim", "particles", "spacing", "endings", "split by 네":
        #expect(verdict == .said, "\(analyzer.name): \(row)")
      case "negation", "clause missing", "number", "other sentence":
        #expect(verdict != .said, "\(analyzer.name): \(row)")
      case "unrelated":
        #expect(verdict == .missing, "\(analyzer.name): \(row)")
      default: break
      }
    }
    try print(rows, analyzer)
  }

  private func print(_ rows: [ScriptSet.Row], _ analyzer: any MorphemeAnalyzer) throws {
    guard ProcessInfo.processInfo.environment["SORI_SCRIPT_TABLE"] != nil else { return }
    var counts: [String: [ScriptVerdict: Int]] = [:]
    for row in rows {
      let verdict = try row.finding(with: analyzer).verdict
      let half = row.isHeldOut ? "held-out" : "tune"
      counts["\(row.language) | \(half) | \(row.variant)", default: [:]][verdict, default: 0] += 1
    }
    Swift.print("| language | half | variant | said | review | missing | with \(analyzer.name)")
    for (name, verdicts) in counts.sorted(by: { $0.key < $1.key }) {
      let numbers = ScriptVerdict.allCases.map { String(verdicts[$0] ?? 0) }
      Swift.print("| \(name) | \(numbers.joined(separator: " | ")) |")
    }
  }
}
