import SpeechTimeline
import Testing

@testable import Scoring

@Suite struct SpreadsheetCellTests {
  @Test(
    "What spreadsheets would work out becomes text",
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1+1", "'-1+1"), ("@SUM(A1)", "'@SUM(A1)"),
      ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
      ("  =1", "'  =1"), ("\t=1", "\"'\t=1\""), ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""),
      ("\nx", "\"'\nx\""), ("\"=1\"", "\"'\"\"=1\"\"\""), ("'=1", "''=1"),
      ("\u{FF1D}1", "'\u{FF1D}1"),
      ("\u{FEFF}=1", "'\u{FEFF}=1"), ("\u{200B}=1", "'\u{200B}=1"), ("=\u{301}1", "'=\u{301}1"),
    ])
  func formulas(text: String, cell: String) {
    #expect(spreadsheetCell(text) == cell)
  }

  @Test(
    "Other names stay what they are, with quotes where they need them",
    arguments: [
      ("call-17", "call-17"), ("", ""), ("day 1/a=b", "day 1/a=b"), ("통화/1", "통화/1"),
      ("a,b", "\"a,b\""), ("a;=1", "\"a;=1\""), ("a\tb", "\"a\tb\""), ("a\r\nb", "\"a\r\nb\""),
      ("a\"\u{301}b", "\"a\"\"\u{301}b\""), ("a,\u{301}b", "\"a,\u{301}b\""),
    ])
  func otherNames(text: String, cell: String) {
    #expect(spreadsheetCell(text) == cell)
  }

  @Test("In scores, names are made harmless and negative figures stay numbers")
  func scores() throws {
    var report = ScoreReport()
    report.add("=cmd|' /C calc'!A0", try score(drawn("a-"), against: drawn("aa")))
    let row = try #require(report.csv.split(separator: "\n").last)
    #expect(row.hasPrefix("'=cmd|' /C calc'!A0,"))
    let cells = row.split(separator: ",", omittingEmptySubsequences: false).dropFirst()
    #expect(cells.allSatisfy { $0.isEmpty || Double($0) != nil })
  }
}
