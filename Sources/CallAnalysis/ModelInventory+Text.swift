internal import Reporting

extension ModelInventory {
  /// One JSON object for each model, in order, each on a line of its own.
  ///
  /// Keys: `name`, `needed_for`, `state` (`verified`, `unverified`, `damaged`, `missing`), `problem`, `path`,
  /// `bytes`, `sha256`, `version`, `licence`, `licence_path`, `source`, `package`, `install_with`; what is
  /// not known is `null`.
  public var jsonLines: String {
    items.map { JSONLineWriter.line($0.json) + "\n" }.joined()
  }

  /// The same for people.
  public var text: String {
    items.map(\.text).joined(separator: "\n")
  }
}

extension ModelInventory.Item {
  fileprivate var json: JSONValue {
    let texts: [(String, String?)] = [
      ("name", name), ("needed_for", purpose), ("state", state.rawValue), ("problem", problem),
      ("path", path),
    ]
    let origins: [(String, String?)] = [
      ("sha256", sha256), ("version", version), ("licence", licence),
      ("licence_path", licencePath), ("source", source), ("package", package),
      ("install_with", remedy),
    ]
    func members(_ rows: [(String, String?)]) -> [JSONValue.Member] {
      rows.map { .init(key: $0.0, value: $0.1.map(JSONValue.string) ?? .null) }
    }
    let bytes = JSONValue.Member(key: "bytes", value: byteCount.map(JSONValue.integer) ?? .null)
    return .object(members(texts) + [bytes] + members(origins))
  }

  /// A line with name and state, then what is known, a line each.
  fileprivate var text: String {
    let rows: [(String, String?)] = [
      ("needed for", purpose), ("problem", problem), ("file", path),
      ("bytes", byteCount.map(String.init)), ("SHA-256", sha256), ("version", version),
      ("licence", licencePath.map { "\(licence ?? "unknown") (\($0))" } ?? licence),
      ("source", source), ("package", package), ("install with", remedy),
    ]
    let lines = rows.compactMap { row in
      row.1.map { "  " + row.0 + String(repeating: " ", count: 14 - row.0.count) + $0 + "\n" }
    }
    return "\(name): \(state.rawValue)\n" + lines.joined()
  }
}
