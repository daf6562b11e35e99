internal import CSyncFS
internal import Glibc

/// An open folder that files are written to. What is reached through it lies in it: names are single
/// components, and symbolic links are refused, wherever they lead.
struct OutputFolder: ~Copyable {
  /// For messages.
  private let path: String
  private let descriptor: Int32

  /// The folder at `path`, as it is found there: links on the way to it are its owner's choice.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  init(path: String) throws(AnalysisError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(errno))
    }
    self.init(descriptor, path)
  }

  private init(_ descriptor: Int32, _ path: String) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The folder `name` in this one, made where nothing has that name.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  func subfolder(_ name: String) throws(AnalysisError) -> OutputFolder {
    try require(name)
    guard mkdirat(descriptor, name, 0o777) == 0 || errno == EEXIST else { throw failure(name) }
    return try existing(name)
  }

  /// The folder `name` in this one.
  ///
  /// - Throws: `AnalysisError` (`unwritable`), also where there is none.
  func existing(_ name: String) throws(AnalysisError) -> OutputFolder {
    try require(name)
    let opened = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { throw failure(name) }
    return OutputFolder(opened, "\(path)/\(name)")
  }

  /// The file `name` in this folder, emptied or made.
  ///
  /// - Throws: `AnalysisError` (`unwritable`): also for a link, and for what is no file.
  func file(_ name: String) throws(AnalysisError) -> LineWriter {
    try require(name)
    // Non-blocking, so that a FIFO that nobody reads fails at once; regular files do not mind.
    let opened = openat(
      descriptor, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw failure(name) }
    return LineWriter(owning: opened, name: "\(path)/\(name)")
  }

  /// Forces onto the disk whatever waits to be written to the file system that the folder is on.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  func secureFileSystem() throws(AnalysisError) {
    guard syncfs(descriptor) == 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(errno))
    }
  }

  /// Whether a regular file of this name is there, no link.
  func holds(_ name: String) -> Bool {
    guard (try? require(name)) != nil else { return false }
    return kind(of: name) == S_IFREG
  }

  private func kind(of name: String) -> mode_t? {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }

  private func failure(_ name: String) -> AnalysisError {
    let number = errno
    let isLink = kind(of: name) == S_IFLNK
    return AnalysisError(
      .unwritable, path: "\(path)/\(name)",
      isLink ? "a symbolic link, which is not followed here" : systemMessage(number))
  }

  private func require(_ name: String) throws(AnalysisError) {
    let isComponent =
      !name.isEmpty && name != "." && name != ".."
      && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
    guard isComponent else {
      throw AnalysisError(.unwritable, path: path, "\"\(name)\" cannot name a file in it")
    }
  }
}
