internal import Glibc

/// The recordings below a folder, one at a time, in bytewise order of their paths.
///
/// Hidden files and folders are left out. Symbolic links are followed; a folder reached twice is
/// walked once, so a link that leads back up ends there. A folder that cannot be listed is reported in
/// its place rather than passed over.
struct FolderWalk {
  enum Found {
    /// A path relative to the walked folder.
    case recording(String)
    /// A path that cannot be followed, and why.
    case unreadable(String, code: String, message: String)
  }

  /// Endings of the formats that libsndfile decodes, lower case.
  static let extensions: Set<String> = [
    "wav", "wave", "w64", "rf64", "bw64", "flac", "ogg", "oga", "opus", "mp3", "aif", "aiff",
    "aifc",
    "au", "snd",
  ]

  private let root: String
  /// The folders that are being walked, each within the one before.
  private var stack: [Level] = []
  private var visited: Set<FileIdentity> = []
  private var isBegun = false

  private struct Level {
    /// Relative to the root, with a slash at its end; empty for the root itself.
    let path: String
    let names: FolderNames
    var next = 0
  }

  init(_ root: String) {
    self.root = root
  }

  /// The next find, or nil after the last.
  mutating func next() -> Found? {
    if !isBegun {
      isBegun = true
      if let failure = open("") { return failure }
    }
    while let level = stack.last {
      guard level.next < level.names.count else {
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let (name, kind) = level.names[level.next]
      switch kind {
      case .recording: return .recording(level.path + name)
      case .unnameable:
        return .unreadable(
          level.path + name, code: "path_not_utf8", message: "file name is not UTF-8")
      case .folder: if let failure = open(level.path + name) { return failure }
      }
    }
    return nil
  }

  /// Whether the last extension of `name` is a recording's.
  static func isRecording(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return extensions.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Puts the folder at `path`, which ends with a slash, on the stack; returns what went wrong, if anything
  /// did.
  private mutating func open(_ path: String) -> Found? {
    let relative = String(path.dropLast())
    let folder = path.isEmpty ? root : "\(root)/\(relative)"
    if let facts = FileFacts(folder), !visited.insert(facts.identity).inserted { return nil }
    guard let listing = opendir(folder) else {
      return .unreadable(relative, code: "unreadable", message: systemMessage(errno))
    }
    defer { closedir(listing) }
    var names = FolderNames()
    errno = 0
    while let item = readdir(listing) {
      add(item.pointee, in: folder, to: &names)
      errno = 0
    }
    let failure = errno
    names.sort()
    stack.append(Level(path: path, names: names))
    guard failure == 0 else {
      return .unreadable(relative, code: "unreadable", message: systemMessage(failure))
    }
    return nil
  }

  private func add(_ item: dirent, in folder: String, to names: inout FolderNames) {
    let bytes = withUnsafeBytes(of: item.d_name) { raw in
      // d_name ends with a zero byte, always: readdir(3).
      Array(raw.prefix { $0 != 0 })
    }
    guard bytes.first != UInt8(ascii: ".") else { return }
    guard let name = String(validating: bytes, as: UTF8.self) else {
      let shown = String(decoding: bytes, as: UTF8.self)
      if Self.isRecording(shown) { names.add(Array(shown.utf8), .unnameable) }
      return
    }
    switch kind(of: item, at: "\(folder)/\(name)") {
    case .folder: names.add(bytes + [UInt8(ascii: "/")], .folder)
    case .regular where Self.isRecording(name): names.add(bytes, .recording)
    default: return
    }
  }

  /// Without a system call where the folder itself tells; a link that leads nowhere counts as a file,
  /// so that it fails by name.
  private func kind(of item: dirent, at path: String) -> FileFacts.Kind {
    switch Int(item.d_type) {
    case DT_REG: .regular
    case DT_DIR: .folder
    case DT_LNK, DT_UNKNOWN: FileFacts(path)?.kind ?? .regular
    default: .other
    }
  }
}
