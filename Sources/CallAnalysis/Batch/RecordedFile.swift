internal import Glibc

/// The records that an earlier run left in a file: whole lines, and perhaps a torn end.
///
/// Of a compressed file everything is undone once into a nameless file beside it, so that both kinds can be
/// read anywhere.
///
/// A class because an open descriptor has identity; it closes what it opened.
final class RecordedFile {
  let path: String
  /// Bytes of whole lines.
  let length: Int
  /// Bytes behind the last whole line.
  let tornCount: Int
  /// How many bytes of the file itself hold just the whole lines; nil where no cut gives that (a gzip
  /// member that somebody else made ends inside a line).
  let fileLength: Int?
  /// Whether the file ends with anything but whole lines.
  let hasLooseEnd: Bool
  /// Of the lines, not compressed.
  private let descriptor: Int32

  private static let blockBytes = 1 << 18
  /// No record comes near: a call of a day with all its events takes 10 MB.
  private static let longestLine = 1 << 26

  /// - Throws: `AnalysisError` (`unreadable`), also for anything but a regular file.
  init(path: String) throws(AnalysisError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw AnalysisError(.unreadable, path: path, systemMessage(errno)) }
    guard let facts = FileFacts(descriptor: file), facts.kind == .regular else {
      close(file)
      throw AnalysisError(.unreadable, path: path, "not a regular file")
    }
    guard OutputFile.isCompressed(path) else {
      descriptor = file
      self.path = path
      do {
        length = try Self.end(ofLastLineIn: file, before: facts.byteCount, path)
      } catch {
        close(file)
        throw error
      }
      tornCount = facts.byteCount - length
      fileLength = length
      hasLooseEnd = tornCount > 0
      return
    }
    defer { close(file) }
    let undone = try Self.undo(file, of: path)
    descriptor = undone.descriptor
    self.path = path
    do {
      length = try Self.end(ofLastLineIn: undone.descriptor, before: undone.wholeCount, path)
    } catch {
      close(undone.descriptor)
      throw error
    }
    tornCount = undone.count - length
    fileLength = length == undone.wholeCount ? undone.wholeMemberBytes : nil
    hasLooseEnd = fileLength != facts.byteCount
  }

  deinit { close(descriptor) }

  /// What lies behind the last whole line.
  func torn() throws(AnalysisError) -> [UInt8] { try bytes(at: length, count: tornCount) }

  /// `count` bytes from `offset` on.
  ///
  /// - Throws: `AnalysisError` (`unreadable`), also where there are not so many.
  func bytes(at offset: Int, count: Int) throws(AnalysisError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes { target in
        // pread(2) writes at most the bytes that are left of `target`.
        pread(descriptor, target.baseAddress?.advanced(by: done), count - done, offset + done)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else {
        throw AnalysisError(
          .unreadable, path: path, got < 0 ? systemMessage(errno) : "was cut while it was read")
      }
      done += got
    }
    return bytes
  }

  /// Where the line from `offset` on ends, behind its line feed; nil at the end of the whole lines.
  ///
  /// - Throws: `AnalysisError` (`unreadable`), also for a line of more than 64 MiB.
  func end(ofLineAt offset: Int) throws(AnalysisError) -> Int? {
    guard offset < length else { return nil }
    var position = offset
    while position < length {
      let block = try bytes(at: position, count: min(Self.blockBytes / 16, length - position))
      if let feed = block.firstIndex(of: 0x0A) { return position + feed + 1 }
      position += block.count
      guard position - offset <= Self.longestLine else {
        throw AnalysisError(.unreadable, path: path, "a line exceeds \(Self.longestLine) bytes")
      }
    }
    return nil
  }

  /// Behind the last line feed before `count`.
  private static func end(
    ofLastLineIn descriptor: Int32, before count: Int, _ path: String
  ) throws(AnalysisError) -> Int {
    var end = count
    var block = [UInt8](repeating: 0, count: blockBytes)
    while end > 0 {
      let start = max(0, end - blockBytes)
      let got = block.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress, end - start, start)
      }
      guard got == end - start else {
        throw AnalysisError(
          .unreadable, path: path, got < 0 ? systemMessage(errno) : "cannot be read to its end")
      }
      guard count - start <= longestLine else {
        throw AnalysisError(
          .unreadable, path: path, "its last \(longestLine) bytes hold no line's end: no records")
      }
      if let feed = block[..<got].lastIndex(of: 0x0A) { return start + feed + 1 }
      end = start
    }
    return 0
  }

  // MARK: Compressed

  private struct Undone {
    let descriptor: Int32
    /// Bytes in all, and those of whole members.
    var count = 0
    var wholeCount = 0
    var wholeMemberBytes = 0
  }

  private static func undo(_ file: Int32, of path: String) throws(AnalysisError) -> Undone {
    var undone = Undone(descriptor: try namelessFile(beside: path))
    do {
      var stream = GunzipStream()
      var block = [UInt8](repeating: 0, count: blockBytes)
      while true {
        let got = block.withUnsafeMutableBytes { read(file, $0.baseAddress, blockBytes) }
        if got < 0, errno == EINTR { continue }
        guard got >= 0 else { throw AnalysisError(.unreadable, path: path, systemMessage(errno)) }
        if got == 0 { break }
        try stream.take(Array(block[..<got])) { bytes, endsMember throws(AnalysisError) in
          let failure = bytes.withUnsafeBytes { writeAll($0, to: undone.descriptor) }
          guard failure == 0 else {
            throw AnalysisError(.unwritable, path: path, "beside it: \(systemMessage(failure))")
          }
          undone.count += bytes.count
          if endsMember { undone.wholeCount = undone.count }
        }
      }
      undone.wholeMemberBytes = stream.wholeMemberBytes
      return undone
    } catch let error as AnalysisError {
      close(undone.descriptor)
      throw error
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// An open file in the folder of `path` that no folder names: it is gone when it is closed.
  private static func namelessFile(beside path: String) throws(AnalysisError) -> Int32 {
    let folder = folder(of: path)
    // `__O_TMPFILE | O_DIRECTORY`, a macro that Swift does not see.
    let nameless = open(folder, 0o20000000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, 0o600)
    if nameless >= 0 { return nameless }
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw AnalysisError(.unwritable, path: path, "beside it: \(systemMessage(errno))")
    }
    unlink(template)
    return descriptor
  }
}

/// The folder that `path` lies in: `.` where it names none.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
