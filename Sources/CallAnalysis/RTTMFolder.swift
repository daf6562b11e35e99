internal import Glibc

/// A folder of RTTM files, one for each measured input, sub-folders made as names ask for them.
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
    if let slash = input.name.lastIndex(of: "/") {
      try Self.make("\(path)/\(input.name[..<slash])")
    }
    try LineWriter(path: "\(path)/\(input.name).rttm").write(text)
  }

  /// Whether the RTTM of `input` is there.
  func holds(_ input: CallInput) -> Bool {
    FileFacts("\(path)/\(input.name).rttm")?.kind == .regular
  }

  /// Makes a folder and those above it.
  private static func make(_ folder: String) throws(AnalysisError) {
    if FileFacts(folder)?.kind == .folder { return }
    if let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
      try make(String(folder[..<slash]))
    }
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST && FileFacts(folder)?.kind == .folder else {
      throw AnalysisError(.unwritable, path: folder, systemMessage(errno))
    }
  }
}
