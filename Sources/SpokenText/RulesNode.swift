internal import Yams

/// A value of a YAML file with the way to it and its line, for messages that lead to the place.
struct RulesNode {
  private let node: Node
  private let path: String
  /// `keywords[2].any_of`; empty for the whole file.
  private let place: String

  /// - Throws: `TextError` (`malformed`): no YAML, nothing in it, or nested deeper than rules are.
  init(yaml: String, path: String) throws(TextError) {
    if let line = YAMLDepth.lineTooDeep(in: yaml) {
      throw TextError(.malformed, path: path, line: line, "is nested deeper than rules are")
    }
    let composed: Node?
    do {
      composed = try Yams.compose(yaml: yaml)
    } catch {
      throw TextError(
        .malformed, path: path, line: Self.line(of: error), "is no YAML that can be read")
    }
    guard let composed else {
      throw TextError(.malformed, path: path, "is empty, expected version: 1 and rules")
    }
    self.init(composed, path: path, place: "")
    guard composed.mapping != nil else {
      throw failure("expected fields: version, keywords, script")
    }
  }

  private init(_ node: Node, path: String, place: String) {
    self.node = node
    self.path = path
    self.place = place
  }

  var isList: Bool { node.sequence != nil }

  /// The value of a field, or nil where it is not given.
  subscript(_ key: String) -> RulesNode? {
    guard let value = node.mapping?[key] else { return nil }
    return RulesNode(value, path: path, place: place.isEmpty ? key : "\(place).\(key)")
  }

  func required(_ key: String) throws(TextError) -> RulesNode {
    guard let value = self[key] else { throw failure("has no field \(key)") }
    return value
  }

  /// - Throws: `TextError` for a field that is not in the list, or where this has no fields.
  func allowOnly(_ keys: [String]) throws(TextError) {
    guard let mapping = node.mapping else {
      throw failure("expected fields: \(keys.joined(separator: ", "))")
    }
    for key in mapping.keys where !keys.contains(key.string ?? "") {
      throw TextError(
        .malformed, path: path, line: key.mark?.line,
        "\(place.isEmpty ? "the file" : place) has a field that is none, expected: "
          + keys.joined(separator: ", "))
    }
  }

  func list() throws(TextError) -> [RulesNode] {
    guard let sequence = node.sequence else { throw failure("expected a list") }
    return sequence.enumerated().map { index, value in
      RulesNode(value, path: path, place: "\(place)[\(index)]")
    }
  }

  /// As it is written: `14` and `yes` are texts too.
  func text() throws(TextError) -> String {
    guard let scalar = node.scalar, !scalar.string.isEmpty else { throw failure("expected a text") }
    return scalar.string
  }

  func boolean() throws(TextError) -> Bool {
    switch try text() {
    case "true": return true
    case "false": return false
    default: throw failure("expected true or false")
    }
  }

  /// A number without quotes: with them it is a text.
  func integer(in range: ClosedRange<Int>) throws(TextError) -> Int {
    guard let value = Int(try text()), node.scalar?.style == .plain, range.contains(value) else {
      throw failure("expected a whole number, \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  func choice<Choice: RawRepresentable & CaseIterable>() throws(TextError) -> Choice
  where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try text()) else {
      throw failure("expected \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  /// An error that names this place.
  func failure(_ expectation: String) -> TextError {
    TextError(
      .malformed, path: path, line: node.mark?.line,
      "\(place.isEmpty ? "the file" : place): \(expectation)")
  }

  private static func line(of error: any Error) -> Int? {
    guard let error = error as? YamlError else { return nil }
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      return mark.line
    default: return nil
    }
  }
}

/// Keeps nesting within what a parser that calls itself can bear.
enum YAMLDepth {
  /// Rules nest four deep.
  static let most = 32

  /// The first line that nests deeper than `most`, counted from 1: by brackets open, by `- ` and `? ` at its
  /// start, or by more than eight columns a level. Brackets in quotes count too; no rule has so many.
  static func lineTooDeep(in yaml: String) -> Int? {
    var brackets = 0
    var marks = 0
    var columns = 0
    var isStart = true
    var line = 1
    for scalar in yaml.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
        if scalar == "\n" { line += 1 }
        (marks, columns, isStart) = (0, 0, true)
        continue
      case "[", "{": brackets += 1
      case "]", "}": brackets = max(0, brackets - 1)
      case "-" where isStart, "?" where isStart, ":" where isStart: marks += 1
      case " " where isStart, "\t" where isStart: columns += 1
      default: isStart = false
      }
      if brackets > most || marks > most || columns > most * 8 { return line }
    }
    return nil
  }
}
