import Reporting
import Testing

@testable import CallAnalysis

@Suite struct ManifestTests {
  private let folder: TemporaryFolder
  private let day: CalendarDay

  init() throws {
    folder = try TemporaryFolder()
    day = try #require(CalendarDay("2025-06-15"))
  }

  private func inputs(
    _ content: String, name: String = "calls.csv", notice: @escaping (String) -> Void = { _ in }
  ) throws -> [CallInput] {
    let path = try folder.write(content, to: name)
    return try drain(ManifestInputs(path: path, asOf: day, notice: notice))
  }

  @Test("A CSV manifest's quirks: mark, CRLF, quotes, blank lines, spaces, missing fields")
  func quirks() throws {
    let found = try inputs(
      "\u{FEFF}Path , call_id,queue,agent_id,channels\r\n"
        + "\"day 1/a, b.wav\",c-1,\"sales, \"\"north\"\"\",77,agent=2;customer=1\r\n\r\n"
        + "b.wav,,\"two\nlines\",\r\n"
        + "c.wav")
    #expect(found.map(\.path) == ["day 1/a, b.wav", "b.wav", "c.wav"])
    #expect(found.map(\.file) == found.map { "\(folder.path)/\($0.path)" })
    #expect(found.map(\.name) == ["day 1/a, b", "b", "c"])
    #expect(found.map(\.metadata.callID) == ["c-1", nil, nil])
    #expect(found.map(\.metadata.queue) == ["sales, \"north\"", "two\nlines", nil])
    #expect(found.map(\.metadata.agentID) == ["77", nil, nil])
    #expect(found.map(\.metadata.channels) == [ChannelRoles(agent: 2, customer: 1), nil, nil])
    #expect(found.allSatisfy { $0.refusal == nil })
  }

  @Test("A JSON Lines manifest reads the same, numbers and nulls included")
  func jsonLines() throws {
    let found = try inputs(
      """
      \u{FEFF}{"path": "a, b.wav", "call_id": 17, "queue": null, "agent_id": "77"}\r

      {"path":"/abs/b.wav","channels":"agent=2,customer=1","consent":false}
      {"queue":"x"}
      not json
      {"path":["a"]}
      """, name: "calls.jsonl")
    #expect(found.map(\.metadata.callID) == ["17", nil, nil, nil, nil])
    #expect(found[0].file == "\(folder.path)/a, b.wav")
    #expect(found[1].file == "/abs/b.wav")
    #expect(found[1].name == "b")
    #expect(
      found.map(\.refusal?.error.code) == [
        nil, "consent_absent", "manifest_invalid", "manifest_invalid", "manifest_invalid",
      ])
    #expect(found[3].path == "\(folder.path)/calls.jsonl:5")
  }

  @Test("Semicolons and tabs separate columns where the header says so", arguments: [";", "\t"])
  func delimiters(_ mark: String) throws {
    let found = try inputs("path\(mark)call_id\na,b.wav\(mark)7\n")
    #expect(found.map(\.path) == ["a,b.wav"])
    #expect(found.map(\.metadata.callID) == ["7"])
  }

  @Test("A manifest without paths is a usage error that names the columns it has")
  func noPathColumn() throws {
    let path = try folder.write("file,agent\nx.wav,1\n", to: "calls.csv")
    #expect(
      throws: AnalysisError(
        .usage, path: path,
        "no column \"path\" among 2: expected a table with a header, CSV or JSON Lines")
    ) { _ = try ManifestInputs(path: path, asOf: day, notice: { _ in }) }
  }

  @Test("Columns that are not understood are told once", arguments: ["calls.csv", "calls.jsonl"])
  func ignoredColumns(name: String) throws {
    var notices: [String] = []
    let rows = #"{"path":"a","mood":1}"# + "\n" + #"{"path":"b","mood":2,"zeal":3}"#
    _ = try inputs(name.hasSuffix("csv") ? "path,mood\na,1\nb,2" : rows, name: name) {
      notices.append($0)
    }
    #expect(notices == ["\(folder.path)/\(name): columns ignored: mood"])
  }

  @Test("A bad row is one failed input, and the rows after it are read")
  func badRows() throws {
    let found = try inputs("path,channels\n\"a\"b.wav,\nc.wav,left\nd.wav,\n,agent=1;customer=2\n")
    #expect(found.count == 4)
    #expect(
      found.map(\.refusal?.error.code) == [
        "manifest_invalid", "manifest_invalid", nil, "manifest_invalid",
      ])
    #expect(found[1].path == "c.wav")
    #expect(
      found[1].refusal?.error.message
        == "line 3: channels: expected agent=N,customer=M")
  }

  @Test(
    "Where columns have slipped, no message repeats what stands in them",
    arguments: ["channels", "consent", "retention_until"])
  func slippedColumns(column: String) throws {
    let refusal = try #require(try inputs("path,\(column)\na.wav,Hong Gildong\n").first?.refusal)
    #expect(refusal.status == .failed)
    #expect(!refusal.error.message.contains("Hong"))
  }

  @Test("A quote that is never closed is one failed input, and the rows after it are read")
  func openQuote() throws {
    let found = try inputs("path\na.wav\n\"b.wav\nc.wav\nd.wav,x\n")
    #expect(found.map(\.refusal?.error.code) == [nil, "manifest_invalid", nil, nil])
    #expect(found[1].refusal?.error.message.contains("line 3: a quote is never closed") == true)
    #expect(found.map(\.path).suffix(2) == ["c.wav", "d.wav"])
  }

  @Test("A quote not closed within a mebibyte swallows no row", arguments: ["", "y,z"])
  func openQuoteFarFromTheEnd(last: String) throws {
    let deep = String(repeating: "x", count: 1000)
    let rows = (0..<1200).map { "\(deep)/\($0).wav" }
    let found = try inputs((["path,queue", "\"b.wav"] + rows + [last]).joined(separator: "\n"))
    #expect(found.first?.refusal?.error.code == "manifest_invalid")
    #expect(found.dropFirst().prefix(rows.count).map(\.path) == rows)
  }

  @Test(
    "A row that is too long is one failed input, and the rows after it are read",
    arguments: ["calls.csv", "calls.jsonl"])
  func longRow(name: String) throws {
    let long = String(repeating: "x", count: 2 << 20)
    let rows =
      name.hasSuffix("csv")
      ? ["path", "\"a.wav", long, "b.wav"] : [#"{"path":"a.wav"}"#, long, #"{"path":"b.wav"}"#]
    let found = try inputs(rows.joined(separator: "\n"), name: name)
    let isCSV = name.hasSuffix("csv")
    #expect(
      found.map(\.refusal?.error.code) == [
        isCSV ? "manifest_invalid" : nil, "manifest_invalid", nil,
      ])
    #expect(found.last?.path == "b.wav")
    #expect(found[1].path == "\(folder.path)/\(name):\(isCSV ? 3 : 2)")
  }

  @Test(
    "Consent: yes and blank are measured, no is skipped, anything else is failed",
    arguments: [
      ("yes", nil), ("TRUE", nil), ("1", nil), ("", nil), ("no", CallStatus.skipped),
      ("False", .skipped), ("0", .skipped), ("denied", .skipped), ("withdrawn", .skipped),
      ("perhaps", .failed),
    ])
  func consent(text: String, status: CallStatus?) throws {
    #expect(try inputs("path,consent\na.wav,\(text)\n").map(\.refusal?.status) == [status])
  }

  @Test(
    "Retention: the named day is the last",
    arguments: [
      ("2025-06-15", nil), ("2025-06-14", "retention_expired"), ("2024-12-31", "retention_expired"),
      ("2025-06-14T23:59:59+09:00", "retention_expired"), ("2026-01-01", nil), ("", nil),
      ("14.06.2025", "manifest_invalid"),
    ])
  func retention(text: String, code: String?) throws {
    #expect(
      try inputs("path,retention_until\na.wav,\(text)\n").map(\.refusal?.error.code) == [code])
  }

  @Test("What is said of a retention that is over is the same on every later day")
  func retentionMessage() throws {
    let refusal = try inputs("path,retention_until\na.wav,2024-12-31\n").first?.refusal
    #expect(refusal?.error.message == "kept until 2024-12-31")
  }

  @Test("A manifest of many rows is read row by row")
  func manyRows() throws {
    let rows = (0..<5000).map { "\"day \($0)/call.wav\",\($0)" }.joined(separator: "\r\n")
    let found = try inputs("path,call_id\r\n" + rows)
    #expect(found.map(\.metadata.callID) == (0..<5000).map { "\($0)" })
  }
}

@Suite struct CalendarDayTests {
  @Test("Days are read and written alike", arguments: ["2024-02-29", "0001-01-01", "2025-12-31"])
  func reads(text: String) {
    #expect(CalendarDay(text)?.description == text)
  }

  @Test(
    "What is no day is refused",
    arguments: ["2025-02-29", "1900-02-29", "2025-13-01", "2025-00-10", "25-1-1", "2025/01/01", ""])
  func refuses(text: String) {
    #expect(CalendarDay(text) == nil)
  }
}
