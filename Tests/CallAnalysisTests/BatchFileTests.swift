import Foundation
import Testing

@testable import CallAnalysis

/// The files of a batch, one by one.
@Suite struct BatchFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// Undone by our own reader, in pieces of `size` bytes; and the bytes of whole members.
  private func undone(_ bytes: [UInt8], inPiecesOf size: Int) -> (bytes: [UInt8], whole: Int) {
    var stream = GunzipStream()
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      stream.take(Array(bytes[start..<min(start + size, bytes.count)])) { bytes, _ in
        result += bytes
      }
    }
    return (result, stream.wholeMemberBytes)
  }

  @Test(
    "What is compressed member by member is what gzip undoes, and what we undo, in any pieces",
    arguments: [0, 1, 100, 1 << 17, (1 << 17) + 1, 1_000_000])
  func members(count: Int) throws {
    let first = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    let second = Array("the other\n".utf8)
    let file = try gzipMember(first) + gzipMember(second)
    for size in [1 << 20, 1000, 7] where size > 100 || count < 1000 {
      let (bytes, whole) = undone(file, inPiecesOf: size)
      #expect(bytes == first + second)
      #expect(whole == file.count)
    }
    #expect(try gzipMember(first) == gzipMember(first))
    try folder.write(file, to: "a.gz")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "gzip -dc '\(path("a.gz"))' > '\(path("a"))'"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try bytes("a") == first + second)
  }

  @Test(
    "Wherever a compressed file is torn, its whole members are known, and nothing behind them counts"
  )
  func tornMembers() throws {
    let lines = ["first\n", "second line\n", "3\n"].map { Array($0.utf8) }
    let members = try lines.map { line throws in try gzipMember(line) }
    let file = Array(members.joined())
    for cut in 0...file.count {
      try folder.write(Array(file[..<cut]), to: "torn.gz")
      let recorded = try RecordedFile(path: path("torn.gz"))
      var whole = 0
      var length = 0
      for (line, member) in zip(lines, members) {
        guard whole + member.count <= cut else { break }
        whole += member.count
        length += line.count
      }
      #expect(recorded.length == length)
      #expect(recorded.fileLength == whole)
      #expect(recorded.hasLooseEnd == (cut > whole))
    }
  }

  @Test("A file's whole lines are found, however it ends", arguments: [0, 1, 5, 300_000])
  func lines(longest: Int) throws {
    let long = String(repeating: "x", count: longest) + "\n"
    for end in ["", "t", "torn \0\0"] {
      let content = "a\n" + long + "b\n" + end
      try folder.write(content, to: "f")
      let file = try RecordedFile(path: path("f"))
      var offset = 0
      var found: [String] = []
      while let next = try file.end(ofLineAt: offset) {
        found.append(
          String(decoding: try file.bytes(at: offset, count: next - offset), as: UTF8.self))
        offset = next
      }
      #expect(found == ["a\n", long, "b\n"])
      #expect(try file.torn() == Array(end.utf8))
    }
  }

  @Test(
    "An output keeps what it is told to keep, and what is appended is whole",
    arguments: [
      "o.jsonl", "o.jsonl.gz",
    ])
  func output(name: String) throws {
    let lines = (0..<2000).map { Array("line \($0) of some length or other\n".utf8) }
    for durability in Durability.allCases {
      do {
        let output = try OutputFile(path: path(name), durability: durability)
        for line in lines.prefix(1000) { try output.append(line) }
        try output.finish()
        #expect(throws: AnalysisError.self) {
          try OutputFile(path: path(name), durability: durability)
        }
        withExtendedLifetime(output) {}
      }
      let length = try #require(try RecordedFile(path: path(name)).fileLength)
      #expect(try bytes(name).count == length)
      let second = try OutputFile(path: path(name), durability: durability, keeping: length)
      for line in lines.dropFirst(1000) { try second.append(line) }
      try second.finish()
      let recorded = try RecordedFile(path: path(name))
      #expect(try recorded.bytes(at: 0, count: recorded.length) == Array(lines.joined()))
    }
  }

  @Test("A compressed output without a line is an empty gzip file")
  func emptyOutput() throws {
    try OutputFile(path: path("e.gz"), durability: .batch).finish()
    #expect(try !bytes("e.gz").isEmpty)
    #expect(try RecordedFile(path: path("e.gz")).length == 0)
    #expect(try !RecordedFile(path: path("e.gz")).hasLooseEnd)
  }

  // MARK: The journal

  private func journal(_ resumes: Bool = true) throws -> RunJournal {
    try RunJournal(output: path("out"), resumes: resumes)
  }

  /// Leaves the journal as a process does that dies while it measures `paths`.
  private func die(measuring paths: [String], crashing: Bool) throws {
    let journal = try journal()
    func nest(_ rest: ArraySlice<String>) throws {
      guard let first = rest.first else {
        let text = try bytes("out.journal") + (crashing ? Array("! 11\n".utf8) : [])
        try folder.write(text, to: "left")
        return
      }
      try journal.noting(first) { Result { try nest(rest.dropFirst()) } }.get()
    }
    try nest(paths[...])
    let left = try bytes("left")
    withExtendedLifetime(journal) {}
    try folder.write(left, to: "out.journal")
  }

  @Test("A second run is kept off for as long as the first lasts")
  func lock() throws {
    do {
      let first = try journal()
      #expect(throws: AnalysisError.self) { try journal() }
      withExtendedLifetime(first) {}
    }
    try journal().finish()
    #expect(!FileManager.default.fileExists(atPath: path("out.journal")))
  }

  @Test(
    "Crashes are counted, kills only make a call be measured alone, and a call that ends is free")
  func suspicion() throws {
    let odd = "calls/a \"b\"\n통화.wav"
    try die(measuring: [odd, "other"], crashing: true)
    #expect(try journal().suspicion(of: odd) == .none)
    try die(measuring: [odd], crashing: true)
    let second = try journal()
    #expect(second.suspicion(of: odd) == .alone)
    #expect(second.suspicion(of: "other") == .none)
    #expect(second.suspicion(of: "never") == .none)
    withExtendedLifetime(second) {}
  }

  @Test("The third crash is the last, unless the call is acquitted")
  func refusal() throws {
    for _ in 0..<3 { try die(measuring: ["x"], crashing: true) }
    let journal = try journal()
    #expect(journal.suspicion(of: "x") == .refused)
    journal.acquit("x")
    #expect(journal.suspicion(of: "x") == .none)
  }

  @Test("However often a machine dies, a call is not given up")
  func kills() throws {
    for _ in 0..<10 { try die(measuring: ["x"], crashing: false) }
    let journal = try journal()
    #expect(journal.suspicion(of: "x") == .alone)
    journal.noting("x") {}
    #expect(journal.suspicion(of: "x") == .none)
  }

  @Test(
    "An unfinished run is not begun anew, but bytes that are no journal hold nothing against anybody"
  )
  func begunAnew() throws {
    try folder.write("", to: "out")
    try die(measuring: ["x"], crashing: false)
    #expect(throws: AnalysisError.self) { try journal(false) }
    try folder.write([0xFF, 0x00, 0x0A, 0x21], to: "out.journal")
    #expect(try journal().suspicion(of: "x") == .none)
  }

  // MARK: A folder's names

  @Test("A hundred thousand names come in bytewise order")
  func names() {
    var names = FolderNames()
    let plain = (0..<100_000).map { "\(($0 * 7919) % 100_003).wav" }
    for name in plain { names.add(Array(name.utf8), .recording) }
    names.sort()
    let sorted = plain.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect((0..<names.count).map { names[$0].name } == sorted)
  }
}
