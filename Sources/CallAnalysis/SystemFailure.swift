internal import Glibc

/// The system's words for an error number: `No such file or directory`.
func systemMessage(_ number: Int32) -> String {
  // Linux's longest message is under 60 bytes; strerror_r cuts short rather than overruns.
  var buffer = [CChar](repeating: 0, count: 128)
  guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
  return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// What a path leads to, symbolic links followed.
struct FileFacts {
  enum Kind { case folder, regular, other }

  let kind: Kind
  /// The same for two paths exactly when they lead to the same file.
  let identity: FileIdentity
  let byteCount: Int

  /// Nil where nothing can be found; `errno` then says why.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Of an open file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFDIR: kind = .folder
    case S_IFREG: kind = .regular
    default: kind = .other
    }
    identity = FileIdentity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    byteCount = Int(status.st_size)
  }
}

/// A file's place on this machine, whatever it is called.
struct FileIdentity: Hashable, Sendable {
  let device: UInt64
  let number: UInt64
}

/// Whether two paths lead to the same existing file, symbolic links followed.
public func leadToSameFile(_ one: String, _ other: String) -> Bool {
  guard let first = FileFacts(one), let second = FileFacts(other) else { return false }
  return first.identity == second.identity
}

/// Whether `path` leads to a regular file, or to nothing yet.
public func isFileOrNothing(_ path: String) -> Bool {
  FileFacts(path).map { $0.kind == .regular } ?? true
}

/// The file that the symbolic link at `path` leads to, or `path` where it is none: so a file is one file to all
/// who name it by a link.
public func whereLinkLeads(_ path: String) -> String {
  var status = stat()
  guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
    let resolved = realpath(path, nil)
  else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}
