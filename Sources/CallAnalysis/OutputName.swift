/// Names for what is written about one call: relative paths that stay where they are put, whatever the
/// recordings are called.
///
/// They are taken apart in bytes, as the system does it. Of Swift's characters, a slash and a combining
/// mark behind it are one, and that one is no slash.
enum OutputName {
  /// The base name of `path`, less its last extension: `calls/voip.mono.wav` is `voip.mono`.
  static func ofFile(_ path: String) -> String {
    name(of: parts(path).suffix(1))
  }

  /// `relativePath` less its last extension, or the base name alone where the path is absolute or
  /// climbs with `..`.
  static func ofPath(_ relativePath: String) -> String {
    let parts = parts(relativePath).filter { !$0.elementsEqual(".".utf8) }
    let leadsOut = isAbsolute(relativePath) || parts.contains { $0.elementsEqual("..".utf8) }
    return leadsOut ? ofFile(relativePath) : name(of: parts[...])
  }

  /// Whether the system takes `path` from the root.
  static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

  /// What slashes part, empty parts left out.
  static func parts(_ path: String) -> [Substring.UTF8View] {
    path.utf8.split(separator: slash)
  }

  private static let slash = UInt8(ascii: "/")

  /// The parts as one path, without the last one's extension; `_` for one that would name no file. Zero
  /// bytes, which end a path, become `_` as well.
  private static func name(of parts: ArraySlice<Substring.UTF8View>) -> String {
    let last = parts.last.map(withoutExtension) ?? "_"
    let path = (parts.dropLast().map { String(Substring($0)) } + [last]).joined(separator: "/")
    guard path.utf8.contains(0) else { return path }
    return String(decoding: path.utf8.map { $0 == 0 ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }

  /// A leading dot begins a hidden name, not an extension.
  private static func withoutExtension(_ name: Substring.UTF8View) -> String {
    let dot = name.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > name.startIndex ? $0 : nil }
    let base = String(Substring(name[..<(dot ?? name.endIndex)]))
    return base == "." || base == ".." ? "_" : base
  }
}
