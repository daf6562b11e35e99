internal import Glibc
internal import Reporting

/// Answers every line on standard input with one record on standard output, in order, each written as
/// soon as it is there, whatever the line says and whatever measuring it does to a process.
///
///     lines ──▶ supervisor ──▶ records
///                 │    ▲
///         "7 line"▼    │record       one at a time
///               MeasuringWorker, in a process that may die
///
/// A process that ends while it measures is replaced, and the line given to the new one; where that ends
/// too, the record is `failed` with code `crashed`. Memory is that of one line and one record.
public struct WorkerSupervisor {
  /// How a worker ended.
  public enum Ending: Hashable, Sendable {
    /// Every line was answered.
    case finished
    /// Asked to stop: what was under way was answered, no other.
    case interrupted
  }

  /// Processes that a line may end. The first may have been ended from outside (short of memory, by
  /// hand), so one more is tried; with nothing else under way, a second tells.
  static let attempts = 2
  /// Past a time limit the process is killed, after this: it looks at its clock by itself, but where the
  /// system or a library holds it up it cannot.
  static let grace = Duration.seconds(2)

  private let settings: WorkerSettings
  private let executable: String
  private let arguments: [String]
  private let heading: RecordHeading
  private let readyLine: [UInt8]
  private var process: LineProcess?

  /// - Parameters:
  ///   - executable: Starts a process in which `MeasuringWorker` runs with the same settings.
  ///   - arguments: Its arguments, from the program's own name on.
  /// - Throws: `AnalysisError` where the configuration has no JSON form.
  public init(
    settings: WorkerSettings, executable: String, arguments: [String]
  ) throws(AnalysisError) {
    self.settings = settings
    self.executable = executable
    self.arguments = arguments
    heading = try settings.heading()
    readyLine = try settings.readyLine()
  }

  /// Answers standard input to its end.
  ///
  /// - Parameters:
  ///   - isInterrupted: Asked before each line; once true, no line is taken any more.
  ///   - notice: Told of every process that ended or was ended, with the input's path.
  /// - Throws: `AnalysisError`: standard input cannot be read or standard output not be written, or no
  ///   measuring process starts.
  public mutating func run(
    isInterrupted: () -> Bool, notice: (String) -> Void
  ) throws(AnalysisError) -> Ending {
    let lines = LineReader(standardInputDelimitedBy: 0x0A)
    let records = LineWriter()
    process = try startedProcess()
    var number = 0
    while !isInterrupted() {
      switch try lines.nextOrOverlong() {
      case .pending: continue
      case .end: return .finished
      case .overlong:
        number += 1
        try records.write(line(of: heading.refused(settings.lines.overlong(number: number))))
      case .line(let line):
        number += 1
        try records.write(try record(of: line, number: number, notice: notice))
      }
    }
    return .interrupted
  }

  /// The record of `line`, with its end.
  private mutating func record(
    of line: [UInt8], number: Int, notice: (String) -> Void
  ) throws(AnalysisError) -> [UInt8] {
    let question = Array("\(number) ".utf8) + line + [0x0A]
    var attempt = 1
    while true {
      let process = try runningProcess()
      let deadline = settings.timeout.map { ContinuousClock.now + $0 + Self.grace }
      let cause: String
      switch process.answer(to: question, by: deadline, for: STDOUT_FILENO) {
      case .line(let record): return record + [0x0A]
      case .unwanted:
        throw AnalysisError(.unwritable, path: "standard output", "nobody reads it any more")
      case .late:
        self.process = nil
        let allowed = settings.timeout ?? .zero
        return failure(
          line, number, code: "timed_out", "not measured within \(allowed)", notice)
      case .ended(let ending):
        self.process = nil
        cause = "the process that measured it ended with \(ending)"
      }
      guard attempt < Self.attempts else {
        return failure(line, number, code: "crashed", cause, notice)
      }
      attempt += 1
      notice("\(settings.lines.input(line, number: number).path): \(cause); trying again")
    }
  }

  /// The process that measures, started if there is none.
  private mutating func runningProcess() throws(AnalysisError) -> LineProcess {
    if let process { return process }
    let started = try startedProcess()
    process = started
    return started
  }

  /// A new process, ready to measure.
  private func startedProcess() throws(AnalysisError) -> LineProcess {
    let process = try LineProcess(executable: executable, arguments: arguments)
    switch process.answer(to: [], by: nil, for: STDOUT_FILENO) {
    case .line(readyLine): return process
    case .line:
      throw AnalysisError(.unreadable, "the settings changed while the worker ran")
    case .ended(.exited(code: 64)):
      throw AnalysisError(.usage, "the process that measures refuses its settings")
    case .ended(let ending):
      throw AnalysisError(.unreadable, "the process that measures did not start: \(ending)")
    case .late, .unwanted:
      throw AnalysisError(.unwritable, path: "standard output", "nobody reads it any more")
    }
  }

  private func failure(
    _ line: [UInt8], _ number: Int, code: String, _ message: String, _ notice: (String) -> Void
  ) -> [UInt8] {
    var input = settings.lines.input(line, number: number)
    input.refusal = Refusal(.failed, code: code, message)
    notice("\(input.path): \(message)")
    return self.line(of: heading.refused(input))
  }

  private func line(of record: CallRecord) -> [UInt8] {
    Array((record.jsonLine(includingEvents: settings.includesEvents) + "\n").utf8)
  }
}
