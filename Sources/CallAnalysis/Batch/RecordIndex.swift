internal import Reporting

/// Where the records of earlier runs lie, by path of their inputs: two lines of a path are both known.
struct RecordIndex {
  struct Entry: Hashable {
    /// Which of the files.
    let file: Int
    let offset: Int
    let count: Int
  }

  private var files: [RecordedFile] = []
  /// By the bytes of the path: strings that look the same are the same to Swift, and not to Linux.
  private var first: [[UInt8]: Entry] = [:]
  private var others: [[UInt8]: [Entry]] = [:]
  /// Lines that are no records.
  private(set) var unreadable: [Entry] = []

  /// Adds the lines of `file` from `start` on; those added earlier are asked for first.
  ///
  /// - Throws: `AnalysisError` (`unreadable`).
  mutating func add(_ file: RecordedFile, from start: Int = 0) throws(AnalysisError) {
    files.append(file)
    var offset = start
    while let end = try file.end(ofLineAt: offset) {
      let entry = Entry(file: files.count - 1, offset: offset, count: end - offset)
      if let call = RecordedCall(line: try line(entry)) {
        add(entry, of: Array(call.input.path.utf8))
      } else {
        unreadable.append(entry)
      }
      offset = end
    }
  }

  private mutating func add(_ entry: Entry, of path: [UInt8]) {
    if first[path] == nil {
      first[path] = entry
    } else {
      others[path, default: []].append(entry)
    }
  }

  /// Takes out the first record of `path` that `stands`, those before it that do not, and those that other
  /// files hold: they are superseded.
  ///
  /// - Parameter prefersLast: whether it is the last that is looked for. Those of failures go with it then.
  /// - Throws: `AnalysisError` (`unreadable`).
  mutating func claim(
    _ path: String, prefersLast: Bool = false, where stands: (RecordedCall, Int) -> Bool
  ) throws(AnalysisError) -> (entry: Entry, call: RecordedCall, line: [UInt8])? {
    let path = Array(path.utf8)
    guard let head = first.removeValue(forKey: path) else { return nil }
    var entries = [head] + (others.removeValue(forKey: path) ?? [])
    while let entry = prefersLast
      ? entries.popLast() : (entries.isEmpty ? nil : entries.removeFirst())
    {
      let line = try line(entry)
      guard let call = RecordedCall(line: line), stands(call, entry.file) else { continue }
      for other in entries where other.file == entry.file {
        if prefersLast, RecordedCall(line: try self.line(other))?.status == .failed { continue }
        add(other, of: path)
      }
      return (entry, call, line)
    }
    return nil
  }

  /// Forgets one of the records that file `number` holds of the input that `line` is about.
  ///
  /// - Throws: `AnalysisError` (`unreadable`).
  mutating func discardOne(
    like line: [UInt8], inFile number: Int
  ) throws(AnalysisError) {
    guard let path = RecordedCall(line: line)?.input.path else { return }
    var isDone = false
    discard(Array(path.utf8)) { entry in
      defer { isDone = isDone || entry.file == number }
      return !isDone && entry.file == number
    }
  }

  private mutating func discard(_ path: [UInt8], where isDiscarded: (Entry) -> Bool) {
    guard let entry = first.removeValue(forKey: path) else { return }
    let rest = others.removeValue(forKey: path) ?? []
    for entry in [entry] + rest where !isDiscarded(entry) { add(entry, of: path) }
  }

  /// Every line that nobody asked for, in order.
  var unclaimed: [Entry] {
    (Array(first.values) + others.values.joined() + unreadable)
      .sorted { ($0.file, $0.offset) < ($1.file, $1.offset) }
  }

  /// With its line feed.
  ///
  /// - Throws: `AnalysisError` (`unreadable`).
  func line(_ entry: Entry) throws(AnalysisError) -> [UInt8] {
    try files[entry.file].bytes(at: entry.offset, count: entry.count)
  }
}
