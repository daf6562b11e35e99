import Foundation
import Reporting
import Testing

/// The part of JSON Schema that the record's schema uses.
private struct Validator {
  /// What the schema forbids in `value`: paths and reasons.
  static func faults(_ value: Decoded, _ schema: Decoded, at path: String = "$") -> [String] {
    guard case .object(let rules) = schema else { return ["\(path): schema is no object"] }
    let known: Set = [
      "$schema", "title", "description", "x-unit", "type", "const", "enum", "minimum", "maximum",
      "properties", "required", "additionalProperties", "items",
    ]
    var faults = rules.keys.filter { !known.contains($0) }.map { "\(path): rule \($0) not checked" }
    if let type = rules["type"], !types(type).contains(where: { matches(value, $0) }) {
      faults.append("\(path): \(value) is not of type \(types(type))")
    }
    if let const = rules["const"], const != value { faults.append("\(path): not \(const)") }
    if case .array(let choices) = rules["enum"], !choices.contains(value) {
      faults.append("\(path): \(value) is none of \(choices)")
    }
    faults += bounds(value, rules, at: path)
    switch value {
    case .object(let members): faults += object(members, rules, at: path)
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        faults += Self.faults(element, rules["items"] ?? .null, at: "\(path)[\(index)]")
      }
    default: break
    }
    return faults
  }

  private static func types(_ type: Decoded) -> [String] {
    switch type {
    case .string(let name): [name]
    case .array(let names):
      names.compactMap { if case .string(let name) = $0 { name } else { nil } }
    default: []
    }
  }

  private static func matches(_ value: Decoded, _ type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.boolean, "boolean"), (.string, "string"), (.array, "array"),
      (.object, "object"), (.number, "number"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }

  private static func bounds(_ value: Decoded, _ rules: [String: Decoded], at path: String)
    -> [String]
  {
    guard case .number(let number) = value else { return [] }
    var faults: [String] = []
    if case .number(let minimum) = rules["minimum"], number < minimum {
      faults.append("\(path): \(number) < \(minimum)")
    }
    if case .number(let maximum) = rules["maximum"], number > maximum {
      faults.append("\(path): \(number) > \(maximum)")
    }
    return faults
  }

  private static func object(
    _ members: [String: Decoded], _ rules: [String: Decoded], at path: String
  ) -> [String] {
    guard case .object(let properties) = rules["properties"],
      case .array(let required) = rules["required"],
      rules["additionalProperties"] == .boolean(false)
    else { return ["\(path): an object without properties, required and a closed door"] }
    var faults: [String] = []
    for case .string(let key) in required where members[key] == nil {
      faults.append("\(path): \(key) is missing")
    }
    for (key, value) in members {
      if let schema = properties[key] {
        faults += Self.faults(value, schema, at: "\(path).\(key)")
      } else {
        faults.append("\(path): \(key) is not in the schema")
      }
    }
    return faults
  }
}

@Suite struct RecordSchemaTests {
  private func schema() throws -> Decoded { try Decoded(recordSchema()) }

  @Test func `every kind of record is valid, with and without events`() throws {
    let schema = try schema()
    for record in SampleRecords.all {
      for events in [false, true] {
        let faults = Validator.faults(try Decoded(record.jsonLine(includingEvents: events)), schema)
        #expect(faults.isEmpty)
      }
    }
  }

  @Test(arguments: [
    (#""schema":"sori.call""#, #""schema":"other""#), (#""status":"ok""#, #""status":"fine""#),
    (#""talk_s":"#, #""talk_s":-"#), (#""talk_s":"#, #""talks_s":"#),
    (#""sample_rate_hz":8000"#, #""sample_rate_hz":"8000""#),
    (#""channel_count":2"#, #""channel_count":2.5"#),
    (#""usable_for_evaluation":false"#, #""usable_for_evaluation":0"#),
    (#""reasons":["crosstalk""#, #""reasons":["cross""#),
    (#""channel":1"#, #""channel":null"#), (#""path":"calls/1.wav""#, #""path":null"#),
  ])
  func `a broken record is not valid`(whole: String, broken: String) throws {
    let line = SampleRecords.measured(SampleRecords.twoParties).jsonLine(includingEvents: true)
    try #require(line.contains(whole))
    let spoiled = line.replacingOccurrences(of: whole, with: broken)
    #expect(!Validator.faults(try Decoded(spoiled), try schema()).isEmpty)
  }

  @Test func `every member of every object has a description`() throws {
    func undescribed(_ value: Decoded, _ path: String) -> [String] {
      guard case .object(let rules) = value else { return [] }
      var missing: [String] = []
      if case .object(let properties) = rules["properties"] {
        for (key, member) in properties {
          if case .string(let text) = member.at("description"), !text.isEmpty {
          } else {
            missing.append("\(path).\(key)")
          }
          missing += undescribed(member, "\(path).\(key)")
        }
      }
      if let items = rules["items"] { missing += undescribed(items, "\(path)[]") }
      return missing
    }
    #expect(undescribed(try schema(), "$").isEmpty)
  }

  @Test func `the schema names its draft and this version`() throws {
    let schema = try schema()
    #expect(schema.at("title") == .string("sori.call 1.2.0"))
    guard case .object(let members) = schema else { return }
    #expect(members["$schema"] == .string("https://json-schema.org/draft/2020-12/schema"))
  }

  @Test func `units in names and in the schema agree`() throws {
    func disagreeing(_ value: Decoded) -> [String] {
      guard case .object(let rules) = value else { return [] }
      var found: [String] = []
      if case .object(let properties) = rules["properties"] {
        for (key, member) in properties {
          if case .string(let unit) = member.at("x-unit"), !key.hasSuffix("_\(unit)"),
            !["turn_balance", "confidence"].contains(key)
          {
            found.append(key)
          }
          found += disagreeing(member)
        }
      }
      if let items = rules["items"] { found += disagreeing(items) }
      return found
    }
    #expect(disagreeing(try schema()).isEmpty)
  }
}
