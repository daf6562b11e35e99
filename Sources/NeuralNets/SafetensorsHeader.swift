internal import FoundationEssentials

/// The JSON that a safetensors file begins with.
///
///     {"__metadata__": {"name": "…"},
///      "fine.weight": {"dtype": "F16", "shape": [48, 30, 4], "data_offsets": [0, 11520]}}
struct SafetensorsHeader: Decodable {
  /// One tensor as the file claims it.
  struct Entry: Decodable {
    var dtype: String
    var shape: [Int]
    /// First byte and the one after the last, counted from the end of the header.
    var dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  var metadata: [String: String]
  var entries: [String: Entry]

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// "Special key `__metadata__` is allowed to contain free form string-to-string map."
  private static let metadataKey = "__metadata__"

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    metadata = [:]
    entries = [:]
    for key in container.allKeys {
      if key.stringValue == Self.metadataKey {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        entries[key.stringValue] = try container.decode(Entry.self, forKey: key)
      }
    }
  }

  /// Reads the header's text.
  ///
  /// - Throws: `ModelError`, `malformed`.
  static func read(_ json: ArraySlice<UInt8>, path: String) throws(ModelError) -> Self {
    do {
      return try JSONDecoder().decode(Self.self, from: Data(json))
    } catch let error as DecodingError {
      throw ModelError(.malformed, path: path, "header: \(error.reason)")
    } catch {
      throw ModelError(.malformed, path: path, "header: \(error)")
    }
  }
}

extension DecodingError {
  /// Where in the document and what is wrong there: `layers.3.stride: Expected to decode Int …`.
  var reason: String {
    let context: Context? =
      switch self {
      case .typeMismatch(_, let context), .valueNotFound(_, let context): context
      case .keyNotFound(_, let context), .dataCorrupted(let context): context
      @unknown default: nil
      }
    guard let context else { return "\(self)" }
    let place = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return place.isEmpty
      ? context.debugDescription : "\(place.joined(separator: ".")): \(context.debugDescription)"
  }
}
