internal import FoundationEssentials
@preconcurrency internal import Glibc
internal import Logging
internal import Reporting

/// Writes each event as one line on standard error.
///
/// As text: `sori: path: message`. As JSON, keys in this order:
///
///     {"time":"2025-01-31T09:30:00.000Z","level":"error","event":"call_failed",
///      "message":"No such file or directory","code":"not_found","path":"a.wav"}
///
/// Behind `message` come the event's own keys by name; numbers are numbers.
struct LineLogHandler: LogHandler {
  let format: LogFormat
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel: Logger.Level

  /// Metadata that says what happened, in one word.
  static let eventKey = "event"
  /// Metadata that says which file is concerned: text has it before the message.
  static let pathKey = "path"

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
      .merging(event.metadata ?? [:]) { $1 }
    let line =
      switch format {
      case .text: Self.text(event, fields)
      case .json: Self.json(event, fields, at: Date())
      }
    // One call a line: lines of several threads do not mix.
    fputs(line + "\n", stderr)
  }

  private static func text(_ event: LogEvent, _ fields: Logger.Metadata) -> String {
    let path = fields[pathKey].map { "\($0): " } ?? ""
    return "sori: " + visible("\(path)\(event.message)")
  }

  private static func json(_ event: LogEvent, _ fields: Logger.Metadata, at date: Date) -> String {
    var members = [
      JSONValue.Member(key: "time", value: .string(date.formatted(timeStyle))),
      .init(key: "level", value: .string(event.level.rawValue)),
      .init(key: eventKey, value: fields[eventKey].map(value) ?? .null),
      .init(key: "message", value: .string("\(event.message)")),
    ]
    for (key, field) in fields.sorted(by: { $0.key < $1.key }) where key != eventKey {
      members.append(.init(key: key, value: value(field)))
    }
    return JSONLineWriter.line(.object(members))
  }

  private static let timeStyle = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  private static func value(_ field: Logger.MetadataValue) -> JSONValue {
    switch field {
    case .string(let text): .string(text)
    case .stringConvertible(let value as Int): .integer(value)
    case .stringConvertible(let value as Double): .decimal(value, places: 3)
    case .stringConvertible(let value): .string("\(value)")
    case .array(let values): .array(values.map(value))
    case .dictionary(let fields):
      .object(fields.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: value($0.value)) })
    }
  }

  /// Names of files may hold control characters, which would move a terminal's cursor or make two lines of
  /// one, and marks that turn the direction of writing: they are shown as JSON escapes them.
  private static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: steers) else { return text }
    return text.unicodeScalars.reduce(into: "") { shown, scalar in
      if steers(scalar) {
        let digits = String(scalar.value, radix: 16)
        shown += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
  }

  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isBidiControl
    }
  }
}
