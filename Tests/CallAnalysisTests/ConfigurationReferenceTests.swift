import Foundation
import Testing

@testable import CallAnalysis

/// `models/default.json` and the table of settings in `docs/FORMATS.md` say what the code does.
///
/// With `SORI_WRITE_REFERENCE=1` in the environment the file and the table's column of defaults are
/// rewritten first; names, ranges and meanings are written by hand.
@Suite struct ConfigurationReferenceTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let page = root.appending(path: "docs/FORMATS.md")
  private static let file = root.appending(path: "models/default.json")
  private static let rewrites =
    ProcessInfo.processInfo.environment["SORI_WRITE_REFERENCE"] == "1"

  /// Roles that neither end of the range of channels clashes with.
  private static let base = #"{"channels":{"agent":4,"customer":5}}"#

  @Test("models/default.json holds every setting with the default of the code")
  func defaultFile() throws {
    let expected = try ConfigurationDocument.readableJSON(AnalysisConfiguration())
    if Self.rewrites {
      try expected.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == expected)
    #expect(
      try AnalysisConfiguration.read(fromFile: Self.file.path) == AnalysisConfiguration())
  }

  @Test("The record that the readme shows bears the hash of the defaults")
  func readmeHash() throws {
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let hash = try AnalysisConfiguration().hash()
    #expect(readme.contains("\"config_hash\": \"\(hash)\""))
  }

  @Test("The page lists every setting once, with its default")
  func table() throws {
    let settings = try Self.settings()
    if Self.rewrites { try Self.rewriteDefaults(settings) }
    let rows = try Self.rows()
    #expect(rows.map(\.name).sorted() == settings.keys.sorted())
    for row in rows { #expect(row.standard == settings[row.name], "\(row.name)") }
  }

  @Test("Both ends of every range on the page are accepted, and what lies beyond is refused")
  func ranges() throws {
    var checked = 0
    for row in try Self.rows() {
      guard let range = row.range else { continue }
      checked += 1
      let beyond = row.name.hasPrefix("channels.") ? 1 : (range.upperBound - range.lowerBound) / 100
      for value in [range.lowerBound, range.upperBound] {
        #expect(throws: Never.self, "\(row.name) = \(value)") { try Self.validate(row, value) }
      }
      for value in [range.lowerBound - beyond, range.upperBound + beyond] {
        #expect(throws: AnalysisError.self, "\(row.name) = \(value)") {
          try Self.validate(row, value)
        }
      }
    }
    #expect(checked > 40)
  }

  private static func validate(_ row: Row, _ value: Double) throws {
    var tree = try JSONDecoder().decode(JSONTree.self, from: Data(base.utf8))
    let text = value == value.rounded() ? String(Int(value)) : String(value)
    let leaf = try JSONDecoder().decode(JSONTree.self, from: Data(text.utf8))
    let change = row.name.split(separator: ".").reversed().reduce(leaf) {
      .object([String($1): $0])
    }
    tree = tree.overlaid(with: change)
    try ConfigurationDocument.decode(
      JSONEncoder().encode(tree), over: AnalysisConfiguration(), path: "test.json"
    ).validate()
  }

  // MARK: The page

  /// `| name | default | range | meaning |`
  private struct Row {
    var name: String
    var standard: String
    /// Nil for settings that are no single number.
    var range: ClosedRange<Double>?
  }

  private static func rows() throws -> [Row] {
    let text = try String(contentsOf: page, encoding: .utf8)
    return try text.split(separator: "\n").filter(isRow).map { line in
      let cells = line.split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "")
      }
      try #require(cells.count == 4, "\(line)")
      let ends = cells[2].split(separator: "…").map {
        Double($0.trimmingCharacters(in: .whitespaces))
      }
      var row = Row(name: cells[0], standard: cells[1])
      if ends.count == 2, let low = ends[0], let high = ends[1] { row.range = low...high }
      return row
    }
  }

  private static func isRow(_ line: Substring) -> Bool {
    [
      "channels", "levels", "detector", "diarization", "recognition", "transcripts", "text",
      "personalData",
      "roles",
      "metrics",
    ].contains {
      line.hasPrefix("| `\($0).")
    }
  }

  private static func rewriteDefaults(_ settings: [String: String]) throws {
    let text = try String(contentsOf: page, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard isRow(line), cells.count == 6 else { return String(line) }
      let name = cells[1].trimmingCharacters(in: .whitespaces).replacing("`", with: "")
      if let value = settings[name] { cells[2] = " \(value) " }
      return cells.joined(separator: "|")
    }
    try lines.joined(separator: "\n").write(to: page, atomically: true, encoding: .utf8)
  }

  /// Every setting of the code, dotted, and its default as JSON.
  private static func settings() throws -> [String: String] {
    let json = try ConfigurationDocument.canonicalJSON(AnalysisConfiguration())
    var found: [String: String] = [:]
    func collect(_ tree: JSONTree, _ name: String) throws {
      if case .object(let fields) = tree {
        for (key, value) in fields {
          try collect(value, name.isEmpty ? key : "\(name).\(key)")
        }
      } else {
        found[name] = String(decoding: try JSONEncoder().encode(tree), as: UTF8.self)
      }
    }
    try collect(try JSONDecoder().decode(JSONTree.self, from: json), "")
    return found
  }
}
