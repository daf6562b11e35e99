import Foundation
import Testing

@testable import Transcripts

@Suite struct JSONParserTests {
  private func parse(_ text: String) throws -> JSONValue {
    let values = try JSONParser.values(Array(text.utf8), limits: ImportLimits())
    return try #require(values.first)
  }

  /// A value by Foundation's reader, for comparison.
  private func foundation(_ text: String) throws -> JSONValue {
    try convert(
      JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed))
  }

  private func convert(_ object: Any) throws -> JSONValue {
    switch object {
    case let list as [Any]: return .array(try list.map(convert))
    case let members as [String: Any]:
      return .object(
        try members.sorted { $0.key < $1.key }
          .map { JSONMember(key: $0.key, value: try convert($0.value)) })
    case let text as String: return .string(text)
    case is NSNull: return .null
    case let number as NSNumber:
      let isBool = String(cString: number.objCType) == "c"
      return isBool ? .bool(number.boolValue) : .number(number.doubleValue)
    default: throw CocoaError(.coderReadCorrupt)
    }
  }

  private func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let values): .array(values.map(sorted))
    case .object(let members):
      .object(
        members.sorted { $0.key < $1.key }.map { JSONMember(key: $0.key, value: sorted($0.value)) })
    default: value
    }
  }

  @Test("Values are those that Foundation reads")
  func oracle() throws {
    let texts = [
      "[1, -2.5e3, 0.1, 1e-7, 123456789012345678, 0, -0.0, 4.9e-324, 1.7976931348623157e308]",
      "{\"a\": [true, false, null], \"b\": {\"c\": \"\"}}",
      "\"\\u00e9\\ud83d\\ude00 \\\"\\\\\\/\\b\\f\\n\\r\\t 네\"", "[[], {}, [{}]]",
      " \n[ 1 ,2\t]\r\n",
    ]
    for text in texts { #expect(try sorted(parse(text)) == foundation(text), "\(text)") }
  }

  @Test("Samples are read as Foundation reads them")
  func samples() throws {
    for name in ["google-v2.json", "azure-batch.json", "vcon-object.json", "clova.json"] {
      let text = String(decoding: try Samples.bytes(name), as: UTF8.self)
      #expect(try sorted(parse(text)) == foundation(text))
    }
  }

  @Test(
    "What the standard forbids is an error, but for the numbers that Python writes",
    arguments: [
      "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "--1", "\"\\x\"",
      "\"\\u12\"",
      "\"a\nb\"", "tru", "[1}", "{\"a\"}", "nul", "'a'", "\u{FEFF}1",
    ])
  func malformed(text: String) {
    let values = try? JSONParser.values(Array(text.utf8), limits: ImportLimits())
    #expect(values == nil || values == [])
  }

  @Test(
    "NaN and Infinity are numbers; half a surrogate pair is U+FFFD; the last of equal keys counts")
  func leniency() throws {
    #expect(
      try parse("[Infinity, -Infinity]") == .array([.number(.infinity), .number(-.infinity)]))
    guard case .number(let number) = try parse("NaN") else { return #expect(Bool(false)) }
    #expect(number.isNaN)
    #expect(try parse("\"\\ud83d!\"") == .string("\u{FFFD}!"))
    #expect(JSONNode(try parse("{\"a\":1,\"a\":2}"))["a"]?.value == .number(2))
  }

  @Test("Values one after the other are read, and a mistake's line is told")
  func several() throws {
    let values = try JSONParser.values(Array("{}\n[]\n 1 2".utf8), limits: ImportLimits())
    #expect(values == [.object([]), .array([]), .number(1), .number(2)])
    let error = #expect(throws: TranscriptError.self) { try self.parse("{\n\n\"a\": x}") }
    #expect(error?.place == "line 3")
  }
}
