internal import Glibc

/// A folder of RTTM files, one for each measured input, sub-folders made as names ask for them. Nothing
/// is ever written outside of it, whatever inputs are called and whatever links lie in it.
public struct RTTMFolder {
  private let path: String

  /// - Throws: `AnalysisError` (`unwritable`) where the folder is not there and cannot be made.
  public init(path: String) throws(AnalysisError) {
    self.path = path
    try Self.make(path)
  }

  /// Writes the RTTM of one input under its name.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  public func write(_ text: String, for input: CallInput) throws(AnalysisError) {
    let parts = OutputName.parts(input.name).map { String(Substring($0)) }
    var folder = try OutputFolder(path: path)
    for part in parts.dropLast() { folder = try folder.subfolder(part) }
    try folder.file("\(parts.last ?? "").rttm").write(text)
  }

  /// Forces what was written onto the disk, names and all: of the whole file system, which costs less than
  /// a file at a time where there are hundreds. Where the folder is gone, so is what was in it: writing says
  /// so, call by call.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  func secure() throws(AnalysisError) {
    guard FileFacts(path)?.kind == .folder else { return }
    try OutputFolder(path: path).secureFileSystem()
  }

  /// Whether the RTTM of `input` is there: a file of its own, no link.
  func holds(_ input: CallInput) -> Bool {
    let parts = OutputName.parts(input.name).map { String(Substring($0)) }
    do {
      var folder = try OutputFolder(path: path)
      for part in parts.dropLast() { folder = try folder.existing(part) }
      return folder.holds("\(parts.last ?? "").rttm")
    } catch {
      return false
    }
  }

  /// Makes a folder and those above it.
  static func make(_ folder: String) throws(AnalysisError) {
    if FileFacts(folder)?.kind == .folder { return }
    if let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")), slash > folder.startIndex {
      try make(String(folder[..<slash]))
    }
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST && FileFacts(folder)?.kind == .folder else {
      throw AnalysisError(.unwritable, path: folder, systemMessage(errno))
    }
  }
}
