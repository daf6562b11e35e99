/// Where the records of earlier runs lie, by path of their inputs: two lines of a path are both known.
struct RecordIndex {
  struct Entry: Hashable {
    /// Which of the files.
    let file: Int
    let offset: Int
    let count: Int
  }

  private var files: [RecordedFile] = []
  private var first: [String: Entry] = [:]
  private var others: [String: [Entry]] = [:]
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
        add(entry, of: call.input.path)
      } else {
        unreadable.append(entry)
      }
      offset = end
    }
  }

  private mutating func add(_ entry: Entry, of path: String) {
    if first[path] == nil {
      first[path] = entry
    } else {
      others[path, default: []].append(entry)
    }
  }

  /// Takes out the first record of `path` that `stands`, those before it that do not, and those that other
  /// files hold: they are superseded.
  ///
  /// - Throws: `AnalysisError` (`unreadable`).
  mutating func claim(
    _ path: String, where stands: (RecordedCall, Int) -> Bool
  ) throws(AnalysisError) -> (entry: Entry, call: RecordedCall, line: [UInt8])? {
    while let entry = takeFirst(of: path) {
      let line = try line(entry)
      if let call = RecordedCall(line: line), stands(call, entry.file) {
        discard(path) { $0.file != entry.file }
        return (entry, call, line)
      }
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
    discard(path) { entry in
      defer { isDone = isDone || entry.file == number }
      return !isDone && entry.file == number
    }
  }

  private mutating func discard(_ path: String, where isDiscarded: (Entry) -> Bool) {
    guard let entry = first.removeValue(forKey: path) else { return }
    let rest = others.removeValue(forKey: path) ?? []
    for entry in [entry] + rest where !isDiscarded(entry) { add(entry, of: path) }
  }

  private mutating func takeFirst(of path: String) -> Entry? {
    guard let entry = first.removeValue(forKey: path) else { return nil }
    if var rest = others.removeValue(forKey: path) {
      first[path] = rest.removeFirst()
      if !rest.isEmpty { others[path] = rest }
    }
    return entry
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
