/// Where transcripts go: standard output, a file, or a folder with a file for each recording.
public struct TranscriptDestination {
  private enum Place {
    case standardOutput(LineWriter)
    /// Emptied when there is something to write, so that a recording that cannot be read costs nothing.
    case unopened(String)
    case file(LineWriter)
    case folder(String)
  }

  private var place: Place
  /// Names that were written into the folder.
  private var taken: Set<[UInt8]> = []
  private let fileExtension: String

  /// - Parameters:
  ///   - output: a path, or nil or `-` for standard output. It is a folder where several recordings may come,
  ///     where it ends with a slash, and where there is one of that name.
  ///   - inputs: as given: files, folders, `-`.
  /// - Throws: `AnalysisError` (`unwritable`) where it cannot be made.
  public init(
    _ output: String?, fileExtension: String, inputs: [String]
  ) throws(AnalysisError) {
    self.fileExtension = fileExtension
    guard let output, output != "-" else {
      place = .standardOutput(LineWriter())
      return
    }
    let isSeveral =
      inputs.count > 1
      || inputs.contains { $0 == PathInputs.standardInput || FileFacts($0)?.kind == .folder }
    guard isSeveral || output.utf8.last == UInt8(ascii: "/") || FileFacts(output)?.kind == .folder
    else {
      place = .unopened(output)
      return
    }
    try RTTMFolder.make(output)
    place = .folder(output)
  }

  /// Writes the transcript of one recording.
  ///
  /// - Throws: `AnalysisError`: `unwritable`; `usage` where another recording's transcript bears its name.
  public mutating func write(_ text: String, of input: CallInput) throws(AnalysisError) {
    if case .folder = place, !taken.insert(Array(input.name.utf8)).inserted {
      throw AnalysisError(
        .usage, path: input.path, "not written: another recording's transcript bears this name")
    }
    if case .unopened(let path) = place { place = .file(try LineWriter(path: path)) }
    switch place {
    case .unopened: break
    case .standardOutput(let lines), .file(let lines): try lines.write(text)
    case .folder(let path):
      let parts = OutputName.parts(input.name).map { String(Substring($0)) }
      var folder = try OutputFolder(path: path)
      for part in parts.dropLast() { folder = try folder.subfolder(part) }
      try folder.file("\(parts.last ?? "").\(fileExtension)").write(text)
    }
  }
}
