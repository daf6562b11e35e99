internal import FoundationEssentials

/// The record of one call as a line of JSON has it, as far as it is compared.
public struct RecordFigures: Hashable, Sendable {
  /// `input.path`.
  public let path: String
  /// Length of the recording in milliseconds; nil where nothing was measured.
  public let duration: Int?
  /// Figures by path; empty where nothing was measured.
  public let values: FigureValues

  /// The records in `text`, one a line, blank lines passed over.
  ///
  /// - Throws: `LabelError` (`malformed`) for a line that is no record.
  public static func read(
    _ text: String, path file: String
  ) throws(LabelError) -> [RecordFigures] {
    var records: [RecordFigures] = []
    for line in labelLines(text, path: file, comments: []) {
      let record: JSONNode
      do {
        record = try JSONDecoder().decode(JSONNode.self, from: Data(line.text.utf8))
      } catch {
        throw line.error("not valid JSON")
      }
      guard case .string(let path) = record["input", "path"] else {
        throw line.error("no input.path, expected a record")
      }
      records.append(RecordFigures(record, path: path))
    }
    return records
  }

  private init(_ record: JSONNode, path: String) {
    self.path = path
    if case .number(let seconds) = record["recording", "duration_s"] {
      duration = Int((seconds * 1000).rounded())
    } else {
      duration = nil
    }
    var values: FigureValues = [:]
    for figure in MetricFigure.all {
      switch record.figure(figure.path) {
      case .number(let number): values[figure.path] = .number(number)
      case .string(let name): values[figure.path] = .name(name)
      default: break
      }
    }
    self.values = values
  }
}

/// Any JSON value.
enum JSONNode: Hashable, Sendable, Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSONNode])
  case object([String: JSONNode])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([JSONNode].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSONNode].self))
    }
  }

  /// The member under `keys`, one inside the other; nil where there is none.
  subscript(_ keys: String...) -> JSONNode? {
    keys.reduce(self) { node, key in
      guard case .object(let members) = node else { return nil }
      return members[key]
    }
  }

  /// What a record has under a figure's path. `speakers.agent.talk_s` is the `talk_s` of that one of
  /// the `speakers` whose `label` is `agent`.
  func figure(_ path: String) -> JSONNode? {
    let keys = path.split(separator: ".").map(String.init)
    guard keys.count == 3, case .array(let speakers) = self[keys[0]] else {
      return keys.count == 2 ? self[keys[0], keys[1]] : nil
    }
    return speakers.first { $0["label"] == .string(keys[1]) }?[keys[2]]
  }
}
