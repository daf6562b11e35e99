internal import Foundation
internal import SpeechTimeline
internal import Testing

@testable import SpokenText

@Suite("Files of rules")
struct RulesFileTests {
  private func rules(_ yaml: String) throws -> TextRules {
    try TextRules.read(yaml, path: "rules.yaml", folder: "")
  }

  private func failure(_ yaml: String) -> String {
    do {
      _ = try rules(yaml)
      return "none"
    } catch {
      return "\(error)"
    }
  }

  private var repository: URL {
    (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
  }

  @Test("The example is read whole")
  func example() throws {
    let path = repository.appending(path: "fixtures/text-rules.yaml").path
    let rules = try TextRules.read(fromFile: path)
    #expect(
      rules.keywords.map(\.name) == ["refund", "cancel", "penalty_told", "complaint", "manager"])
    #expect(rules.keywords[0].speaker == .customer)
    #expect(rules.keywords[2].combination == .sequence(withinWords: 10))
    #expect(rules.script.map(\.purpose) == [.greeting, .recordingNotice, .other, .closing])
    #expect(rules.script[0].texts.count == 4)
    #expect(rules.script.allSatisfy { $0.speaker == .agent })
  }

  @Test(
    "What is wrong is named with its place",
    arguments: [
      ("keywords: []", "rules.yaml:1: the file: has no field version"),
      ("version: \"1\"", "rules.yaml:1: version: expected a whole number, 1 to 1"),
      (
        "version: 1\nkeywords:\n  - {name: a, any_of: x, distance: '1'}",
        "keywords[0].distance: expected a whole number"
      ),
      ("version: 2", "rules.yaml:1: version: expected a whole number, 1 to 1"),
      ("version: 1\nwords: []", "rules.yaml:2: the file has a field that is none"),
      (
        "version: 1\nkeywords:\n  - name: a\n    any_of: [b]\n    word: c",
        "rules.yaml:5: keywords[0] has a field that is none"
      ),
      ("version: 1\nkeywords:\n  - name: a", "expected one of any_of, all_of, sequence and list"),
      (
        "version: 1\nkeywords:\n  - name: A b\n    any_of: x", "keywords[0].name: expected up to 64"
      ),
      (
        "version: 1\nkeywords:\n  - {name: a, any_of: x}\n  - {name: a, any_of: x}",
        "rules.yaml:4: keywords[1].name: comes twice: a"
      ),
      (
        "version: 1\nscript:\n  - {name: a, text: x, speaker: boss}",
        "script[0].speaker: expected agent, customer or any"
      ),
      (
        "version: 1\nscript:\n  - {name: a, text: x, purpose: hello}",
        "script[0].purpose: expected greeting, closing, recording_notice, other"
      ),
      ("version: 1\nscript:\n  - {name: a, text: '{b}'}", "script[0].text: has no word"),
      ("version: 1\nscript:\n  - {name: a, text: 'b {c'}", "script[0].text: has no word"),
      ("version: 1\nkeywords: {a: b}", "keywords: expected a list"),
      ("version: 1\nkeywords:\n  - {name: a, any_of: ['…']}", "has no letter"),
      ("version: 1\nkeywords:\n  - {name: a, list: none.txt}", "keywords[0].list: none.txt"),
      ("version: 1\nkeywords:\n  - {name: a, any_of: x, within: 3}", "all_of and sequence only"),
      ("a: [", "is no YAML"), ("", "is empty"), ("- a", "expected fields"),
    ])
  func mistakes(yaml: String, message: String) {
    #expect(failure(yaml).contains(message), "\(failure(yaml))")
  }

  @Test(
    "Nesting without end is refused before it is parsed",
    arguments: ["[", "- ", "? ", "{a: ", "- [", "\u{2028}- "])
  func depth(piece: String) {
    let yaml = "version: 1\nkeywords: " + String(repeating: piece, count: 100_000)
    #expect(failure(yaml).hasPrefix("rules.yaml:"))
  }

  @Test("References that multiply each other are bounded")
  func aliases() {
    var yaml = "version: 1\nkeywords:\n  - {name: a, any_of: &a ["
    yaml += Array(repeating: "x", count: 60_000).joined(separator: ",") + "]}\n"
    yaml += "  - {name: b, any_of: *a}\n"
    #expect(failure(yaml).contains("phrases that rules may have"))
  }

  @Test("A list holds a phrase a line, with comments, and is looked for beside the rules")
  func lists() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "# mine\n하나\n\n  둘  셋 \r\n".write(
      to: folder.appending(path: "words.txt"), atomically: true, encoding: .utf8)
    let file = folder.appending(path: "rules.yaml")
    try "version: 1\nkeywords:\n  - {name: a, list: words.txt, exact: true}\n".write(
      to: file, atomically: true, encoding: .utf8)
    let rules = try TextRules.read(fromFile: file.path)
    #expect(
      rules.keywords[0].phrases == [
        KeywordPhrase("하나", isExact: true), KeywordPhrase("둘 셋", isExact: true),
      ])
  }

  @Test(
    "A list outside the rules' folder is refused before it is opened",
    arguments: ["../../etc/passwd", "/etc/passwd", "lists/../../words.txt", ".."])
  func listsElsewhere(name: String) {
    let yaml = "version: 1\nkeywords:\n  - {name: a, list: \"\(name)\"}"
    #expect(failure(yaml).contains("keywords[0].list: expected a file beside the rules"))
  }

  @Test("A folder, a missing file and one that is too large are refused")
  func unreadable() throws {
    for path in ["/", "/nowhere/rules.yaml", "/dev/zero"] {
      #expect(throws: TextError.self) { try TextRules.read(fromFile: path) }
    }
  }

  @Test("The canonical text tells different rules apart and not different layouts")
  func canonical() throws {
    let one = try rules("version: 1\nkeywords:\n  - {name: a, any_of: [b, c]}")
    let same = try rules("version: 1\nkeywords:\n  - any_of:\n    - b\n    - 'c'\n    name: a")
    let other = try rules("version: 1\nkeywords:\n  - {name: a, any_of: [bc]}")
    #expect(one.canonicalText == same.canonicalText)
    #expect(one.canonicalText != other.canonicalText)
    #expect(one.canonicalText != TextRules().canonicalText)
  }
}
