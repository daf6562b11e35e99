internal import Glibc

/// Writes lines to a file or to standard output, each whole and at once: what reads a pipe sees every
/// line as soon as it is written, and what is killed leaves whole lines.
///
/// A class because an open descriptor has identity; it closes what it opened.
public final class LineWriter {
  private let descriptor: Int32
  private let closes: Bool
  private let name: String

  /// Standard output.
  public init() {
    descriptor = STDOUT_FILENO
    closes = false
    name = "standard output"
  }

  /// The file at `path`, emptied or made.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  public init(path: String) throws(AnalysisError) {
    // Permissions are the usual ones, less what the process's mask takes away.
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(errno))
    }
    closes = true
    name = path
  }

  /// A file that was opened for writing, for messages called `name`; it is closed with the value.
  init(owning descriptor: Int32, name: String) {
    self.descriptor = descriptor
    closes = true
    self.name = name
  }

  deinit {
    if closes { close(descriptor) }
  }

  /// Writes `text` to its last byte.
  ///
  /// - Throws: `AnalysisError` (`unwritable`): disk full, nobody reads the pipe any more.
  public func write(_ text: String) throws(AnalysisError) {
    var text = text
    try check(text.withUTF8 { bytes in writeAll(UnsafeRawBufferPointer(bytes), to: descriptor) })
  }

  /// Writes `bytes` to the last.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  public func write(_ bytes: [UInt8]) throws(AnalysisError) {
    try check(bytes.withUnsafeBytes { bytes in writeAll(bytes, to: descriptor) })
  }

  private func check(_ failure: Int32) throws(AnalysisError) {
    guard failure == 0 else {
      throw AnalysisError(.unwritable, path: name, systemMessage(failure))
    }
  }
}
