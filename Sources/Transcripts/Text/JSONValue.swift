/// A value of JSON.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// May be no number: Python writes NaN and Infinity.
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// In the file's order; of keys that occur twice, the last counts.
  case object([JSONMember])

  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a truth value"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// A key and its value.
struct JSONMember: Hashable, Sendable {
  var key: String
  var value: JSONValue
}

/// The way to a value, for messages: `segments[3].start`.
indirect enum JSONPlace: Sendable {
  case root
  case key(JSONPlace, String)
  case index(JSONPlace, Int)

  var text: String {
    switch self {
    case .root: ""
    case .key(.root, let key): key
    case .key(let parent, let key): "\(parent.text).\(key)"
    case .index(let parent, let index): "\(parent.text)[\(index)]"
    }
  }
}

/// A value and the way to it.
struct JSONNode: Sendable {
  let value: JSONValue
  let place: JSONPlace

  init(_ value: JSONValue, at place: JSONPlace = .root) {
    self.value = value
    self.place = place
  }

  /// The value of the first of `keys` that is there and not null; nil where none is, or this is no object.
  subscript(_ keys: String...) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    for key in keys {
      if let member = members.last(where: { $0.key == key }), member.value != .null {
        return JSONNode(member.value, at: .key(place, key))
      }
    }
    return nil
  }

  var isObject: Bool {
    if case .object = value { true } else { false }
  }

  var isArray: Bool {
    if case .array = value { true } else { false }
  }

  /// - Throws: `TranscriptError` (`malformed`) where the key is not there or null.
  func required(_ key: String) throws(TranscriptError) -> JSONNode {
    guard let node = self[key] else { throw error("has no \"\(key)\"") }
    return node
  }

  /// - Throws: `TranscriptError` (`malformed`) where this is no list.
  func elements() throws(TranscriptError) -> [JSONNode] {
    guard case .array(let values) = value else { throw unexpected("a list") }
    return values.enumerated().map { JSONNode($1, at: .index(place, $0)) }
  }

  /// - Throws: `TranscriptError` (`malformed`) where this is no string.
  func string() throws(TranscriptError) -> String {
    guard case .string(let text) = value else { throw unexpected("a string") }
    return text
  }

  /// The number, or the number that a string holds in digits.
  ///
  /// - Parameter allowsExponent: whether a string may hold `1e-5`, as confidences do and times never.
  /// - Throws: `TranscriptError` (`malformed`) for anything else.
  func number(allowsExponent: Bool = false) throws(TranscriptError) -> Double {
    switch value {
    case .number(let number): return number
    case .string(let text):
      if let number = decimal(text, allowsExponent: allowsExponent) { return number }
      throw error("expected a number, found a string that holds none")
    default: throw unexpected("a number")
    }
  }

  /// A name: a string, or a number as a string; nil for an empty one and for what is neither.
  var name: String? {
    switch value {
    case .string(let text): return cleanName(text)
    case .number(let number): return Int(exactly: number).map { "\($0)" }
    default: return nil
    }
  }

  /// The list's first element; nil where there is none.
  var first: JSONNode? {
    guard case .array(let values) = value, let first = values.first else { return nil }
    return JSONNode(first, at: .index(place, 0))
  }

  func unexpected(_ expected: String) -> TranscriptError {
    error("expected \(expected), found \(value.kind)")
  }

  func error(_ message: String, _ code: TranscriptError.Code = .malformed) -> TranscriptError {
    let place = place.text
    return TranscriptError(code, at: place.isEmpty ? nil : place, message)
  }
}
