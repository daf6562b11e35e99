/// Where the transcripts of a run's calls are found.
public struct TranscriptShelf: Sendable {
  /// What was found for one call.
  enum Found: Hashable, Sendable {
    case file(String)
    case missing
    /// Several files fit, and nothing tells which one is meant.
    case ambiguous
  }

  private enum Place: Sendable {
    case folder(String)
    case table(TranscriptTable)
    /// Only where the manifest names one.
    case manifest
  }

  private let place: Place

  /// What names of transcripts end in, behind the recording's name.
  static let extensions = [
    "json", "transcript.json", "jsonl", "vtt", "srt", "ctm", "TextGrid", "textgrid", "vcon",
    "vcon.json",
  ]

  /// Transcripts that the manifest names, and no others.
  public static let namedByManifest = TranscriptShelf(place: .manifest)

  private init(place: Place) {
    self.place = place
  }

  /// - Parameter path: a folder, where a transcript bears the name of its recording, in the same sub-folder, with
  ///   or without the recording's extension, or its call's identifier; or a manifest with a column `transcript`.
  /// - Throws: `AnalysisError`: `unreadable`; `usage` for a manifest that makes no sense or names no transcript.
  public init(path: String) throws(AnalysisError) {
    guard let facts = FileFacts(path) else {
      throw AnalysisError(.unreadable, path: path, "no such folder or table of transcripts")
    }
    switch facts.kind {
    case .folder: place = .folder(path)
    case .regular: place = .table(try TranscriptTable(path: path))
    case .other:
      throw AnalysisError(.usage, path: path, "expected a folder, or a manifest that is a file")
    }
  }

  /// The transcript of `input`: the one that the manifest names, else the one on the shelf.
  func transcript(of input: CallInput) -> Found {
    if let file = input.metadata.transcript {
      return FileFacts(file) == nil ? .missing : .file(file)
    }
    switch place {
    case .manifest: return .missing
    case .table(let table):
      let found = table.transcript(of: input)
      if case .file(let file) = found, FileFacts(file) == nil { return .missing }
      return found
    case .folder(let folder): return Self.transcript(of: input, in: folder)
    }
  }

  /// Names are tried from the most to the least particular; of the first that names anything, it must be one file.
  private static func transcript(of input: CallInput, in folder: String) -> Found {
    for name in names(of: input) {
      // What differs in letters' case only may be the same file.
      var identities: Set<FileIdentity> = []
      let files = extensions.map { "\(folder)/\(name).\($0)" }.filter { file in
        guard let facts = FileFacts(file), facts.kind == .regular else { return false }
        return identities.insert(facts.identity).inserted
      }
      if let first = files.first { return files.count == 1 ? .file(first) : .ambiguous }
    }
    return .missing
  }

  /// `2024/voip.mono`, `2024/voip.mono.wav`, `call-17`; none leads out of a folder. Folders are never left out: calls
  /// of one name in two folders would share a transcript.
  static func names(of input: CallInput) -> [String] {
    let base = OutputName.parts(input.name).last.map { String(Substring($0)) } ?? input.name
    let fileName = OutputName.parts(input.path).last.map { String(Substring($0)) } ?? base
    let folders = input.name.utf8.dropLast(base.utf8.count)
    var names = [input.name, String(Substring(folders)) + fileName]
    if let identifier = input.metadata.callID, !identifier.utf8.contains(UInt8(ascii: "/")),
      identifier.utf8.first != UInt8(ascii: "."), !identifier.utf8.contains(0)
    {
      names.append(identifier)
    }
    var seen: Set<[UInt8]> = []
    return names.filter { seen.insert(Array($0.utf8)).inserted }
  }
}

extension TranscriptShelf {
  /// The transcript of the recording at `path`.
  ///
  /// - Throws: `AnalysisError` (`unreadable`) where there is none, or more than one.
  public func path(of path: String) throws(AnalysisError) -> String {
    switch transcript(of: CallInput(path: path)) {
    case .file(let file): return file
    case .missing: throw AnalysisError(.unreadable, path: path, "no transcript of it was found")
    case .ambiguous:
      throw AnalysisError(.unreadable, path: path, "several files fit as its transcript")
    }
  }
}
