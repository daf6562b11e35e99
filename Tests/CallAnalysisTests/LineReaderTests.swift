import Testing

@testable import CallAnalysis

@Suite struct LineReaderTests {
  private func lines(of content: [UInt8]) throws -> [[UInt8]] {
    let folder = try TemporaryFolder()
    let reader = try LineReader(path: try folder.write(content, to: "list"))
    var lines: [[UInt8]] = []
    while true {
      switch try reader.next(waiting: true) {
      case .line(let line): lines.append(line)
      case .pending: continue
      case .end: return lines
      }
    }
  }

  @Test("Small lists: the last line needs no end, an empty file no line")
  func small() throws {
    #expect(try lines(of: []) == [])
    #expect(try lines(of: Array("\n".utf8)) == [[]])
    #expect(try lines(of: Array("a".utf8)) == [[97]])
    #expect(try lines(of: Array("a\nb\n".utf8)) == [[97], [98]])
    #expect(try lines(of: Array("a\n\nb".utf8)) == [[97], [], [98]])
  }

  @Test("Lines are the same wherever a block ends", arguments: 65533...65539)
  func blocks(length: Int) throws {
    let line = [UInt8](repeating: 120, count: length)
    let content = line + [10] + line + [10, 10] + [121]
    #expect(try lines(of: content) == [line, line, [], [121]])
  }

  @Test(
    "A line that is too long is refused in its place, and what follows is read",
    arguments: [
      LineReader.longestLine + 1, LineReader.longestLine + 100_000, 3 * LineReader.longestLine,
    ])
  func tooLong(count: Int) throws {
    let long = [UInt8](repeating: 120, count: count)
    let folder = try TemporaryFolder()
    for end in [[], [10], [10, 98]] as [[UInt8]] {
      let reader = try LineReader(path: try folder.write([97, 10] + long + end, to: "list"))
      var found: [[UInt8]?] = []
      reading: while true {
        do {
          switch try reader.next(waiting: true) {
          case .line(let line): found.append(line)
          case .pending: continue
          case .end: break reading
          }
        } catch {
          #expect(error.code == .usage)
          found.append(nil)
        }
      }
      #expect(found == [[97], nil] + (end.count == 2 ? [[98]] : []))
    }
  }

  @Test("The longest line is read")
  func longest() throws {
    let line = [UInt8](repeating: 120, count: LineReader.longestLine)
    #expect(try lines(of: line + [10] + line) == [line, line])
  }

  @Test(
    "A line that is too long can be passed over, wherever its end lies",
    arguments: [1, 65_536, 100_000])
  func overlong(excess: Int) throws {
    let long = [UInt8](repeating: 120, count: LineReader.longestLine + excess)
    let folder = try TemporaryFolder()
    for end in [[10, 98], [10, 98, 10]] as [[UInt8]] {
      let reader = try LineReader(path: try folder.write([97, 10] + long + end, to: "list"))
      var found: [String] = []
      reading: while true {
        switch try reader.nextOrOverlong() {
        case .line(let line): found.append(String(decoding: line, as: UTF8.self))
        case .overlong: found.append("too long")
        case .pending: continue
        case .end: break reading
        }
      }
      #expect(found == ["a", "too long", "b"])
    }
  }

  @Test("A file that is not there is named with the system's reason")
  func missing() {
    #expect(
      throws: AnalysisError(.unreadable, path: "/nowhere/list", "No such file or directory")
    ) { _ = try LineReader(path: "/nowhere/list") }
  }
}
