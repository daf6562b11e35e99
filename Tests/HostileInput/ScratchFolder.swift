internal import Glibc

/// A folder of its own in memory, where there is such a place; goes away with the value.
public final class ScratchFolder: Sendable {
  public let path: String

  /// A file system in memory on every Linux: nothing wears out a disk.
  private static let memory = "/dev/shm"

  /// - Parameter folder: where it is made.
  /// - Throws: `ScratchFailure`.
  public init(in folder: String? = nil) throws {
    let parent = folder ?? (access(Self.memory, W_OK) == 0 ? Self.memory : "/tmp")
    var template = Array("\(parent)/sori-hostile-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ScratchFailure(parent) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in Self.names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// What readers' files are called.
  static let recording = "recording"
  static let table = "manifest.csv"
  static let lines = "manifest.jsonl"
  static let tensors = "model.safetensors"
  static let models = "manifest.json"
  static let records = "out.jsonl"
  static let compressedRecords = "out.jsonl.gz"
  private static let names =
    [recording, table, lines, tensors, models]
    + [records, compressedRecords].flatMap { [$0, "\($0).aside", "\($0).new", "\($0).new.gz"] }

  /// Writes a file, in place of one of the same name; returns its path.
  ///
  /// - Throws: `ScratchFailure`.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = "\(path)/\(name)"
    precondition(Self.names.contains(name), "ScratchFolder: \(name) would be left behind")
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ScratchFailure(file) }
    defer { close(descriptor) }
    // write(2) reads the bytes of the array, which outlives the call.
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw ScratchFailure(file)
    }
    return file
  }
}

extension ScratchFolder {
  /// Takes files away, as far as they are there.
  func remove(_ names: [String]) {
    for name in names { unlink("\(path)/\(name)") }
  }

  /// All bytes of a file.
  ///
  /// - Throws: `ScratchFailure`.
  func read(_ name: String) throws -> [UInt8] {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ScratchFailure(file) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw ScratchFailure(file) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = bytes.count
    // read(2) writes at most `count` bytes into the array.
    guard Glibc.read(descriptor, &bytes, count) == count else { throw ScratchFailure(file) }
    return bytes
  }
}

/// A file of the test itself could not be written.
public struct ScratchFailure: Error, CustomStringConvertible {
  public let description: String

  init(_ path: String) { description = "\(path): \(String(cString: strerror(errno)))" }
}
