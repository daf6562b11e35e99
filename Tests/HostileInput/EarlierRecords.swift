internal import CallAnalysis
internal import Reporting

/// What a run finds where its records are to go, and goes on with.
///
/// Checked: the run ends; in the order of the inputs each has one line, which is the one it is due or stood
/// there before; the next run finds a record of every input.
///
/// Bytes 1 to 3 stand for the lines that are due, 5 to 7 for their first halves: by chance a fuzzer does not
/// come upon a record that is accepted.
struct EarlierRecords {
  let name: String
  let order: BatchRunner.Order

  /// As text, in the order of the inputs.
  static let inOrder = EarlierRecords(name: ScratchFolder.records, order: .ofInputs)
  /// As text, in any order.
  static let inNoOrder = EarlierRecords(name: ScratchFolder.records, order: .ofCompletion)
  /// Compressed.
  static let compressed = EarlierRecords(name: ScratchFolder.compressedRecords, order: .ofInputs)

  func examine(_ bytes: [UInt8], in folder: ScratchFolder) throws {
    let due = try Due.lines.get()
    let isText = name == ScratchFolder.records
    let before = isText ? Self.expanded(bytes, due) : bytes
    folder.remove([name, "\(name).aside", "\(name).new", "\(name).new.gz"])
    let path = try folder.write(before, to: name)
    do {
      try run(path, due)
    } catch let error as AnalysisError {
      // A foreign compressed file cannot always be gone on with, nor a line of more than 64 MiB.
      guard isText else { return }
      throw BrokenPromise("cannot be gone on with: \(error)")
    }
    if isText, order == .ofInputs {
      try Self.examine(try folder.read(name), due: due, before: before)
    }
    let missing = try run(path, due)
    try require(missing == 0, "\(missing) inputs without a record after a whole run")
  }

  /// Goes on with what is at `path`; returns how many inputs had no record there.
  @discardableResult
  private func run(_ path: String, _ due: [Due]) throws -> Int {
    let rules = RecordRules(analyzer: try Due.analyzer.get(), includesEvents: false)
    let output = try BatchOutput(resuming: path, durability: .none, order: order, rules: rules)
    var missing = 0
    for call in due {
      if let kept = try output.record(of: call.input) {
        try output.append(kept)
      } else {
        missing += 1
        try output.append(call.line)
      }
    }
    try output.finish(.finished)
    return missing
  }

  private static func examine(_ after: [UInt8], due: [Due], before: [UInt8]) throws {
    let lines = after.split(separator: 0x0A, omittingEmptySubsequences: false)
    try require(
      lines.count == due.count + 1 && lines.last?.isEmpty == true,
      "\(lines.count - 1) lines for \(due.count) inputs")
    let known = Set(before.split(separator: 0x0A))
    for (line, call) in zip(lines, due) where !line.elementsEqual(call.line.dropLast()) {
      try require(known.contains(line), "a line that nobody wrote")
    }
  }

  private static func expanded(_ bytes: [UInt8], _ due: [Due]) -> [UInt8] {
    bytes.flatMap { byte -> ArraySlice<UInt8> in
      switch Int(byte) {
      case 1...due.count: due[Int(byte) - 1].line[...]
      case 5..<(5 + due.count):
        due[Int(byte) - 5].line.prefix(due[Int(byte) - 5].line.count / 2)
      default: [byte]
      }
    }
  }
}

/// An input, and the line of its record.
struct Due: Sendable {
  let input: CallInput
  /// With its end.
  let line: [UInt8]

  static let analyzer = Result {
    try CallAnalyzer(configuration: AnalysisConfiguration())
  }

  /// Of recordings that are not there: their records fail, and stand.
  static let lines = Result {
    let analyzer = try Due.analyzer.get()
    return ["/nowhere/a.wav", "/nowhere/b \u{301}\n.wav", "/nowhere/c.wav"].map { path in
      let input = CallInput(path: path)
      let record = analyzer.analyze(input).record
      return Due(input: input, line: Array((record.jsonLine(includingEvents: false) + "\n").utf8))
    }
  }
}
