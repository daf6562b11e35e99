internal import Reporting

/// Recordings named by a manifest: CSV with a header, or JSON Lines (`.jsonl`, `.ndjson`, `.json`).
///
/// Columns: `path` (relative to the manifest's folder), and where they are known `call_id`,
/// `started_at`, `direction`, `queue`, `agent_id`, `channels` (`agent=1;customer=2`), `first_speaker`, `consent`,
/// `lawful_basis`, `retention_until` (`YYYY-MM-DD`, the last day), `transcript` (a path like the recording's).
/// Others are ignored.
///
/// A row that makes no sense is an input that failed, so every row has its record.
public struct ManifestInputs: InputSource {
  private let path: String
  private let folder: String
  private let day: CalendarDay
  private var rows: Rows
  private let notice: (String) -> Void
  private var hasNoticedColumns = false

  private enum Rows {
    case csv(CSVRecords, header: [String])
    case json(LineReader, lineNumber: Int)
  }

  /// - Parameters:
  ///   - path: The manifest; its extension tells its format.
  ///   - day: Recordings whose retention ended before it are skipped.
  ///   - notice: Told once of columns that are ignored.
  /// - Throws: `AnalysisError`: `unreadable`, or `usage` where a CSV's header has no `path`.
  public init(
    path: String, asOf day: CalendarDay, notice: @escaping (String) -> Void
  ) throws(AnalysisError) {
    self.path = path
    self.day = day
    self.notice = notice
    folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    let name = path.lowercased()
    if [".jsonl", ".ndjson", ".json"].contains(where: name.hasSuffix) {
      rows = .json(try LineReader(path: path), lineNumber: 0)
    } else {
      var records = try CSVRecords(path: path)
      let header = try Self.header(of: &records)
      guard header.contains("path") else {
        // What stands there instead may be anything, a transcript too: it is not repeated.
        throw AnalysisError(
          .usage, path: path,
          "no column \"path\" among \(header.count): expected a table with a header, CSV or JSON Lines"
        )
      }
      if let twice = ManifestRow.columns.first(where: { name in header.count { $0 == name } > 1 }) {
        throw AnalysisError(.usage, path: path, "column \"\(twice)\" stands there twice")
      }
      rows = .csv(records, header: header)
      noticeIgnored(header.filter { !ManifestRow.columns.contains($0) })
    }
  }

  /// The names of the columns, waited for.
  private static func header(of records: inout CSVRecords) throws(AnalysisError) -> [String] {
    while true {
      switch try records.next(waiting: true) {
      case .record(let fields): return fields.map { $0.trimmedOfSpace.lowercased() }
      case .pending: continue
      case .end: return []
      }
    }
  }

  /// Whether the manifest at `path` can be read twice, and so be counted beforehand; a pipe cannot.
  public static func canBeCounted(_ path: String) -> Bool { FileFacts(path)?.kind == .regular }

  public mutating func next(waiting: Bool) throws(AnalysisError) -> NextInput {
    switch rows {
    case .csv(var records, let header):
      defer { rows = .csv(records, header: header) }
      do {
        switch try records.next(waiting: waiting) {
        case .record(let record):
          let row = ManifestRow(header: header, record: record)
          return .input(input(for: row, line: records.lineNumber))
        case .pending: return .pending
        case .end: return .end
        }
      } catch  where error.code == .usage {
        return .input(malformed(line: records.lineNumber, error.message))
      }
    case .json(let reader, let lineNumber):
      return try nextJSON(reader, after: lineNumber, waiting: waiting)
    }
  }

  private mutating func nextJSON(
    _ reader: LineReader, after lineNumber: Int, waiting: Bool
  ) throws(AnalysisError) -> NextInput {
    var lineNumber = lineNumber
    defer { rows = .json(reader, lineNumber: lineNumber) }
    while true {
      let next: LineReader.Next
      do {
        next = try reader.next(waiting: waiting)
      } catch  where error.code == .usage {
        lineNumber += 1
        return .input(malformed(line: lineNumber, "line \(lineNumber): \(error.message)"))
      }
      switch next {
      case .pending: return .pending
      case .end: return .end
      case .line(var bytes):
        lineNumber += 1
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if lineNumber == 1, bytes.starts(with: mark) { bytes.removeFirst(mark.count) }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
        do {
          let row = try ManifestRow(json: bytes)
          noticeIgnored(row.unknownColumns)
          return .input(input(for: row, line: lineNumber))
        } catch {
          return .input(malformed(line: lineNumber, "line \(lineNumber): \(error.message)"))
        }
      }
    }
  }

  private func input(for row: ManifestRow, line: Int) -> CallInput {
    guard let recording = row["path"] else {
      return malformed(line: line, "line \(line): no path")
    }
    var input = CallInput(
      path: recording, file: found(recording), name: OutputName.ofPath(recording))
    do {
      input.refusal = try row.refusal(asOf: day)
      input.metadata = try row.metadata()
      input.metadata.transcript = row["transcript"].map(found)
    } catch {
      input.refusal = Refusal(
        .failed, code: "manifest_invalid", "line \(line): \(error.message)")
    }
    return input
  }

  /// A path of the manifest's as it is opened: relative to the manifest's folder.
  private func found(_ path: String) -> String {
    OutputName.isAbsolute(path) ? path : folder + path
  }

  private func malformed(line: Int, _ message: String) -> CallInput {
    CallInput(
      path: "\(path):\(line)", refusal: Refusal(.failed, code: "manifest_invalid", message))
  }

  private mutating func noticeIgnored(_ columns: [String]) {
    guard !columns.isEmpty, !hasNoticedColumns else { return }
    hasNoticedColumns = true
    notice("\(path): columns ignored: \(columns.joined(separator: ", "))")
  }
}
