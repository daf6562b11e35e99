import Foundation
import Testing

@testable import Reporting

@Suite struct JSONLineWriterTests {
  @Test(arguments: [
    (0, "0"), (1, "0.001"), (10, "0.01"), (100, "0.1"), (1000, "1"), (1234, "1.234"),
    (1230, "1.23"), (60_000, "60"), (-500, "-0.5"), (-1, "-0.001"), (-1000, "-1"),
    (21_600_000, "21600"),
  ])
  func `milliseconds become seconds exactly, without trailing zeros`(
    milliseconds: Int, text: String
  ) {
    #expect(JSONLineWriter.line(.milliseconds(milliseconds)) == text)
  }

  @Test(arguments: [
    (0.0, 4, "0"), (-0.0, 4, "0"), (1.0, 4, "1"), (0.5, 4, "0.5"), (1.0 / 3, 4, "0.3333"),
    (2.0 / 3, 4, "0.6667"), (0.00004, 4, "0"), (0.00006, 4, "0.0001"), (-0.00004, 4, "0"),
    (-23.456, 2, "-23.46"), (-20.0, 2, "-20"), (-0.125, 2, "-0.13"), (0.125, 2, "0.13"),
    (3400.04, 1, "3400"), (123_456.7, 0, "123457"),
  ])
  func `decimals are rounded to their places, halves away from zero`(
    value: Double, places: Int, text: String
  ) {
    #expect(JSONLineWriter.line(.decimal(value, places: places)) == text)
  }

  // As bits: NaN does not travel into the other process as a number.
  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e12].map(\.bitPattern))
  func `what is no writable number stops the program`(bits: UInt64) async {
    await #expect(processExitsWith: .failure) { [bits] in
      _ = JSONLineWriter.line(.decimal(Double(bitPattern: bits), places: 2))
    }
  }

  private static let oddStrings = [
    "", "plain", "a\"b\\c/d", "\u{0}\u{1}\u{1f}\u{7f}\u{80}\u{9f}", "\n\r\t\u{8}\u{c}",
    "line\u{2028}and\u{2029}paragraph\u{85}next", "통화 녹음.wav", "e\u{301}",
    "\u{1F469}\u{200D}\u{1F4BB}",
    "\u{FFFE}\u{FFFF}\u{10FFFF}", "\u{FEFF}mark",
    String(decoding: [0x66, 0xFF, 0xC3], as: UTF8.self),
  ]

  @Test(arguments: oddStrings)
  func `strings survive a standard decoder and never break the line`(string: String) throws {
    let line = JSONLineWriter.line(.array([.string(string)]))
    let read = try JSONDecoder().decode([String].self, from: Data(line.utf8))
    #expect(Array(read[0].unicodeScalars) == Array(string.unicodeScalars))
    #expect(!line.contains { $0.isNewline })
  }

  @Test func `controls are escaped in the shortest common form`() {
    #expect(
      JSONLineWriter.line(.string("\n\r\t\u{1}\u{2028}\"\\/"))
        == #""\n\r\t\u0001\u2028\"\\/""#)
  }

  @Test func `objects keep their order and nothing is spaced`() {
    let value = JSONValue.object([
      .init(key: "b", value: .array([.integer(1), .boolean(true), .null])),
      .init(key: "a", value: .object([])), .init(key: "c", value: .array([])),
    ])
    #expect(JSONLineWriter.line(value) == #"{"b":[1,true,null],"a":{},"c":[]}"#)
  }
}
