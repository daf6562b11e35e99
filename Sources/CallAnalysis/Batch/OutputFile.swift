internal import Glibc

/// The file that a batch's records go to, line by line, so that whatever ends the program, the file holds
/// whole lines and at most one torn one at its end.
///
/// Named `….gz` it is a gzip file of many members, each of whole lines: a torn end is a torn member.
///
/// A class because an open descriptor has identity; it closes what it opened.
final class OutputFile {
  private let descriptor: Int32
  private let path: String
  private let durability: Durability
  private let rttm: RTTMFolder?
  private let compresses: Bool
  /// Whether it is a file that grows, and not a device or a pipe.
  private let isRegular: Bool
  /// Bytes of whole lines in the file.
  private var length: Int
  /// Lines not yet compressed.
  private var pending: [UInt8] = []
  private var secured = ContinuousClock.now
  /// Whether anything was appended since.
  private var isDue = false
  private var isNameSecured = false

  /// Compressed at a time, unless a second passes first: enough that members cost nothing.
  private static let memberBytes = 1 << 18
  /// Between two times at which records are secured.
  private static let interval = Duration.seconds(1)

  /// The file at `path`, made where it is not there, cut to its first `keeping` bytes.
  ///
  /// - Parameters:
  ///   - rttm: What is secured before the lines are that promise it.
  ///   - model: a file whose owner and permissions it takes on, where there is one.
  /// - Throws: `AnalysisError` (`unwritable`), also where another process writes it, under whatever name.
  init(
    path: String, durability: Durability, rttm: RTTMFolder? = nil, keeping length: Int = 0,
    like model: String? = nil
  ) throws(AnalysisError) {
    // Permissions are the usual ones, less what the process's mask takes away.
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(errno))
    }
    self.path = path
    self.durability = durability
    self.rttm = rttm
    self.length = length
    compresses = OutputFile.isCompressed(path)
    isRegular = FileFacts(descriptor: descriptor)?.kind == .regular
    if let model { copyAccess(from: model, to: descriptor) }
    if isRegular {
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
        throw AnalysisError(.unwritable, path: path, "another run is writing it")
      }
      guard ftruncate(descriptor, length) == 0, lseek(descriptor, length, SEEK_SET) == length else {
        throw AnalysisError(.unwritable, path: path, systemMessage(errno))
      }
    }
  }

  deinit { close(descriptor) }

  /// Whether a file of this name is compressed.
  static func isCompressed(_ path: String) -> Bool { path.hasSuffix(".gz") }

  /// Adds whole lines.
  ///
  /// - Throws: `AnalysisError` (`unwritable`): the disk is full, or somebody took the file away. What was
  ///   written before is whole then.
  func append(_ lines: [UInt8]) throws(AnalysisError) {
    if compresses {
      pending += lines
      if pending.count >= Self.memberBytes || durability == .each { try writeMember() }
    } else {
      try write(lines)
    }
    isDue = true
    if durability == .each { try secure() } else { try secureIfDue() }
  }

  /// Secures what was appended, where that is a second ago. To be called now and then while nothing is.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  func secureIfDue() throws(AnalysisError) {
    guard isDue, .now - secured >= Self.interval else { return }
    if compresses { try writeMember() }
    try secure()
  }

  /// Writes what is left, and secures it.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  func finish() throws(AnalysisError) {
    // A gzip file without any member is none.
    if !pending.isEmpty || compresses && length == 0 { try writeMember() }
    try secure()
  }

  private func writeMember() throws(AnalysisError) {
    guard !pending.isEmpty || length == 0 else { return }
    try write(gzipMember(pending))
    pending.removeAll(keepingCapacity: true)
  }

  private func write(_ bytes: [UInt8]) throws(AnalysisError) {
    let failure = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    guard failure == 0 else {
      if isRegular { _ = ftruncate(descriptor, length) }
      throw AnalysisError(.unwritable, path: path, systemMessage(failure))
    }
    length += bytes.count
  }

  private func secure() throws(AnalysisError) {
    secured = .now
    isDue = false
    guard isRegular else { return }
    guard let mine = FileFacts(descriptor: descriptor)?.identity, FileFacts(path)?.identity == mine
    else {
      throw AnalysisError(.unwritable, path: path, "was removed or replaced while it was written")
    }
    guard durability != .none else { return }
    try rttm?.secure()
    guard fdatasync(descriptor) == 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(errno))
    }
    // Once: a new file's name is no part of the file.
    if !isNameSecured { secureFolder(of: path) }
    isNameSecured = true
  }
}

/// Gives an open file the permissions of the file at `path`, and its owner as far as that is allowed.
func copyAccess(from path: String, to descriptor: Int32) {
  var status = stat()
  guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
  _ = fchown(descriptor, status.st_uid, status.st_gid)
  _ = fchmod(descriptor, status.st_mode & 0o7777)
}

/// Writes `bytes` to the last; returns the system's error number, 0 for none.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
  var rest = bytes[...]
  while !rest.isEmpty {
    // The slice lies within `bytes`, which outlive the call.
    let count = Glibc.write(
      descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return errno }
    rest = rest.dropFirst(count)
  }
  return 0
}
