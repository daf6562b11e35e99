internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// Which calls are being measured at this moment, in a file beside the output, so that the next run knows
/// what was under way when a process died. Held locked, it keeps a second run off the same output.
///
///     sori-journal 1
///     crashes 1 "calls/odd.wav"          in flight at a crash before
///     deaths 1 "calls/odd.wav"           in flight when the process was killed or the machine died
///     measuring "calls/odd.wav"
///     measuring "calls/17.wav"
///     .
///                                        (filled up with line ends)
///     ! 11                               written as the process crashed: the signal's number
///
/// The file goes away when a run has come to its end, and stays behind any other.
///
/// A class because an open descriptor has identity; it closes, and so unlocks, what it opened.
public final class RunJournal: Sendable {
  /// Where a process that crashes writes its mark: bytes go to the end of the journal.
  public let markDescriptor: Int32

  private let path: String
  private let descriptor: Int32
  private let state: Mutex<State>

  /// In flight at so many deaths, a call is measured with nothing beside it.
  static let deathsBeforeSolitude = 2
  /// In flight at so many crashes, it is not measured again.
  static let crashesBeforeRefusal = 3

  fileprivate struct State {
    var crashes: [String: Int] = [:]
    /// Deaths that were no crashes.
    var deaths: [String: Int] = [:]
    var measuring: [String] = []
    /// Bytes of the file.
    var longest = 0
  }

  /// Opens and locks the journal of `output`.
  ///
  /// - Parameter resumes: whether what an earlier run left unfinished is gone on with; else it is an error.
  /// - Throws: `AnalysisError`: `unwritable` where another run holds it or it cannot be made; `usage` where
  ///   an earlier run did not come to its end.
  public init(output: String, resumes: Bool) throws(AnalysisError) {
    path = "\(output).journal"
    descriptor = try Self.locked(path, output)
    let earlier = Self.contents(of: descriptor)
    guard resumes || earlier.isEmpty || FileFacts(output) == nil else {
      close(descriptor)
      throw AnalysisError(
        .usage, path: output,
        "an earlier run did not come to its end: go on with --resume, or remove \(path)")
    }
    markDescriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    var first = State(earlier)
    // What an earlier run left is written over, its mark too, and never cut: a death now forgets nothing.
    first.longest = earlier.count
    state = Mutex(first)
    try state.withLock { state throws(AnalysisError) in try write(&state) }
  }

  deinit {
    if markDescriptor >= 0 { close(markDescriptor) }
    close(descriptor)
  }

  /// What earlier deaths say of a call.
  enum Suspicion { case none, alone, refused }

  /// How the call at `path` is to be measured.
  func suspicion(of path: String) -> Suspicion {
    state.withLock { state in
      let crashes = state.crashes[path] ?? 0
      if crashes >= Self.crashesBeforeRefusal { return .refused }
      let deaths = crashes + (state.deaths[path] ?? 0)
      return deaths >= Self.deathsBeforeSolitude ? .alone : .none
    }
  }

  /// Forgets what is held against the call at `path`.
  func acquit(_ path: String) {
    state.withLock { state in
      state.crashes[path] = nil
      state.deaths[path] = nil
    }
  }

  /// Runs `measure`, with `path` in the journal for so long; when that ends, nothing is held against it any
  /// more. A journal that cannot be written is no reason not to measure.
  func noting<Result>(_ path: String, _ measure: () -> Result) -> Result {
    state.withLock { state in
      state.measuring.append(path)
      try? write(&state)
    }
    let result = measure()
    state.withLock { state in
      if let place = state.measuring.firstIndex(of: path) { state.measuring.remove(at: place) }
      state.crashes[path] = nil
      state.deaths[path] = nil
      try? write(&state)
    }
    return result
  }

  /// Removes the journal of a run that came to its end. It stays locked until the program ends.
  public func finish() {
    unlink(path)
  }

  // MARK: The file

  /// The journal's file, locked, and still the one of that name.
  private static func locked(_ path: String, _ output: String) throws(AnalysisError) -> Int32 {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else {
        throw AnalysisError(.unwritable, path: output, systemMessage(errno))
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let failure = errno
        close(descriptor)
        throw AnalysisError(
          .unwritable, path: output,
          failure == EWOULDBLOCK
            ? "another run is writing it (\(path) is locked)" : systemMessage(failure))
      }
      // Between opening and locking, the run before may have finished and removed it.
      if let mine = FileFacts(descriptor: descriptor)?.identity, FileFacts(path)?.identity == mine {
        return descriptor
      }
      close(descriptor)
    }
  }

  private static func contents(of descriptor: Int32) -> [UInt8] {
    let count = FileFacts(descriptor: descriptor)?.byteCount ?? 0
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, count, 0) }
    return Array(bytes.prefix(max(0, got)))
  }

  /// Overwrites the journal, filled up to what it was: were it cut, the mark of a crash at this very moment
  /// could be lost.
  private func write(_ state: inout State) throws(AnalysisError) {
    var text = Array(state.text.utf8)
    if text.count < state.longest {
      text += repeatElement(0x0A, count: state.longest - text.count)
    }
    state.longest = text.count
    let count = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    guard count == text.count else {
      throw AnalysisError(.unwritable, path: path, systemMessage(count < 0 ? errno : ENOSPC))
    }
  }
}

extension RunJournal.State {
  private static let heading = "sori-journal 1"
  /// Ends the state; what stands behind it may be left of a longer one.
  private static let end = "."
  /// Begins the mark of a crash.
  private static let mark = "!"

  /// What the run before left; nothing where the bytes are no journal.
  init(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    guard lines.first == Self.heading else { return }
    let crashed = lines.contains { $0.hasPrefix(Self.mark) }
    for line in lines.dropFirst().prefix(while: { $0 != Self.end }) {
      let fields = line.split(separator: " ", maxSplits: 2).map(String.init)
      switch fields.first {
      case "crashes" where fields.count == 3:
        if let path = Self.unquoted(fields[2]) { crashes[path, default: 0] += Int(fields[1]) ?? 0 }
      case "deaths" where fields.count == 3:
        if let path = Self.unquoted(fields[2]) { deaths[path, default: 0] += Int(fields[1]) ?? 0 }
      case "measuring":
        guard let path = Self.unquoted(String(line.dropFirst("measuring ".count))) else { continue }
        if crashed { crashes[path, default: 0] += 1 } else { deaths[path, default: 0] += 1 }
      default: continue
      }
    }
  }

  var text: String {
    let counted =
      crashes.sorted { $0.key < $1.key }.map { "crashes \($0.value) \(Self.quoted($0.key))" }
      + deaths.sorted { $0.key < $1.key }.map { "deaths \($0.value) \(Self.quoted($0.key))" }
    let lines = [Self.heading] + counted + measuring.map { "measuring \(Self.quoted($0))" }
    return lines.joined(separator: "\n") + "\n\(Self.end)\n"
  }

  /// As a JSON string: on one line, whatever is in it.
  private static func quoted(_ path: String) -> String {
    (try? JSONEncoder().encode(path)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  private static func unquoted(_ text: String) -> String? {
    try? JSONDecoder().decode(String.self, from: Data(text.utf8))
  }
}
