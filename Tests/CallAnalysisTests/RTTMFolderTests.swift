import Foundation
import Testing

@testable import CallAnalysis

/// Names and links that try to lead out of the folder that RTTM is written to.
@Suite struct RTTMFolderTests {
  private let temporary: TemporaryFolder
  private let path: String
  private let folder: RTTMFolder

  init() throws {
    temporary = try TemporaryFolder()
    path = "\(temporary.path)/rttm"
    folder = try RTTMFolder(path: path)
  }

  private func write(_ name: String) -> String? {
    do {
      try folder.write("text\n", for: CallInput(path: "a.wav", name: name))
      return nil
    } catch {
      return error.message
    }
  }

  /// Everything below the temporary folder, as the system lists it.
  private var everything: [String] {
    var walked: [String] = []
    func walk(_ inner: String) {
      guard let listing = opendir("\(temporary.path)/\(inner)") else { return }
      defer { closedir(listing) }
      while let item = readdir(listing) {
        let name = withUnsafeBytes(of: item.pointee.d_name) { bytes in
          // readdir(3): a zero byte ends the name.
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard name != ".", name != ".." else { continue }
        walked.append(inner + name)
        if item.pointee.d_type == DT_DIR { walk("\(inner)\(name)/") }
      }
    }
    walk("")
    return walked.sorted()
  }

  @Test(
    "A name that leads out of the folder is refused",
    arguments: ["../x", "a/../../x", "..", "../\u{301}x", "a/..", ".", "", "x\u{0}y"])
  func refused(name: String) {
    // One that is a part of the name is the suffix's: `..` names the file `...rttm`, inside.
    let isInside = ["..", ".", "", "a/.."].contains(name)
    let reason = write(name)
    if !isInside { #expect(reason != nil) }
    #expect(everything.allSatisfy { $0 == "rttm" || $0.hasPrefix("rttm/") })
  }

  @Test("An absolute name is taken from the folder")
  func absolute() {
    #expect(write("/etc/x") == nil)
    #expect(everything == ["rttm", "rttm/etc", "rttm/etc/x.rttm"])
  }

  @Test("Names with line ends and combining marks are written as they are")
  func oddNames() {
    #expect(write("a\nb/\u{301}c") == nil)
    #expect(everything == ["rttm", "rttm/a\nb", "rttm/a\nb/\u{301}c.rttm"])
  }

  @Test("A name too long for the file system says so", arguments: [251, 400])
  func longName(count: Int) {
    #expect(write(String(repeating: "x", count: count)) == "File name too long")
    #expect(write(String(repeating: "x", count: 250)) == nil)
  }

  @Test("A sub-folder that is a link out of the folder is not followed")
  func linkedFolder() throws {
    try temporary.write("untouched", to: "outside/call.rttm")
    try temporary.link("rttm/day", to: "\(temporary.path)/outside")
    let before = everything
    #expect(write("day/call") == "a symbolic link, which is not followed here")
    #expect(write("day/new/call") == "a symbolic link, which is not followed here")
    #expect(everything == before)
    let kept = try String(contentsOfFile: "\(temporary.path)/outside/call.rttm", encoding: .utf8)
    #expect(kept == "untouched")
    #expect(!folder.holds(CallInput(path: "a.wav", name: "day/call")))
  }

  @Test("A file that is a link is not followed, whether it leads anywhere or not")
  func linkedFile() throws {
    try temporary.write("untouched", to: "secret")
    try temporary.link("rttm/call.rttm", to: "\(temporary.path)/secret")
    try temporary.link("rttm/nowhere.rttm", to: "\(temporary.path)/made")
    #expect(write("call") == "a symbolic link, which is not followed here")
    #expect(write("nowhere") == "a symbolic link, which is not followed here")
    #expect(!folder.holds(CallInput(path: "a.wav", name: "call")))
    let kept = try String(contentsOfFile: "\(temporary.path)/secret", encoding: .utf8)
    #expect(kept == "untouched")
    #expect(!everything.contains("made"))
  }

  @Test("The folder itself may be a link: whoever names it chose it")
  func linkedRoot() throws {
    try temporary.link("alias", to: path)
    try RTTMFolder(path: "\(temporary.path)/alias")
      .write("text\n", for: CallInput(path: "a.wav", name: "day/a"))
    #expect(folder.holds(CallInput(path: "a.wav", name: "day/a")))
  }

  @Test("A FIFO in the place of a file fails at once")
  func fifo() {
    #expect(mkfifo("\(path)/call.rttm", 0o600) == 0)
    #expect(write("call") == "No such device or address")
  }

  @Test("A file where a folder should be, and the other way round, fails with the reason")
  func collisions() {
    #expect(write("a") == nil)
    #expect(write("a.rttm/b") == "Not a directory")
    #expect(write("c.rttm/d") == nil)
    #expect(write("c") == "Is a directory")
  }

  @Test("A folder that is gone fails what is written to it, and has nothing to secure")
  func gone() throws {
    try folder.secure()
    try FileManager.default.removeItem(atPath: path)
    #expect(write("a") == "No such file or directory")
    try folder.secure()
  }
}
