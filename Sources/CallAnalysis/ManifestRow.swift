internal import FoundationEssentials
internal import Reporting

/// One call's line of a manifest: column names and what stands in them. Blank means nothing said.
struct ManifestRow {
  private let fields: [String: String]

  /// Columns that are understood; others are ignored.
  static let columns: Set<String> = [
    "path", "call_id", "started_at", "direction", "queue", "agent_id", "channels",
    "first_speaker", "consent", "lawful_basis", "retention_until", "transcript",
  ]

  /// A CSV record under its header; missing fields at the end are blank.
  init(header: [String], record: [String]) {
    var fields: [String: String] = [:]
    for (column, value) in zip(header, record) where Self.columns.contains(column) {
      fields[column] = value.trimmedOfSpace
    }
    self.fields = fields
  }

  /// The columns of a JSON object; whole numbers and booleans count as their text.
  ///
  /// - Throws: `AnalysisError` (`usage`) for anything but an object, or a column of another type.
  init(json line: [UInt8]) throws(AnalysisError) {
    guard case .object(let object)? = try? JSONDecoder().decode(JSONTree.self, from: Data(line))
    else { throw AnalysisError(.usage, "not a JSON object") }
    var fields: [String: String] = [:]
    for column in Self.columns {
      switch object[column] {
      case nil, .null: break
      case .text(let text): fields[column] = text.trimmedOfSpace
      case .integer(let number): fields[column] = String(number)
      case .number: throw AnalysisError(.usage, "\(column): expected text, or a whole number")
      case .boolean(let value): fields[column] = String(value)
      case .list, .object: throw AnalysisError(.usage, "\(column): expected text")
      }
    }
    self.fields = fields
    unknownColumns = object.keys.filter { !Self.columns.contains($0) }.sorted()
  }

  /// Columns that were ignored, sorted (JSON Lines only).
  private(set) var unknownColumns: [String] = []

  subscript(column: String) -> String? {
    fields[column].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the row says of its call.
  ///
  /// - Throws: `AnalysisError` (`usage`) for malformed channels or an unknown party.
  func metadata() throws(AnalysisError) -> CallMetadata {
    var metadata = CallMetadata()
    metadata.callID = self["call_id"]
    metadata.startedAt = self["started_at"]
    metadata.direction = self["direction"]
    metadata.queue = self["queue"]
    metadata.agentID = self["agent_id"]
    metadata.lawfulBasis = self["lawful_basis"]
    metadata.expiresAt = self["retention_until"].map { String($0.prefix(10)) }
    if let roles = self["channels"] { metadata.channels = try ChannelRoles(parsing: roles) }
    if let party = self["first_speaker"] {
      metadata.roles = try AssumedRoles(firstSpeakerNamed: party)
    }
    return metadata
  }

  /// Why the call must not be measured on `day`, or nil where it may be.
  ///
  /// Messages stand in records: none repeats a field that was not understood, since where columns have
  /// slipped it may be anybody's name.
  ///
  /// - Throws: `AnalysisError` (`usage`) for a consent or a date that cannot be understood: such a
  ///   call must be looked at, neither measured nor passed over.
  func refusal(asOf day: CalendarDay) throws(AnalysisError) -> Refusal? {
    if let consent = self["consent"], try !Self.isConsent(consent) {
      return Refusal(.skipped, code: "consent_absent", "manifest says consent is \"\(consent)\"")
    }
    guard let retention = self["retention_until"] else { return nil }
    guard let last = CalendarDay(String(retention.prefix(10))) else {
      throw AnalysisError(.usage, "retention_until: expected YYYY-MM-DD")
    }
    guard last < day else { return nil }
    return Refusal(.skipped, code: "retention_expired", "kept until \(last)")
  }

  private static func isConsent(_ text: String) throws(AnalysisError) -> Bool {
    switch text.lowercased() {
    case "yes", "y", "true", "1", "given", "granted": return true
    case "no", "n", "false", "0", "denied", "refused", "withdrawn", "absent", "none": return false
    default: throw AnalysisError(.usage, "consent: expected yes or no")
    }
  }
}
