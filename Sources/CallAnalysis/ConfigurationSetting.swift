internal import FoundationEssentials

/// The value of one setting, as people write it: `6`, `0.75`, `true`, a name.
public enum SettingValue: Hashable, Sendable {
  case boolean(Bool)
  case number(Double)
  case text(String)

  /// What `text` says: `true` and `false`, a decimal number, else the text itself.
  public init(_ text: some StringProtocol) {
    switch text {
    case "true": self = .boolean(true)
    case "false": self = .boolean(false)
    default: self = Self.number(in: text).map(SettingValue.number) ?? .text(String(text))
    }
  }

  /// The finite number that `text` writes in decimal, with an exponent or without; nil for anything
  /// else, hexadecimal digits and names of infinities included.
  public static func number(in text: some StringProtocol) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) }),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }
}

extension SettingValue: CustomStringConvertible {
  /// The shortest text that reads back as the same value; whole numbers without a point.
  public var description: String {
    switch self {
    case .boolean(let value): String(value)
    case .number(let value):
      value.description.hasSuffix(".0") ? "\(value.description.dropLast(2))" : "\(value)"
    case .text(let value): value
    }
  }
}

extension SettingValue: Comparable {
  /// Truth values first, false before true; then numbers by size; then texts bytewise.
  public static func < (one: SettingValue, other: SettingValue) -> Bool {
    switch (one, other) {
    case (.boolean(let one), .boolean(let other)): !one && other
    case (.number(let one), .number(let other)): one < other
    case (.text(let one), .text(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
    case (.boolean, _), (.number, .text): true
    case (.number, .boolean), (.text, _): false
    }
  }
}

/// One setting of a configuration.
public struct Setting: Hashable, Sendable {
  /// Dotted, as files nest it: `detector.crosstalk.marginDB`.
  public let name: String
  /// Nil where the setting is no single value but a list.
  public let value: SettingValue?
}

extension ConfigurationDocument {
  /// Every setting of `configuration` and its value, by name in bytewise order.
  ///
  /// - Throws: `AnalysisError` (`usage`) where a value has no JSON form (NaN, infinity).
  public static func settings(of configuration: some Encodable) throws(AnalysisError) -> [Setting] {
    let json = try canonicalJSON(configuration)
    do {
      return try JSONDecoder().decode(JSONTree.self, from: json).settings(under: "")
    } catch {
      throw AnalysisError(.usage, "configuration has no JSON form: \(error)")
    }
  }

  /// `configuration` with some settings changed; ranges are `validate`'s.
  ///
  /// - Parameter changes: Values by dotted name.
  /// - Throws: `AnalysisError` (`usage`): a name that the type does not know, a value of the wrong
  ///   type.
  public static func changing<Configuration: Codable>(
    _ configuration: Configuration, _ changes: [String: SettingValue]
  ) throws(AnalysisError) -> Configuration {
    var tree = JSONTree.object([:])
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
      let branch = name.split(separator: ".").reversed().reduce(JSONTree(value)) {
        .object([String($1): $0])
      }
      tree = tree.overlaid(with: branch)
    }
    return try decode(tree, over: configuration, path: nil)
  }
}

extension JSONTree {
  fileprivate init(_ value: SettingValue) {
    switch value {
    case .boolean(let value): self = .boolean(value)
    case .number(let value): self = .number(value)
    case .text(let value): self = .text(value)
    }
  }

  fileprivate func settings(under name: String) -> [Setting] {
    switch self {
    case .object(let fields):
      fields.keys.sorted().flatMap { key in
        fields[key]?.settings(under: name.isEmpty ? key : "\(name).\(key)") ?? []
      }
    case .boolean(let value): [Setting(name: name, value: .boolean(value))]
    case .integer(let value): [Setting(name: name, value: .number(Double(value)))]
    case .number(let value): [Setting(name: name, value: .number(value))]
    case .text(let value): [Setting(name: name, value: .text(value))]
    case .list, .null: [Setting(name: name, value: nil)]
    }
  }
}
