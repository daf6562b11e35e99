/// What a folder holds, in bytewise order, at 8 bytes a name and its length: a hundred thousand recordings in
/// one folder are no burden.
struct FolderNames {
  enum Kind: UInt8 {
    case recording, folder
    /// A name that Swift's strings cannot hold; what is kept is its replacement.
    case unnameable
  }

  private struct Name {
    let start: UInt32
    let count: UInt16
    let kind: Kind
  }

  private var bytes: [UInt8] = []
  private var names: [Name] = []

  var count: Int { names.count }

  /// Adds a name of at most 65,535 bytes (Linux: 255); a folder's ends with a slash, so that whole paths are in
  /// order where names are.
  mutating func add(_ name: [UInt8], _ kind: Kind) {
    names.append(Name(start: UInt32(bytes.count), count: UInt16(name.count), kind: kind))
    bytes += name
  }

  mutating func sort() {
    let bytes = bytes
    names.sort { first, second in
      Self.slice(first, of: bytes).lexicographicallyPrecedes(Self.slice(second, of: bytes))
    }
  }

  subscript(index: Int) -> (name: String, kind: Kind) {
    let name = names[index]
    return (String(decoding: Self.slice(name, of: bytes), as: UTF8.self), name.kind)
  }

  private static func slice(_ name: Name, of bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes[Int(name.start)..<(Int(name.start) + Int(name.count))]
  }
}
