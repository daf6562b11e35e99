/// A folder that texts are written to under names of files given: nothing outside of it is written to, and
/// no link in it is followed.
public struct TextFolder {
  private let path: String

  /// - Throws: `AnalysisError` (`unwritable`) where the folder is not there and cannot be made.
  public init(path: String) throws(AnalysisError) {
    self.path = path
    try RTTMFolder.make(path)
  }

  /// What is written about the file at `path` is named so: its base name without the last extension.
  public static func name(ofFile path: String) -> String { OutputName.ofFile(path) }

  /// Whether `path` is a folder, or a link to one.
  public static func isFolder(_ path: String) -> Bool { FileFacts(path)?.kind == .folder }

  /// Writes `text` into the file `name`, emptied or made.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  public func write(_ text: String, to name: String) throws(AnalysisError) {
    try OutputFolder(path: path).file(name).write(text)
  }
}
