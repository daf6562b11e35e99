/// The tables of the record's reference page in Markdown: for each object its keys in order, what they
/// hold, their definitions and when they are null. Written from the table that writes the records.
public func recordReference() -> String {
  let record = RecordTables.recordWithEvents.schema
  return section("record", heading: "The record", record)
}

/// One object's table, then those of the objects in it, depth first.
private func section(_ path: String, heading: String, _ table: TableSchema) -> String {
  var text = "### \(heading)\n\n"
  if table.isGroup { text += "All null where `status` is not `ok`.\n\n" }
  text += "| key | holds | definition | null |\n|---|---|---|---|\n"
  for member in table.members {
    let null = member.nullWhen ?? (table.isGroup ? "" : "never")
    text += "| `\(member.key)` | \(member.node.summary) | \(member.definition) | \(null) |\n"
  }
  text += "\n"
  for member in table.members {
    guard let inner = member.node.table else { continue }
    let name = path == "record" ? member.key : "\(path).\(member.key)"
    let suffix = member.node.isArray ? "[]" : ""
    text += section(name + suffix, heading: "`\(name)\(suffix)`", inner)
  }
  return text
}

extension SchemaNode {
  /// What a value is, in a few words.
  var summary: String {
    switch self {
    case .boolean: "boolean"
    case .string: "string"
    case .integer(_, nil): "integer"
    case .integer(_, let unit?): "integer, \(unit)"
    case .number(_, _, let unit): "number, \(unit ?? "")"
    case .enumeration: "one of the named"
    case .array(let element): "array of \(element.summary)"
    case .object: "object"
    }
  }

  var isArray: Bool {
    if case .array = self { true } else { false }
  }

  /// The members of an object, or of the objects in an array.
  var table: TableSchema? {
    switch self {
    case .object(let table): table
    case .array(let element): element.table
    default: nil
    }
  }
}
