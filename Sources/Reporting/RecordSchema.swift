/// The JSON Schema (draft 2020-12) of a record, pretty-printed, with a line's end: every key, its
/// definition, unit, range and whether it may be null. Written from the table that writes the records.
///
/// It takes records with and without `events`.
public func recordSchema() -> String {
  var members = schemaMembers(RecordTables.recordWithEvents.schema)
  if let required = members.firstIndex(where: { $0.key == "required" }) {
    members[required].value = .array(
      RecordTables.record.columns.map { .string($0.schema.key) })
  }
  let head: [JSONValue.Member] = [
    .init(key: "$schema", value: .string("https://json-schema.org/draft/2020-12/schema")),
    .init(
      key: "title", value: .string("\(CallRecord.schemaName) \(CallRecord.schemaVersion)")),
    .init(
      key: "description",
      value: .string(
        "One measured call. Null = not measurable; zero = zero was counted. Without figures (status other than ok) every figure is null."
      )),
  ]
  return prettyText(.object(head + members), indent: "") + "\n"
}

/// The schema of an object: all members required, none besides.
private func schemaMembers(_ table: TableSchema) -> [JSONValue.Member] {
  let properties = table.members.map { member in
    JSONValue.Member(
      key: member.key, value: .object(schemaMembers(member, inGroup: table.isGroup)))
  }
  return [
    .init(key: "type", value: .string("object")),
    .init(key: "properties", value: .object(properties)),
    .init(key: "required", value: .array(table.members.map { .string($0.key) })),
    .init(key: "additionalProperties", value: .boolean(false)),
  ]
}

/// The schema of one member.
private func schemaMembers(_ member: MemberSchema, inGroup: Bool) -> [JSONValue.Member] {
  var description = member.definition
  if let nullWhen = member.nullWhen { description += " Null: \(nullWhen)." }
  let members: [JSONValue.Member] = [.init(key: "description", value: .string(description))]
  if member.key == "schema" {
    return members + [.init(key: "const", value: .string(CallRecord.schemaName))]
  }
  if member.key == "schema_version" {
    return members + [.init(key: "const", value: .string(CallRecord.schemaVersion))]
  }
  return members + schemaMembers(member.node, nullable: member.isNullable(inGroup: inGroup))
}

extension MemberSchema {
  /// Whether it may be null: by its own rule, or because its group was not measured.
  func isNullable(inGroup: Bool) -> Bool {
    nullWhen != nil || inGroup
  }
}

/// The schema of a value.
private func schemaMembers(_ node: SchemaNode, nullable: Bool) -> [JSONValue.Member] {
  func type(_ name: String) -> JSONValue.Member {
    .init(key: "type", value: nullable ? .array([.string(name), .string("null")]) : .string(name))
  }
  switch node {
  case .boolean: return [type("boolean")]
  case .string: return [type("string")]
  case .integer(let minimum, let unit):
    return [type("integer")] + bounds(minimum.map(JSONValue.integer), nil, unit: unit)
  case .number(let minimum, let maximum, let unit):
    return [type("number")]
      + bounds(
        minimum.map { .decimal($0, places: 3) }, maximum.map { .decimal($0, places: 3) },
        unit: unit)
  case .enumeration(let choices):
    return [
      .init(
        key: "enum",
        value: .array(choices.map(JSONValue.string) + (nullable ? [.null] : [])))
    ]
  case .array(let element):
    return [
      type("array"),
      .init(key: "items", value: .object(schemaMembers(element, nullable: false))),
    ]
  case .object(let table):
    return schemaMembers(table)
  }
}

private func bounds(_ minimum: JSONValue?, _ maximum: JSONValue?, unit: String?)
  -> [JSONValue.Member]
{
  var members: [JSONValue.Member] = []
  if let minimum { members.append(.init(key: "minimum", value: minimum)) }
  if let maximum { members.append(.init(key: "maximum", value: maximum)) }
  if let unit { members.append(.init(key: "x-unit", value: .string(unit))) }
  return members
}

/// JSON over several lines, two spaces deeper for each level; arrays of scalars on one line.
private func prettyText(_ value: JSONValue, indent: String) -> String {
  guard case .object(let members) = value, !members.isEmpty else {
    return JSONLineWriter.line(value)
  }
  let inner = indent + "  "
  let lines = members.map { member in
    inner + JSONLineWriter.line(.string(member.key)) + ": "
      + prettyText(member.value, indent: inner)
  }
  return "{\n" + lines.joined(separator: ",\n") + "\n" + indent + "}"
}
