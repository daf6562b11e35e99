import Glibc
import Testing

@testable import CallAnalysis

/// What a supervisor sees of a process, tried on shells that answer, die and hang on request.
@Suite(.timeLimit(.minutes(10))) struct LineProcessTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  /// Answers a line with itself, and obeys a few.
  private static let script = """
    while read -r line; do
      case $line in
        die) kill -SEGV $$ ;;
        quit) exit 3 ;;
        hang) exec sleep 1000 ;;
        half) printf cut; exit 0 ;;
        slow) printf slo; sleep 0.1; echo w ;;
        *) echo "$line" ;;
      esac
    done
    """

  private func shell() throws -> LineProcess {
    try LineProcess(executable: "/bin/sh", arguments: ["sh", "-c", Self.script])
  }

  private func ask(
    _ process: LineProcess, _ line: String, seconds: Double? = nil
  ) -> LineProcess.Answer {
    let deadline = seconds.map { ContinuousClock.now + .seconds($0) }
    return process.answer(
      to: Array((line + "\n").utf8), by: deadline, for: STDOUT_FILENO)
  }

  @Test("Lines are answered one by one, also long ones and those that come in pieces")
  func answers() throws {
    let process = try shell()
    #expect(ask(process, "a") == .line(Array("a".utf8)))
    #expect(ask(process, "slow", seconds: 30) == .line(Array("slow".utf8)))
    // More than a pipe holds: question and answer must flow at the same time.
    let long = String(repeating: "x", count: 300_000)
    #expect(ask(process, long) == .line(Array(long.utf8)))
  }

  @Test(
    "A process that ends says how, and not that it answered",
    arguments: [
      ("die", ProcessEnding.killed(signal: SIGSEGV), "signal 11 (Segmentation fault)"),
      ("quit", .exited(code: 3), "exit code 3"), ("half", .exited(code: 0), "exit code 0"),
    ])
  func endings(line: String, ending: ProcessEnding, text: String) throws {
    let process = try shell()
    #expect(ask(process, "a") == .line(Array("a".utf8)))
    #expect(ask(process, line) == .ended(ending))
    #expect(ending.description == text)
    #expect(ask(process, "b") == .ended(ending))
  }

  @Test("A process that hangs is late, and killed when it is let go")
  func hanging() throws {
    var process: LineProcess? = try shell()
    let identifier = try #require(process?.identifier)
    #expect(process.map { ask($0, "hang", seconds: 0.2) } == .late)
    #expect(kill(identifier, 0) == 0)
    process = nil
    #expect(kill(identifier, 0) == -1)
  }

  @Test("A process that was killed while nobody asked is noticed by the next question")
  func killedIdle() throws {
    let process = try shell()
    #expect(ask(process, "a") == .line(Array("a".utf8)))
    kill(process.identifier, SIGKILL)
    #expect(ask(process, "b") == .ended(.killed(signal: SIGKILL)))
  }

  @Test("Waiting ends when nobody is left to hear the answer")
  func unwanted() throws {
    let process = try shell()
    var listener: [Int32] = [-1, -1]
    #expect(pipe(&listener) == 0)
    close(listener[0])
    defer { close(listener[1]) }
    let answer = process.answer(to: Array("hang\n".utf8), by: nil, for: listener[1])
    #expect(answer == .unwanted)
  }

  @Test("A program that is not there cannot be started")
  func missing() {
    #expect(
      throws: AnalysisError(.unreadable, path: "/nowhere/sori", "No such file or directory")
    ) { _ = try LineProcess(executable: "/nowhere/sori", arguments: ["sori"]) }
  }
}
