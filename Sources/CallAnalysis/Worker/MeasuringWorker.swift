internal import Glibc
internal import Reporting

/// The side of a worker that measures, in a process that its supervisor can lose: says that it is ready,
/// then answers `7 LINE` with the record of the input that line 7 names.
public struct MeasuringWorker {
  private let settings: WorkerSettings
  private let analyzer: CallAnalyzer

  public init(settings: WorkerSettings, analyzer: CallAnalyzer) {
    self.settings = settings
    self.analyzer = analyzer
  }

  /// Answers standard input to its end. When the supervisor goes, the process ends at once, also in the
  /// middle of a call.
  ///
  /// - Throws: `AnalysisError`: standard input cannot be read, standard output not be written, a question
  ///   without its number.
  public func run() throws(AnalysisError) {
    // Its supervisor decides when it ends; it must not die of what is meant for that.
    for number in [SIGINT, SIGTERM] { signal(number, SIG_IGN) }
    try Self.endWithSupervisor()
    let records = LineWriter()
    // Room for the number before the longest line that the supervisor accepts, and a block read with it.
    let questions = LineReader(
      standardInputDelimitedBy: 0x0A, longestLine: 2 * LineReader.longestLine)
    try records.write(try settings.readyLine() + [0x0A])
    while true {
      switch try questions.next(waiting: true) {
      case .pending: continue
      case .end: return
      case .line(let question):
        let (number, line) = try Self.parsed(question)
        let call = analyzer.analyze(settings.lines.input(line, number: number))
        try records.write(call.record.jsonLine(includingEvents: settings.includesEvents) + "\n")
      }
    }
  }

  private static func parsed(
    _ question: [UInt8]
  ) throws(AnalysisError) -> (number: Int, line: [UInt8]) {
    guard let space = question.firstIndex(of: 0x20),
      let number = Int(String(decoding: question[..<space], as: UTF8.self))
    else { throw AnalysisError(.usage, path: "standard input", "expected a number and a line") }
    return (number, Array(question[(space + 1)...]))
  }

  /// Ends this process as soon as nobody can write to its standard input any more. The supervisor closes
  /// it only when nothing is under way, so that in the middle of a call it means that it died.
  private static func endWithSupervisor() throws(AnalysisError) {
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { _ in
        var request = pollfd(fd: STDIN_FILENO, events: 0, revents: 0)
        // Without events asked for, poll(2) returns when the other end is closed.
        while poll(&request, 1, -1) < 1 {}
        _exit(0)
      }, nil)
    guard failure == 0 else { throw AnalysisError(.unreadable, systemMessage(failure)) }
  }
}
