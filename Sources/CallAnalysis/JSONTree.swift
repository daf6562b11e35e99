/// Any JSON value, for comparing what a document says with what a type understands.
enum JSONTree: Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  /// The tree with `changes` laid over it: objects key by key, anything else replaced.
  func overlaid(with changes: JSONTree) -> JSONTree {
    guard case .object(var fields) = self, case .object(let changed) = changes else {
      return changes
    }
    for (key, value) in changed {
      fields[key] = fields[key]?.overlaid(with: value) ?? value
    }
    return .object(fields)
  }

  /// The first key, dotted (`metrics.turns.pause_s`), that this tree has and `other` has not; keys in
  /// bytewise order. Nil where every key of every object is in `other`.
  func firstKey(missingFrom other: JSONTree, under prefix: String = "") -> String? {
    guard case .object(let fields) = self, case .object(let known) = other else { return nil }
    for key in fields.keys.sorted() {
      let path = prefix.isEmpty ? key : "\(prefix).\(key)"
      guard let value = fields[key], let counterpart = known[key] else { return path }
      if let inner = value.firstKey(missingFrom: counterpart, under: path) { return inner }
    }
    return nil
  }
}

extension JSONTree: Codable {
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONTree].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONTree].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}
