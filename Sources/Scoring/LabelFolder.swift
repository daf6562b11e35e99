internal import FoundationEssentials

/// The label files below a folder, by name: the path relative to the folder without the ending.
public struct LabelFolder: Sendable {
  /// As given.
  public let path: String
  /// Path and format of each file, by name.
  public let files: [String: (path: String, format: LabelFormat)]

  /// Which side's labels a folder holds: only hypotheses may be plain `.txt`, a common ending for other
  /// things beside recordings.
  public enum Side: Sendable { case hypothesis, reference }

  /// Endings by format, longest first.
  static let endings: [(ending: String, format: LabelFormat)] = [
    (".speech.txt", .speech), (".labels.txt", .audacity), (".rttm", .rttm), (".txt", .speech),
  ]

  /// Finds the label files in `folder` and the folders in it. Hidden ones are left out.
  ///
  /// - Parameter suffix: Names without it are left out, those with it lose it: `.mono` takes
  ///   `voip.mono.rttm` for `voip`.
  /// - Throws: `LabelError`: `unreadable`, or `unscorable` for two files of the same name.
  public init(_ folder: String, side: Side, suffix: String = "") throws(LabelError) {
    var found: [String: (path: String, format: LabelFormat)] = [:]
    var isFolder = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
      throw LabelError(.unreadable, path: folder, "no such folder")
    }
    let names: [String]
    do {
      names = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    } catch {
      throw LabelError(.unreadable, path: folder, "cannot be listed")
    }
    for name in names where !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
      guard let kind = Self.kind(of: name, side: side) else { continue }
      var base = name.dropLast(kind.ending.count)
      guard base.hasSuffix(suffix), base.count > suffix.count else { continue }
      base = base.dropLast(suffix.count)
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if let other = found.updateValue((path, kind.format), forKey: String(base)) {
        throw LabelError(.unscorable, path: path, "\(other.path) labels the same recording")
      }
    }
    path = folder
    files = found
  }

  /// Names in order.
  public var names: [String] { files.keys.sorted() }

  /// The labels of one recording; nil where there are none.
  ///
  /// - Throws: `LabelError`.
  public func read(_ name: String) throws(LabelError) -> LabelFile? {
    guard let file = files[name] else { return nil }
    return try LabelFile(text: readText(file.path), path: file.path, format: file.format)
  }

  /// The file of the labels of the recording at `path`, beside it: the path without its last extension,
  /// and one of the endings of references; nil where there is none.
  ///
  /// - Parameter suffix: Taken off the recording's name first, where it has it.
  public static func reference(
    besideRecording path: String, suffix: String = ""
  ) -> (path: String, format: LabelFormat)? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    var base = path[..<dot]
    if !suffix.isEmpty, base.hasSuffix(suffix) { base = base.dropLast(suffix.count) }
    return endings.lazy.filter { $0.ending != ".txt" }
      .map { (path: base + $0.ending, format: $0.format) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private static func kind(
    of name: String, side: Side
  ) -> (ending: String, format: LabelFormat)? {
    endings.first { name.hasSuffix($0.ending) && (side == .hypothesis || $0.ending != ".txt") }
  }
}

/// The text of the file at `path`.
///
/// - Throws: `LabelError` (`unreadable`): not there, no permission, not UTF-8.
public func readText(_ path: String) throws(LabelError) -> String {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw LabelError(.unreadable, path: path, "cannot be read")
  }
  guard let text = String(validating: data, as: UTF8.self) else {
    throw LabelError(.unreadable, path: path, "not UTF-8")
  }
  return text
}
