/// What a model is and where it comes from, as its file says: for the record, for `NOTICE`, and for
/// whoever asks which weights gave a figure.
public struct ModelManifest: Hashable, Sendable {
  public var name: String
  public var version: String
  /// Of the whole file, 64 hexadecimal digits in lower case: computed, not claimed.
  public var sha256: String
  /// Who made it, of what.
  public var source: String
  /// SPDX identifier or expression.
  public var licence: String

  /// Reads the metadata `name`, `version`, `source` and `licence`.
  ///
  /// - Throws: `ModelError`, `missing` when one is absent or empty.
  public init(of file: SafetensorsFile) throws(ModelError) {
    name = try file.requiredMetadata("name")
    version = try file.requiredMetadata("version")
    source = try file.requiredMetadata("source")
    licence = try file.requiredMetadata("licence")
    sha256 = file.sha256
  }
}
