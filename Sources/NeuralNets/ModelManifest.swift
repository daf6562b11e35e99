/// What a model is and where it comes from, as its file says: for the record, for `NOTICE`, and for
/// whoever asks which weights gave a figure.
public struct ModelManifest: Hashable, Sendable {
  public var name: String
  public var version: String
  /// Of the whole file, 64 hexadecimal digits in lower case: computed, or for a mapped file as the
  /// manifest of its folder says, which `sori models` verifies.
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

  /// What stands in the manifest of a folder of models for the model `name`.
  public init(name: String, installed entry: InstalledModels.Entry) {
    self.name = name
    version = entry.version
    sha256 = entry.sha256
    source = entry.source
    licence = entry.licence
  }
}
