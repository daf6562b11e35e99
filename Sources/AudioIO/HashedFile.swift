internal import Crypto
internal import Glibc

/// A regular file, read through one fixed window and hashed on the way.
///
/// Whoever reads forwards pays for the hash with nothing but the hashing itself: a byte is added to
/// the digest when the window first passes over it. Gaps that were jumped over are read when they
/// are small, and at the end of the file otherwise, so that the digest is always that of all bytes on
/// disk, from the first to the last, whatever was asked for in between.
final class HashedFile {
  /// The file as the caller named it.
  let path: String
  /// Size when it was opened; nothing behind it is read.
  let sizeBytes: Int
  /// `errno` of the first failing read, or `shrunk`; nil while all went well. A C callback cannot
  /// throw: it leaves the reason here and its caller looks.
  private(set) var failure: AudioError?

  private let descriptor: Int32
  private let modifiedAt: timespec
  /// When reading ends as a failure; nil for never.
  private let deadline: ReadingDeadline?
  private let window: UnsafeMutableRawBufferPointer
  private var windowStart = 0
  private var windowCount = 0
  private var hasher = SHA256()
  private var hashedCount = 0

  /// Large enough that a system call costs nothing per byte, small enough to stay in the second-level
  /// cache between reading, hashing and decoding.
  private static let windowSize = 128 * 1024
  /// Gaps up to this size are read at once, so that the walk is sequential again.
  private static let smallGap = 1024 * 1024

  /// Opens `path` for reading.
  ///
  /// Throws `not_found`, `permission_denied`, `not_a_regular_file` (which is never opened: opening a
  /// FIFO or a device would be noticed at its other end), `empty_file` or `unreadable`.
  init(path: String, deadline: ReadingDeadline? = nil) throws(AudioError) {
    guard !path.utf8.contains(0) else {
      throw AudioError(.notFound, path: path, "path holds a zero byte")
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.error(errno, "cannot open", path) }
    try Self.requireRegular(status, path)
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error(errno, "cannot open", path) }
    do throws(AudioError) {
      guard fstat(descriptor, &status) == 0 else { throw Self.error(errno, "cannot stat", path) }
      try Self.requireRegular(status, path)
      guard status.st_size > 0 else { throw AudioError(.emptyFile, path: path, "file is empty") }
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
    self.deadline = deadline
    sizeBytes = Int(status.st_size)
    modifiedAt = status.st_mtim
    window = .allocate(byteCount: Self.windowSize, alignment: 16)
  }

  deinit {
    close(descriptor)
    window.deallocate()
  }

  /// Copies what the file holds from `offset` on into `part` of `destination`; returns the bytes
  /// copied, fewer than `part` takes only at the end of the file or after a failure.
  func copyBytes(
    at offset: Int, into destination: inout MutableRawSpan, part: Range<Int>
  ) -> Int {
    precondition(
      part.lowerBound >= 0 && part.upperBound <= destination.byteCount,
      "part \(part) of \(destination.byteCount) bytes")
    return destination.withUnsafeMutableBytes { target in
      var done = 0
      while done < part.count, let available = bytesInWindow(at: offset + done) {
        let count = min(available.count, part.count - done)
        let start = part.lowerBound + done
        // `available` lies inside `window` and `start + count <= part.upperBound`; the two never
        // overlap, since `window` is not handed out.
        target[start..<(start + count)].copyBytes(from: available.prefix(count))
        done += count
      }
      return done
    }
  }

  /// Up to `count` bytes from `offset` on; fewer at the end of the file. For headers.
  func bytes(at offset: Int, count: Int) throws(AudioError) -> [UInt8] {
    guard offset >= 0, offset < sizeBytes else { return [] }
    var bytes = [UInt8](repeating: 0, count: min(count, sizeBytes - offset))
    var span = bytes.mutableSpan
    var raw = span.mutableBytes
    let copied = copyBytes(at: offset, into: &raw, part: 0..<raw.byteCount)
    if let failure { throw failure }
    bytes.removeLast(bytes.count - copied)
    return bytes
  }

  /// SHA-256 of the whole file, 64 lower-case hexadecimal digits; reads what was not read yet.
  ///
  /// Throws `unreadable`, or `changed_while_reading` when size or time stamp are no longer those of
  /// the opening: figures and digest would then belong to different files.
  func digest() throws(AudioError) -> String {
    while hashedCount < sizeBytes, load(windowAt: hashedCount) {}
    if let failure { throw failure }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.error(errno, "cannot stat", path) }
    guard Int(status.st_size) == sizeBytes, status.st_mtim.tv_sec == modifiedAt.tv_sec,
      status.st_mtim.tv_nsec == modifiedAt.tv_nsec
    else {
      throw AudioError(
        .changedWhileReading, path: path,
        "file held \(sizeBytes) bytes when opened, holds \(status.st_size) now")
    }
    return hasher.finalize().map { Self.hexadecimal($0) }.joined()
  }

  // MARK: The window

  /// The bytes of the window from `offset` on, at least one; nil at the end of the file.
  private func bytesInWindow(at offset: Int) -> Slice<UnsafeMutableRawBufferPointer>? {
    guard offset >= 0, offset < sizeBytes else { return nil }
    if offset < windowStart || offset >= windowStart + windowCount {
      let start = offset - offset % Self.windowSize
      if start > hashedCount, start - hashedCount <= Self.smallGap {
        while hashedCount < start, load(windowAt: hashedCount) {}
      }
      guard load(windowAt: offset), offset < windowStart + windowCount else { return nil }
    }
    // `windowStart <= offset < windowStart + windowCount <= windowStart + windowSize`.
    return window[(offset - windowStart)..<windowCount]
  }

  /// Fills the window with the aligned block around `offset` and adds to the digest what of it comes
  /// next there; false when nothing could be read.
  private func load(windowAt offset: Int) -> Bool {
    guard failure == nil else { return false }
    if let deadline, deadline.isPast {
      failure = deadline.failure(path: path)
      return false
    }
    windowStart = offset - offset % Self.windowSize
    windowCount = 0
    let wanted = min(Self.windowSize, sizeBytes - windowStart)
    while windowCount < wanted {
      // The destination holds `windowSize - windowCount` bytes, of which `wanted - windowCount` are
      // asked for.
      let count = pread(
        descriptor, window.baseAddress?.advanced(by: windowCount), wanted - windowCount,
        off_t(windowStart + windowCount))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        failure =
          count < 0
          ? Self.error(errno, "cannot read at byte \(windowStart + windowCount)", path)
          : AudioError(
            .changedWhileReading, path: path,
            "file held \(sizeBytes) bytes when opened, ends at \(windowStart + windowCount) now")
        windowCount = 0
        return false
      }
      windowCount += count
    }
    if windowStart <= hashedCount, hashedCount < windowStart + windowCount {
      hasher.update(
        bufferPointer: UnsafeRawBufferPointer(
          rebasing: window[(hashedCount - windowStart)..<windowCount]))
      hashedCount = windowStart + windowCount
    }
    return true
  }

  // MARK: Errors

  private static func requireRegular(_ status: stat, _ path: String) throws(AudioError) {
    let kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: nil as String?
      case S_IFDIR: "a directory"
      case S_IFIFO: "a FIFO"
      case S_IFSOCK: "a socket"
      case S_IFCHR, S_IFBLK: "a device"
      default: "of unknown kind"
      }
    if let kind { throw AudioError(.notARegularFile, path: path, "not a regular file but \(kind)") }
  }

  private static func error(_ number: Int32, _ action: String, _ path: String) -> AudioError {
    let code: AudioError.Code =
      switch number {
      case ENOENT, ENOTDIR, ENAMETOOLONG: .notFound
      case EACCES, EPERM: .permissionDenied
      case ENXIO, EISDIR, ENODEV: .notARegularFile
      default: .unreadable
      }
    return AudioError(code, path: path, "\(action): \(String(cString: strerror(number)))")
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }
}
