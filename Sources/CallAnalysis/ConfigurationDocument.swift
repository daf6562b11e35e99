internal import Crypto
public import FoundationEssentials

/// Reading and naming of configurations, whatever their fields: what every stage's struct needs and
/// none should write for itself.
public enum ConfigurationDocument {
  /// `defaults` with the changes that a JSON document makes to them.
  ///
  /// Keys the document leaves out keep their defaults; a key that the type does not know is refused by
  /// name, so that a misspelt one is never silently without effect.
  ///
  /// - Parameter path: The document's file, for messages.
  /// - Throws: `AnalysisError` (`usage`): no JSON object, an unknown key, a value of the wrong type.
  public static func decode<Configuration: Codable>(
    _ document: Data, over defaults: Configuration, path: String
  ) throws(AnalysisError) -> Configuration {
    let changes: JSONTree
    do {
      changes = try JSONDecoder().decode(JSONTree.self, from: document)
    } catch let error as DecodingError {
      throw AnalysisError(.usage, path: path, message(for: error))
    } catch {
      throw AnalysisError(.usage, path: path, "\(error)")
    }
    return try decode(changes, over: defaults, path: path)
  }

  /// The same of a document that is read already; `path` is nil where there is no file.
  static func decode<Configuration: Codable>(
    _ changes: JSONTree, over defaults: Configuration, path: String?
  ) throws(AnalysisError) -> Configuration {
    guard case .object = changes else {
      throw AnalysisError(.usage, path: path, "expected a JSON object")
    }
    do {
      let merged = try tree(of: defaults).overlaid(with: changes)
      let configuration = try JSONDecoder().decode(
        Configuration.self, from: try JSONEncoder().encode(merged))
      if let key = changes.firstKey(missingFrom: try tree(of: configuration)) {
        throw AnalysisError(.usage, path: path, "unknown key \"\(key)\"")
      }
      return configuration
    } catch let error as AnalysisError {
      throw error
    } catch let error as DecodingError {
      throw AnalysisError(.usage, path: path, message(for: error))
    } catch {
      throw AnalysisError(.usage, path: path, "\(error)")
    }
  }

  /// The one spelling of a configuration: JSON, keys sorted, nothing left out, no white space.
  ///
  /// - Throws: `AnalysisError` (`usage`) where a value has no JSON form (NaN, infinity).
  public static func canonicalJSON(_ configuration: some Encodable) throws(AnalysisError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(configuration)
    } catch {
      throw AnalysisError(.usage, "configuration has no JSON form: \(error)")
    }
  }

  /// The same for people: keys sorted, nothing left out, indented, a line's end after the last brace.
  ///
  /// - Throws: `AnalysisError` (`usage`) where a value has no JSON form (NaN, infinity).
  public static func readableJSON(_ configuration: some Encodable) throws(AnalysisError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(configuration), as: UTF8.self) + "\n"
    } catch {
      throw AnalysisError(.usage, "configuration has no JSON form: \(error)")
    }
  }

  /// The first 12 hexadecimal digits of the SHA-256 of the canonical JSON: equal exactly when the
  /// configurations are, for all purposes.
  public static func hash(of configuration: some Encodable) throws(AnalysisError) -> String {
    String(hexadecimal(SHA256.hash(data: try canonicalJSON(configuration))).prefix(12))
  }

  private static func tree(of value: some Encodable) throws -> JSONTree {
    try JSONDecoder().decode(JSONTree.self, from: try JSONEncoder().encode(value))
  }

  /// Names the key concerned, which the error's own description buries.
  private static func message(for error: DecodingError) -> String {
    func name(_ context: DecodingError.Context) -> String {
      context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case .typeMismatch(let expected, let context):
      return "\(name(context)): expected \(expected)"
    case .valueNotFound(let expected, let context):
      return "\(name(context)): expected \(expected), got null"
    case .keyNotFound(let key, let context):
      return "\(name(context)): no key \"\(key.stringValue)\""
    case .dataCorrupted(let context):
      let field = name(context)
      return field.isEmpty ? "not valid JSON" : "\(field): \(context.debugDescription)"
    @unknown default:
      return "\(error)"
    }
  }
}

extension AnalysisConfiguration {
  /// The defaults with the changes that the JSON file at `path` makes to them, validated.
  ///
  /// - Throws: `AnalysisError`: `unreadable`, or `usage` for an unknown key, a wrong type or a value
  ///   out of range.
  public static func read(fromFile path: String) throws(AnalysisError) -> AnalysisConfiguration {
    let document: Data
    do {
      document = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw AnalysisError(.unreadable, path: path, "cannot be read")
    }
    let configuration = try ConfigurationDocument.decode(
      document, over: AnalysisConfiguration(), path: path)
    do {
      try configuration.validate()
    } catch {
      throw AnalysisError(error.code, path: path, error.message)
    }
    return configuration
  }

  /// The name of this configuration in every record: 12 hexadecimal digits.
  ///
  /// - Throws: `AnalysisError` where a number is not finite.
  public func hash() throws(AnalysisError) -> String {
    try ConfigurationDocument.hash(of: self)
  }
}

/// Two lower-case hexadecimal digits for each byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
