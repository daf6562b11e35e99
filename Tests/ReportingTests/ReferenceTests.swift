import CallMetrics
import Foundation
import Reporting
import Testing

/// The published page and the code say the same.
@Suite struct ReferenceTests {
  private static let page = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/RECORD.md")
  private static let begin = "held against it by ReferenceTests -->\n"
  private static let end = "<!-- end of keys -->"

  /// With `SORI_WRITE_REFERENCE=1` in the environment the page is rewritten first.
  @Test func `docs/RECORD.md lists exactly the keys, definitions and null rules of the code`()
    throws
  {
    var text = try String(contentsOf: Self.page, encoding: .utf8)
    let begin = try #require(text.range(of: Self.begin))
    let end = try #require(text.range(of: Self.end))
    let expected = "\n" + recordReference()
    if ProcessInfo.processInfo.environment["SORI_WRITE_REFERENCE"] == "1" {
      text.replaceSubrange(begin.upperBound..<end.lowerBound, with: expected)
      try text.write(to: Self.page, atomically: true, encoding: .utf8)
    } else {
      #expect(String(text[begin.upperBound..<end.lowerBound]) == expected)
    }
  }

  @Test(arguments: ReliabilityReason.allCases)
  func `the page says what a reason means and whether it forbids evaluation`(
    reason: ReliabilityReason
  ) throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let mark = reason.forbidsEvaluation ? " yes " : " "
    #expect(text.contains("| `\(reason.rawValue)` |\(mark)| "))
  }
}
