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

  /// Bytes of one record at most; an unclosed quote would else swallow the rest of the file.
  private static let longestRecord = LineReader.longestLine

  init(path: String) throws(AnalysisError) {
    reader = try LineReader(path: path)
    self.path = path
  }

  /// The fields of the next record, or nil after the last. Blank lines are no records.
  ///
  /// - Throws: `AnalysisError`: `unreadable` for the file, `usage` for a record that is not CSV or not
  ///   UTF-8; the next call goes on with the line after it.
  mutating func next() throws(AnalysisError) -> [String]? {
    guard let bytes = try nextRecord() else { return nil }
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
      return record.header
    } catch CSVParseError.quotation(let message), CSVParseError.generic(let message) {
      throw malformed(message)
    } catch {
      throw malformed("\(error)")
    }
  }

  /// The bytes up to the first line end outside quotes.
  private mutating func nextRecord() throws(AnalysisError) -> [UInt8]? {
    var record: [UInt8] = []
    var scan = QuoteScan()
    while let line = try nextLine() {
      if record.isEmpty, line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      record += line
      scan.read(line)
      guard scan.isInsideQuotes else { return record }
      record.append(0x0A)
      guard record.count <= Self.longestRecord else { throw malformed("a quote is never closed") }
    }
    guard record.isEmpty else { throw malformed("a quote is never closed") }
    return nil
  }

  private mutating func nextLine() throws(AnalysisError) -> [UInt8]? {
    while true {
      switch try reader.next(waiting: true) {
      case .pending: continue
      case .end: return nil
      case .line(let bytes):
        lineNumber += 1
        return bytes
      }
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
