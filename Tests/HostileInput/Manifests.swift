internal import CallAnalysis
internal import Reporting

/// A manifest, read to its end.
///
/// Checked: it ends; a line of JSON that is not blank is exactly one input, and so is a row of CSV
/// without quotes; the name of every input stays inside a folder.
func examineManifest(_ bytes: [UInt8], asJSON: Bool, in folder: ScratchFolder) throws {
  let path = try folder.write(bytes, to: asJSON ? ScratchFolder.lines : ScratchFolder.table)
  guard let day = CalendarDay("2025-06-15") else { throw BrokenPromise("no such day") }
  var inputCount = 0
  do {
    var source = try ManifestInputs(path: path, asOf: day, notice: { _ in })
    reading: while true {
      switch try source.next(waiting: true) {
      case .input(let input):
        inputCount += 1
        try examineName(input.name)
        try require(
          input.refusal == nil || input.refusal?.error.message.isEmpty == false,
          "a refusal without a reason")
        try require(inputCount <= bytes.count, "\(inputCount) inputs in \(bytes.count) bytes")
      case .pending: continue
      case .end: break reading
      }
    }
  } catch is AnalysisError {
    return
  }
  let expected = lineCount(bytes)
  if asJSON {
    try require(inputCount == expected, "\(expected) lines, \(inputCount) inputs")
  } else if !bytes.contains(UInt8(ascii: "\"")) {
    try require(inputCount == expected - 1, "\(expected) rows, \(inputCount) inputs")
  }
}

/// Lines that hold more than spaces and carriage returns, a byte order mark at the start aside.
private func lineCount(_ bytes: [UInt8]) -> Int {
  let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  return bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0).split(separator: 0x0A)
    .count { line in !line.allSatisfy { $0 == 0x20 || $0 == 0x0D } }
}

/// Checks that what is written under `name` stays in the folder that it is written to.
private func examineName(_ name: String) throws(BrokenPromise) {
  let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  for part in parts {
    let isSafe = !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
    guard isSafe, !part.contains(0) else { throw BrokenPromise("the name \"\(name)\"") }
  }
}
