internal import Glibc

/// A small file that is always whole: each text is written beside it and then takes its place.
public struct StatisticsFile: Sendable {
  /// As given.
  public let path: String

  /// Writes nothing yet: who finds another run's statistics there may still turn away.
  ///
  /// - Throws: `AnalysisError`: `usage` where something stands there that is no regular file, `unwritable`
  ///   where its folder is missing or may not be written.
  public init(path: String) throws(AnalysisError) {
    if let facts = FileFacts(path), facts.kind != .regular {
      throw AnalysisError(.usage, path: path, "statistics go to a regular file")
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard access(folder, W_OK | X_OK) == 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(errno))
    }
    self.path = path
  }

  /// Puts `text` in the place of what was there.
  ///
  /// Not synced to disk: after a power failure the file may be an older one, never a part of one.
  ///
  /// - Throws: `AnalysisError` (`unwritable`); what was there stays.
  public func write(_ text: String) throws(AnalysisError) {
    // Collectors read *.prom: a name that ends otherwise is never taken for the file.
    let partial = path + ".partial"
    do throws(AnalysisError) {
      try LineWriter(path: partial).write(text)
    } catch {
      unlink(partial)
      throw error
    }
    guard rename(partial, path) == 0 else {
      let failure = AnalysisError(.unwritable, path: path, systemMessage(errno))
      unlink(partial)
      throw failure
    }
  }
}
