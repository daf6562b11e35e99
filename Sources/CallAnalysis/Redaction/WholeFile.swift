internal import Glibc

/// A file that is there whole or not at all: written beside its place, forced onto the disk, then renamed.
///
/// What is killed may leave `.NAME.partial`, which the next run for the same place replaces.
///
/// A class because an open descriptor has identity; without `finish` it removes what it wrote.
final class WholeFile {
  private let path: String
  private let temporary: String
  private let descriptor: Int32
  private var isFinished = false

  /// - Throws: `AnalysisError` (`unwritable`).
  init(path: String) throws(AnalysisError) {
    self.path = path
    temporary = Self.temporaryPath(path)
    // Whatever an earlier run left there, or a link that somebody put there, is no part of this.
    unlink(temporary)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(errno))
    }
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(temporary) }
  }

  private static func temporaryPath(_ path: String) -> String {
    let name = OutputName.parts(path).last.map { String(Substring($0)) } ?? path
    let folder = path.utf8.dropLast(name.utf8.count)
    return String(Substring(folder)) + ".\(name).partial"
  }

  /// - Throws: `AnalysisError` (`unwritable`).
  func append(_ bytes: [UInt8]) throws(AnalysisError) {
    let failure = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    guard failure == 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(failure))
    }
  }

  /// Puts the file in its place.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  func finish() throws(AnalysisError) {
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(errno))
    }
    isFinished = true
    secureFolder(of: path)
  }

  /// Writes a whole text.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  static func write(_ text: String, to path: String) throws(AnalysisError) {
    let file = try WholeFile(path: path)
    try file.append(Array(text.utf8))
    try file.finish()
  }
}
