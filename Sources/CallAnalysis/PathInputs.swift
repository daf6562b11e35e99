internal import Reporting

/// Recordings named one by one, whole folders, and lists on standard input.
///
/// A folder named as an argument is walked. On standard input every line is one input, whatever it
/// names, so that lines in and records out always match; blank lines are not inputs.
public struct PathInputs: InputSource {
  private var arguments: ArraySlice<String>
  private let nulDelimited: Bool
  private var walk: (folder: String, walk: FolderWalk)?
  private var list: LineReader?

  /// Stands for standard input among the arguments.
  public static let standardInput = "-"

  /// - Parameters:
  ///   - paths: Files, folders, and at most one `-`.
  ///   - nulDelimited: Whether names on standard input end with a zero byte instead of a line's end.
  /// - Throws: `AnalysisError` (`usage`) for a second `-`.
  public init(_ paths: [String], nulDelimited: Bool = false) throws(AnalysisError) {
    guard paths.count(where: { $0 == Self.standardInput }) <= 1 else {
      throw AnalysisError(.usage, "standard input (-) can be read only once")
    }
    arguments = paths[...]
    self.nulDelimited = nulDelimited
  }

  /// Whether all inputs are there to be counted; a list on standard input tells only at its end.
  public var canBeCounted: Bool { !arguments.contains(Self.standardInput) }

  public mutating func next(waiting: Bool) throws(AnalysisError) -> NextInput {
    while true {
      if let found = nextInFolder() { return .input(found) }
      if let list {
        switch try list.next(waiting: waiting) {
        case .pending: return .pending
        case .end: self.list = nil
        case .line(let bytes):
          if let input = listed(bytes) { return .input(input) }
        }
        continue
      }
      guard let argument = arguments.popFirst() else { return .end }
      if argument == Self.standardInput {
        list = LineReader(standardInputDelimitedBy: nulDelimited ? 0 : 0x0A)
      } else if FileFacts(argument)?.kind == .folder {
        walk = (Self.withoutTrailingSlash(argument), FolderWalk(argument))
      } else {
        return .input(CallInput(path: argument))
      }
    }
  }

  private mutating func nextInFolder() -> CallInput? {
    guard let folder = walk?.folder else { return nil }
    switch walk?.walk.next() {
    case nil:
      walk = nil
      return nil
    case .recording(let path):
      return CallInput(path: Self.join(folder, path), name: OutputName.ofPath(path))
    case .unreadable(let path, let code, let message):
      return CallInput(
        path: Self.join(folder, path), name: OutputName.ofPath(path),
        refusal: Refusal(.failed, code: code, message))
    }
  }

  private func listed(_ bytes: [UInt8]) -> CallInput? {
    var bytes = bytes
    if !nulDelimited, bytes.last == 0x0D { bytes.removeLast() }
    guard !bytes.isEmpty else { return nil }
    guard let path = String(validating: bytes, as: UTF8.self) else {
      return CallInput(
        path: String(decoding: bytes, as: UTF8.self),
        refusal: Refusal(.failed, code: "path_not_utf8", "path is not UTF-8"))
    }
    return CallInput(path: path)
  }

  private static func join(_ folder: String, _ path: String) -> String {
    path.isEmpty ? folder : folder == "/" ? "/\(path)" : "\(folder)/\(path)"
  }

  private static func withoutTrailingSlash(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }
}

extension PathInputs {
  /// Whether `path` has the extension of a recording, and so would be found in a folder.
  public static func isRecording(_ path: String) -> Bool {
    FolderWalk.isRecording(path)
  }
}
