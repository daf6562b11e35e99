internal import Glibc

/// A record that an earlier run wrote and this one lets stand.
public struct KeptRecord: Sendable {
  let call: RecordedCall
  /// With its line feed, where it has to be written again; nil where it stands in the output already.
  let line: [UInt8]?
}

/// The output of a batch, and what earlier runs left in it.
///
/// In the order of the inputs, records that stand are left as they are for as long as they are a beginning
/// of what this run would write; new ones are then put behind them:
///
///     output   │ a │ b │ c │ d   (torn)          inputs: a b c d e f
///              └── stand ──┘ └▶ measured again, then e, f
///
/// Where one in the middle must go or come, everything is written anew beside the output, which is replaced
/// at the end; what stands is copied. A run that ends before leaves both files, and the next one goes on:
///
///     output       │ a │ b failed │ c │ d │ e │
///     output.new   │ a │ b        │ c …
///
/// In no order new records are put behind the old ones, and what no longer stands is taken out at the end.
/// Torn ends, and records of inputs that this run does not name, go to `output.aside`, never away.
public final class BatchOutput {
  private enum State {
    /// So far all inputs have stood in `primary`, in order; its next line begins at the offset.
    case verbatim(offset: Int)
    /// Records go behind those of the output, or into the file beside it.
    case writing(OutputFile)
  }

  private let path: String
  private let durability: Durability
  private let rttm: RTTMFolder?
  private let order: BatchRunner.Order
  private let rules: RecordRules?
  private let notice: (String) -> Void
  private var state: State
  /// The records that are followed line by line: of an unfinished new file, else of the output.
  private var primary: RecordedFile?
  /// Whether `primary` is the unfinished new file.
  private var primaryIsNew = false
  /// The output of before, where `primary` is the new file.
  private var previous: RecordedFile?
  private var index = RecordIndex()
  /// Which file of the index is the unfinished new one; nil where none is.
  private var newNumber: Int?
  /// Places of lines of the output that stand (in no order only).
  private var claimed: Set<RecordIndex.Entry> = []
  /// Whether a new file is written.
  private var isRewriting = false
  /// Records of before that could not stand.
  private var outdatedCount = 0

  private var newPath: String { OutputFile.isCompressed(path) ? "\(path).new.gz" : "\(path).new" }

  /// An output begun anew: what the file held is gone.
  ///
  /// - Parameters:
  ///   - rttm: What is secured before the records are that promise it.
  ///   - notice: Told what was found and done with it.
  /// - Throws: `AnalysisError` (`unwritable`).
  public init(
    path: String, durability: Durability, rttm: RTTMFolder? = nil,
    order: BatchRunner.Order = .ofInputs, notice: @escaping (String) -> Void = { _ in }
  ) throws(AnalysisError) {
    self.path = path
    self.durability = durability
    self.rttm = rttm
    self.order = order
    self.notice = notice
    rules = nil
    state = .writing(try OutputFile(path: path, durability: durability, rttm: rttm))
    unlink(newPath)
  }

  /// An output that goes on where earlier runs ended; begun anew where there is none. The RTTM that the rules
  /// ask for is secured before the records are.
  ///
  /// - Throws: `AnalysisError`: `unreadable` or `unwritable`.
  public init(
    resuming path: String, durability: Durability, order: BatchRunner.Order, rules: RecordRules,
    notice: @escaping (String) -> Void = { _ in }
  ) throws(AnalysisError) {
    self.path = path
    self.durability = durability
    rttm = rules.rttm
    self.order = order
    self.notice = notice
    self.rules = rules
    state = .verbatim(offset: 0)
    let old = try recorded(path)
    let new = try recorded(newPath)
    switch order {
    case .ofInputs:
      primary = new ?? old
      primaryIsNew = new != nil
      previous = new == nil ? nil : old
      if primary == nil { state = .writing(try file(path)) }
    case .ofCompletion:
      if let old, old.fileLength == nil {
        throw AnalysisError(
          .unwritable, path: path, "cannot be gone on with in no order: decompress it first")
      }
      if let old { try index.add(old) }
      if let new {
        newNumber = old == nil ? 0 : 1
        try index.add(new)
      }
      state = .writing(try file(path, keeping: old?.fileLength ?? 0))
      primary = old
      previous = new
    }
  }

  /// The records in `file`, its torn end put aside and cut off; nil where there is none.
  private func recorded(_ file: String) throws(AnalysisError) -> RecordedFile? {
    guard FileFacts(file) != nil else { return nil }
    let recorded = try RecordedFile(path: file)
    guard recorded.hasLooseEnd else { return recorded }
    if recorded.tornCount > 0 { try putAside(try recorded.torn()) }
    notice("\(file): a torn record at its end went to \(path).aside")
    if let length = recorded.fileLength {
      // Opened to be cut to what is whole, and closed again.
      try self.file(file, keeping: length).finish()
    }
    return recorded
  }

  private func file(
    _ path: String, keeping length: Int = 0, like model: String? = nil
  ) throws(AnalysisError) -> OutputFile {
    try OutputFile(path: path, durability: durability, rttm: rttm, keeping: length, like: model)
  }

  // MARK: Records

  /// The record of `input` that an earlier run wrote, where it stands. To be asked once of each input, in
  /// their order, before what comes of it is written.
  ///
  /// - Throws: `AnalysisError`.
  public func record(of input: CallInput) throws(AnalysisError) -> KeptRecord? {
    if case .verbatim(let offset) = state {
      guard let primary else { return nil }
      if let end = try primary.end(ofLineAt: offset) {
        let line = try primary.bytes(at: offset, count: end - offset)
        if let call = RecordedCall(line: line),
          rules?.stands(call, of: input, isRetried: primaryIsNew) ?? false
        {
          state = .verbatim(offset: end)
          return KeptRecord(call: call, line: nil)
        }
      }
      try write(behind: offset, of: primary)
    }
    guard rules != nil else { return nil }
    let found = try index.claim(input.path, prefersLast: order == .ofCompletion) { call, file in
      stands(call, input, isNew: file == newNumber)
    }
    guard let found else { return nil }
    guard order == .ofCompletion, found.entry.file != newNumber else {
      return KeptRecord(call: found.call, line: found.line)
    }
    claimed.insert(found.entry)
    return KeptRecord(call: found.call, line: nil)
  }

  /// Adds the line of a record, with its line feed.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  public func append(_ line: [UInt8]) throws(AnalysisError) {
    guard case .writing(let file) = state else {
      preconditionFailure("a record is written that was not asked for")
    }
    try file.append(line)
  }

  /// Adds a record that stands, in its place.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  public func append(_ kept: KeptRecord) throws(AnalysisError) {
    if let line = kept.line { try append(line) }
  }

  /// Ends the output: after `.finished` it holds a record of every input and nothing else.
  ///
  /// - Throws: `AnalysisError`.
  public func finish(_ ending: BatchRunner.Ending) throws(AnalysisError) {
    if case .verbatim(let offset) = state, let primary, ending == .finished,
      offset < primary.length || primaryIsNew || primary.fileLength == nil
        || OutputFile.isCompressed(path) && primary.fileLength == 0
    {
      try write(behind: offset, of: primary)
    }
    guard case .writing(let file) = state else { return }
    try file.finish()
    guard ending == .finished else {
      isOutdated = isRewriting || outdatedCount > 0
      if isRewriting {
        notice("\(path) is as it was; what was measured is in \(newPath), and --resume goes on")
      }
      return
    }
    try putUnclaimedAside()
    if order == .ofCompletion { try takeOutOutdated() }
    if isRewriting { try replace() }
  }

  /// Secures what was appended, where that is a second ago.
  ///
  /// - Throws: `AnalysisError` (`unwritable`).
  public func secureIfDue() throws(AnalysisError) {
    if case .writing(let file) = state { try file.secureIfDue() }
  }

  /// Whether the file still holds what this run would replace.
  public private(set) var isOutdated = false

  private func stands(_ call: RecordedCall, _ input: CallInput, isNew: Bool) -> Bool {
    let stands = rules?.stands(call, of: input, isRetried: isNew) ?? false
    if !stands, call.input.path.utf8.elementsEqual(input.path.utf8) { outdatedCount += 1 }
    return stands
  }

  // MARK: Writing anew

  /// Goes on behind the first `offset` bytes of `primary`: in that file where nothing else is in it, else in
  /// a new one.
  private func write(behind offset: Int, of primary: RecordedFile) throws(AnalysisError) {
    isRewriting = primaryIsNew
    if offset == primary.length, let length = primary.fileLength {
      state = .writing(try file(primary.path, keeping: length))
    } else {
      isRewriting = true
      if primaryIsNew { try putAside(linesOf: primary, from: offset) }
      unlink(newPath)
      let file = try self.file(newPath, like: path)
      var position = 0
      while position < offset, let end = try primary.end(ofLineAt: position) {
        try file.append(try primary.bytes(at: position, count: end - position))
        position = end
      }
      state = .writing(file)
    }
    try index.add(primary, from: offset)
    guard primaryIsNew, let previous else { return }
    newNumber = 0
    try index.add(previous)
    // What the new file holds already is no longer to be looked for in the old one.
    var position = 0
    while position < offset, let end = try primary.end(ofLineAt: position) {
      try index.discardOne(
        like: try primary.bytes(at: position, count: end - position), inFile: 1)
      position = end
    }
  }

  /// Takes lines out of the output that stand no longer (in no order only).
  private func takeOutOutdated() throws(AnalysisError) {
    let old = primary?.length ?? 0
    let keptBytes = claimed.reduce(0) { $0 + $1.count }
    guard keptBytes < old else {
      unlink(newPath)
      return
    }
    let kept = Dictionary(uniqueKeysWithValues: claimed.map { ($0.offset, $0.count) })
    let written = try RecordedFile(path: path)
    unlink(newPath)
    let file = try self.file(newPath, like: path)
    var position = 0
    while let end = try written.end(ofLineAt: position) {
      if position >= old || kept[position] != nil {
        try file.append(try written.bytes(at: position, count: end - position))
      }
      position = end
    }
    try file.finish()
    isRewriting = true
  }

  private func replace() throws(AnalysisError) {
    guard rename(newPath, path) == 0 else {
      throw AnalysisError(.unwritable, path: path, systemMessage(errno))
    }
    if durability != .none { secureFolder(of: path) }
  }

  // MARK: Aside

  private func putUnclaimedAside() throws(AnalysisError) {
    if outdatedCount > 0 {
      notice("\(path): \(outdatedCount) earlier records were made anew")
    }
    // Of a file written twice the old lines come first and were copied: only what nobody named is left.
    let unclaimed = index.unclaimed
    guard !unclaimed.isEmpty else { return }
    for entry in unclaimed { try putAside(try index.line(entry)) }
    notice(
      "\(path): \(unclaimed.count) lines of inputs that are not in this run went to \(path).aside")
  }

  /// Puts aside what a run measured that had no time to finish, before its file is begun anew.
  private func putAside(linesOf file: RecordedFile, from start: Int) throws(AnalysisError) {
    var position = start
    while let end = try file.end(ofLineAt: position) {
      try putAside(try file.bytes(at: position, count: end - position))
      position = end
    }
  }

  private func putAside(_ bytes: [UInt8]) throws(AnalysisError) {
    let aside = "\(path).aside"
    let descriptor = open(aside, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw AnalysisError(.unwritable, path: aside, systemMessage(errno))
    }
    defer { close(descriptor) }
    copyAccess(from: path, to: descriptor)
    let line = bytes.last == 0x0A ? bytes : bytes + [0x0A]
    var failure = line.withUnsafeBytes { writeAll($0, to: descriptor) }
    if failure == 0, durability != .none, fdatasync(descriptor) != 0 { failure = errno }
    guard failure == 0 else {
      throw AnalysisError(.unwritable, path: aside, systemMessage(failure))
    }
  }
}

/// Forces the names in the folder of `path` onto the disk, where its file system can.
func secureFolder(of path: String) {
  let descriptor = open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
