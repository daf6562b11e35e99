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
  /// What is left to visit, last first.
  private var stack: [Entry] = []
  private var visited: Set<FileIdentity> = []

  private struct Entry {
    /// Relative to the root; empty for the root itself.
    let path: String
    let isFolder: Bool
    /// Set for names that Swift's strings cannot hold.
    var isUnnameable = false
  }

  init(_ root: String) {
    self.root = root
    stack = [Entry(path: "", isFolder: true)]
  }

  /// The next find, or nil after the last.
  mutating func next() -> Found? {
    while let entry = stack.popLast() {
      if entry.isUnnameable {
        return .unreadable(entry.path, code: "path_not_utf8", message: "file name is not UTF-8")
      }
      guard entry.isFolder else { return .recording(entry.path) }
      if let failure = open(entry) { return failure }
    }
    return nil
  }

  /// Whether the last extension of `name` is a recording's.
  static func isRecording(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return extensions.contains(name[name.index(after: dot)...].lowercased())
  }

  /// Puts a folder's entries on the stack; returns what went wrong, if anything did.
  private mutating func open(_ folder: Entry) -> Found? {
    let path = folder.path.isEmpty ? root : "\(root)/\(folder.path)"
    if let facts = FileFacts(path), !visited.insert(facts.identity).inserted { return nil }
    guard let listing = opendir(path) else {
      return .unreadable(folder.path, code: "unreadable", message: systemMessage(errno))
    }
    defer { closedir(listing) }
    var entries: [Entry] = []
    errno = 0
    while let item = readdir(listing) {
      if let entry = entry(for: item.pointee, in: folder.path, at: path) { entries.append(entry) }
      errno = 0
    }
    let failure = errno
    // A folder sorts as its name with the slash behind it: so the whole walk is in bytewise order.
    entries.sort { sortKey($1).lexicographicallyPrecedes(sortKey($0)) }
    stack.append(contentsOf: entries)
    guard failure == 0 else {
      return .unreadable(folder.path, code: "unreadable", message: systemMessage(failure))
    }
    return nil
  }

  private func sortKey(_ entry: Entry) -> String.UTF8View {
    (entry.isFolder ? entry.path + "/" : entry.path).utf8
  }

  private func entry(for item: dirent, in folder: String, at path: String) -> Entry? {
    let bytes = withUnsafeBytes(of: item.d_name) { raw in
      // d_name ends with a zero byte, always: readdir(3).
      Array(raw.prefix { $0 != 0 })
    }
    guard bytes.first != UInt8(ascii: ".") else { return nil }
    let prefix = folder.isEmpty ? "" : folder + "/"
    guard let name = String(validating: bytes, as: UTF8.self) else {
      let shown = String(decoding: bytes, as: UTF8.self)
      return Self.isRecording(shown)
        ? Entry(path: prefix + shown, isFolder: false, isUnnameable: true) : nil
    }
    switch kind(of: item, at: "\(path)/\(name)") {
    case .folder: return Entry(path: prefix + name, isFolder: true)
    case .regular where Self.isRecording(name):
      return Entry(path: prefix + name, isFolder: false)
    default: return nil
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
