internal import SwiftCSV

/// The records of a CSV file, one at a time: SwiftCSV reads each, this finds where it ends, so that a
/// manifest of any length takes the memory of one record.
///
/// Quoted fields may hold delimiters and line ends. The delimiter (comma, semicolon or tab) is taken
/// from the header.
struct CSVRecords {
  private let reader: LineReader
  private let path: String
  private var delimiter: CSVDelimiter?
  /// Number of the line read last, from 1.
  private(set) var lineNumber = 0
  /// Lines to be read again, the first last.
  private var putBack: [Line] = []

  enum Next {
    case record([String])
    /// The writer at the other end has not begun another record yet.
    case pending
    case end
  }

  private enum Line {
    /// Nothing is there yet.
    case pending
    case bytes([UInt8])
    /// Was passed over; says why.
    case tooLong(String)
  }

  /// Bytes of one record at most. Where a quote is not closed by then, only the line that opened it is lost.
  private static let longestRecord = LineReader.longestLine

  init(path: String) throws(AnalysisError) {
    reader = try LineReader(path: path)
    self.path = path
  }

  /// The fields of the next record. Blank lines are no records.
  ///
  /// - Throws: `AnalysisError`: `unreadable` for the file, `usage` for a record that is not CSV or not
  ///   UTF-8; the next call goes on with the line after it.
  mutating func next(waiting: Bool) throws(AnalysisError) -> Next {
    var isPending = false
    guard let bytes = try nextRecord(waiting: waiting, &isPending) else {
      return isPending ? .pending : .end
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw malformed("not UTF-8 (save the sheet as \"CSV UTF-8\")")
    }
    do {
      let record =
        if let delimiter {
          try EnumeratedCSV(string: text, delimiter: delimiter, loadColumns: false)
        } else {
          try EnumeratedCSV(string: text, loadColumns: false)
        }
      delimiter = record.delimiter
      return .record(record.header)
    } catch CSVParseError.quotation(let message), CSVParseError.generic(let message) {
      throw malformed(message)
    } catch {
      throw malformed("\(error)")
    }
  }

  /// The bytes up to the first line end outside quotes.
  ///
  /// - Parameter isPending: set where there is none yet.
  private mutating func nextRecord(
    waiting: Bool, _ isPending: inout Bool
  ) throws(AnalysisError) -> [UInt8]? {
    var lines: [Line] = []
    var record: [UInt8] = []
    var scan = QuoteScan()
    reading: while let line = try nextLine(waiting: waiting || !lines.isEmpty) {
      switch line {
      case .pending where lines.isEmpty:
        isPending = true
        return nil
      // In the middle of a record its end is waited for.
      case .pending: continue
      case .tooLong(let message) where lines.isEmpty:
        throw malformed(message)
      case .bytes(let bytes) where lines.isEmpty && bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D }):
        continue
      case .tooLong:
        lines.append(line)
        break reading
      case .bytes(let bytes):
        lines.append(line)
        record += bytes
        scan.read(bytes)
        guard scan.isInsideQuotes else { return record }
        record.append(0x0A)
        guard record.count <= Self.longestRecord else { break reading }
      }
    }
    guard !lines.isEmpty else { return nil }
    // Whoever forgot a quote did not mean all that follows to be one field: it is read line by line.
    putBack += lines.dropFirst().reversed()
    lineNumber -= lines.count - 1
    throw malformed("a quote is never closed")
  }

  private mutating func nextLine(waiting: Bool) throws(AnalysisError) -> Line? {
    if let line = putBack.popLast() {
      lineNumber += 1
      return line
    }
    do {
      switch try reader.next(waiting: waiting) {
      case .pending: return .pending
      case .end: return nil
      case .line(let bytes):
        lineNumber += 1
        return .bytes(bytes)
      }
    } catch  where error.code == .usage {
      lineNumber += 1
      return .tooLong(error.message)
    }
  }

  private func malformed(_ message: String) -> AnalysisError {
    AnalysisError(.usage, path: path, "line \(lineNumber): \(message)")
  }
}

/// Follows whether a position in CSV text lies inside a quoted field.
///
/// A quote opens a field only where the field begins; doubled quotes inside cancel out.
private struct QuoteScan {
  private(set) var isInsideQuotes = false
  private var isAtFieldStart = true

  mutating func read(_ line: [UInt8]) {
    for byte in line {
      if isInsideQuotes {
        isInsideQuotes = byte != UInt8(ascii: "\"")
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        // Behind a closing quote this is the second of a doubled one.
        isInsideQuotes = isAtFieldStart || wasQuoted
        wasQuoted = true
        isAtFieldStart = false
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"):
        isAtFieldStart = true
        wasQuoted = false
      case UInt8(ascii: " "): break
      // The byte order mark stands before the first field.
      case 0xEF, 0xBB, 0xBF: break
      default: isAtFieldStart = false
      }
    }
    if !isInsideQuotes { isAtFieldStart = true }
  }

  /// Whether the field being read began with a quote.
  private var wasQuoted = false
}
