/// What a JSON Schema says of one value.
indirect enum SchemaNode: Sendable {
  case boolean
  /// `unit` is the key's suffix, or nil for counts.
  case integer(minimum: Int?, unit: String?)
  case number(minimum: Double?, maximum: Double?, unit: String?)
  case string
  /// A string that is one of these.
  case enumeration([String])
  case array(SchemaNode)
  case object(TableSchema)
}

/// The members of one kind of object, as schema and reference show them.
struct TableSchema: Sendable {
  /// Whether all members are null where nothing was measured: true for the groups of a record, false
  /// for the elements of its arrays, which exist only where measured.
  var isGroup: Bool
  var members: [MemberSchema]
}

/// One member of such an object.
struct MemberSchema: Sendable {
  var key: String
  /// What it is: definition, denominator.
  var definition: String
  /// When it is null, beyond records without figures; nil = never.
  var nullWhen: String?
  var node: SchemaNode
}

/// One member of an object: what is said of it, and how its value comes out of a `Root`.
struct Column<Root>: Sendable {
  let schema: MemberSchema
  /// The value; of nothing (no figures) it is null, or an object of nulls.
  let value: @Sendable (Root?) -> JSONValue
}

/// Everything a record says of a `Root`: the one table that writes it and describes it.
struct RecordTable<Root>: Sendable {
  let isGroup: Bool
  let columns: [Column<Root>]

  /// A group of the record: there in every record, its members null where nothing was measured.
  static func group(_ columns: [Column<Root>]) -> RecordTable {
    RecordTable(isGroup: true, columns: columns)
  }

  /// An object whose members are null only by a rule of their own: the record itself, and the elements
  /// of its arrays, which exist only where measured.
  static func present(_ columns: [Column<Root>]) -> RecordTable {
    RecordTable(isGroup: false, columns: columns)
  }

  /// The object for `root`; without one, the object of nulls.
  func object(_ root: Root?) -> JSONValue {
    .object(columns.map { JSONValue.Member(key: $0.schema.key, value: $0.value(root)) })
  }

  var schema: TableSchema {
    TableSchema(isGroup: isGroup, members: columns.map(\.schema))
  }
}

extension Column {
  /// A column of any kind.
  private static func column(
    _ key: String, _ definition: String, null: String?, _ node: SchemaNode,
    _ value: @escaping @Sendable (Root) -> JSONValue?
  ) -> Column {
    Column(schema: MemberSchema(key: key, definition: definition, nullWhen: null, node: node)) {
      $0.flatMap(value) ?? .null
    }
  }

  /// Milliseconds, written in seconds.
  static func seconds(
    _ key: String, _ definition: String, null: String? = nil, signed: Bool = false,
    _ value: @escaping @Sendable (Root) -> Int?
  ) -> Column {
    column(
      key, definition, null: null, .number(minimum: signed ? nil : 0, maximum: nil, unit: "s")
    ) { value($0).map(JSONValue.milliseconds) }
  }

  /// 0–1, 4 decimals.
  static func ratio(
    _ key: String, _ definition: String, null: String? = nil,
    _ value: @escaping @Sendable (Root) -> Double?
  ) -> Column {
    column(key, definition, null: null, .number(minimum: 0, maximum: 1, unit: "ratio")) {
      value($0).map { .decimal($0, places: 4) }
    }
  }

  /// Per minute, 4 decimals.
  static func perMinute(
    _ key: String, _ definition: String, null: String? = nil,
    _ value: @escaping @Sendable (Root) -> Double?
  ) -> Column {
    column(key, definition, null: null, .number(minimum: 0, maximum: nil, unit: "per_min")) {
      value($0).map { .decimal($0, places: 4) }
    }
  }

  /// A level, 2 decimals; `unit` as in the key: `db`, `dbfs`, `lufs`.
  static func decibels(
    _ key: String, _ definition: String, unit: String = "db", null: String? = nil,
    _ value: @escaping @Sendable (Root) -> Double?
  ) -> Column {
    column(key, definition, null: null, .number(minimum: nil, maximum: nil, unit: unit)) {
      value($0).map { .decimal($0, places: 2) }
    }
  }

  /// A frequency, 1 decimal.
  static func hertz(
    _ key: String, _ definition: String, null: String? = nil,
    _ value: @escaping @Sendable (Root) -> Double?
  ) -> Column {
    column(key, definition, null: null, .number(minimum: 0, maximum: nil, unit: "hz")) {
      value($0).map { .decimal($0, places: 1) }
    }
  }

  /// A whole number from `minimum` on.
  static func integer(
    _ key: String, _ definition: String, minimum: Int = 0, unit: String? = nil,
    null: String? = nil, _ value: @escaping @Sendable (Root) -> Int?
  ) -> Column {
    column(key, definition, null: null, .integer(minimum: minimum, unit: unit)) {
      value($0).map(JSONValue.integer)
    }
  }

  /// True or false.
  static func boolean(
    _ key: String, _ definition: String, null: String? = nil,
    _ value: @escaping @Sendable (Root) -> Bool?
  ) -> Column {
    column(key, definition, null: null, .boolean) { value($0).map(JSONValue.boolean) }
  }

  /// Any text.
  static func string(
    _ key: String, _ definition: String, null: String? = nil,
    _ value: @escaping @Sendable (Root) -> String?
  ) -> Column {
    column(key, definition, null: null, .string) { value($0).map(JSONValue.string) }
  }

  /// One of the cases of an enumeration.
  static func choice<Choice: RawRepresentable & CaseIterable & SendableMetatype>(
    _ key: String, _ definition: String, null: String? = nil,
    _ value: @escaping @Sendable (Root) -> Choice?
  ) -> Column where Choice.RawValue == String {
    column(key, definition, null: null, .enumeration(Choice.allCases.map(\.rawValue))) {
      value($0).map { .string($0.rawValue) }
    }
  }

  /// Cases of an enumeration.
  static func choices<Choice: RawRepresentable & CaseIterable & SendableMetatype>(
    _ key: String, _ definition: String, null: String? = nil,
    _ value: @escaping @Sendable (Root) -> [Choice]?
  ) -> Column where Choice.RawValue == String {
    column(key, definition, null: null, .array(.enumeration(Choice.allCases.map(\.rawValue)))) {
      value($0).map { .array($0.map { .string($0.rawValue) }) }
    }
  }

  /// Several texts.
  static func strings(
    _ key: String, _ definition: String, null: String? = nil,
    _ value: @escaping @Sendable (Root) -> [String]?
  ) -> Column {
    column(key, definition, null: null, .array(.string)) {
      value($0).map { .array($0.map(JSONValue.string)) }
    }
  }

  /// An object that is always there; its members are null where `value` is nil.
  static func object<Part>(
    _ key: String, _ definition: String, _ table: RecordTable<Part>,
    _ value: @escaping @Sendable (Root) -> Part?
  ) -> Column {
    Column(
      schema: MemberSchema(
        key: key, definition: definition, nullWhen: nil, node: .object(table.schema))
    ) { root in table.object(root.flatMap(value)) }
  }

  /// An array of objects with identical keys.
  static func array<Element>(
    _ key: String, _ definition: String, of table: RecordTable<Element>, null: String? = nil,
    _ value: @escaping @Sendable (Root) -> [Element]?
  ) -> Column {
    column(key, definition, null: null, .array(.object(table.schema))) {
      value($0).map { .array($0.map(table.object)) }
    }
  }
}
