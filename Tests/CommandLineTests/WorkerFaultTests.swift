import Foundation
import Testing

/// What is done to the process that measures, done for real.
@Suite(.timeLimit(.minutes(10))) struct WorkerFaultTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeRecording("a.wav")
    try folder.writeLongRecording("long.wav")
  }

  @Test(
    "An input whose process dies twice is recorded as crashed, and the next are measured",
    arguments: [SIGSEGV, SIGKILL])
  func crash(signal: Int32) throws {
    let worker = try WorkerSession(in: folder)
    worker.tell("a.wav", "long.wav", "a.wav", "missing.wav")
    #expect(try worker.record().status == "ok")
    let first = try worker.measuring("long.wav")
    kill(first, signal)
    var second = first
    while second == first { second = try worker.measuring("long.wav") }
    kill(second, signal)
    let record = try worker.record()
    #expect(record.input.path == "long.wav")
    #expect(record.status == "failed")
    #expect(record.error?.code == "crashed")
    #expect(try worker.record().status == "ok")
    #expect(try worker.record().error?.code == "not_found")
    #expect(try worker.ended() == 0)
    let messages = try worker.messages().split(separator: "\n")
    #expect(messages.count == 2)
    #expect(messages.allSatisfy { $0.hasPrefix("sori: long.wav: the process that measured it") })
    #expect(messages.first?.hasSuffix("; trying again") == true)
  }

  @Test("A process killed from outside costs no record: the input is measured again")
  func killedOnce() throws {
    let worker = try WorkerSession(in: folder)
    for _ in 0..<3 {
      worker.tell("a.wav")
      #expect(try worker.record().status == "ok")
      // Between two lines.
      kill(try #require(worker.child()), SIGKILL)
    }
    worker.tell("a.wav")
    #expect(try worker.record().status == "ok")
    // Stopped, so that it cannot be faster than the kill.
    let child = try #require(worker.child())
    kill(child, SIGSTOP)
    worker.tell("a.wav")
    usleep(100_000)
    kill(child, SIGKILL)
    #expect(try worker.record().status == "ok")
    #expect(try worker.ended() == 0)
  }

  @Test("An input that takes too long is given up, and the next is measured")
  func timeout() throws {
    let worker = try WorkerSession(["--timeout", "0.5"], in: folder)
    worker.tell("long.wav", "missing.wav")
    let record = try worker.record()
    #expect(record.status == "failed")
    #expect(record.error?.code == "timed_out")
    #expect(try worker.record().error?.code == "not_found")
    #expect(try worker.ended() == 0)
  }

  @Test("A process that hangs is killed when the time is over, and the next input is measured")
  func hanging() throws {
    let worker = try WorkerSession(["--timeout", "0.5"], in: folder)
    worker.tell("missing.wav")
    _ = try worker.record()
    kill(try #require(worker.child()), SIGSTOP)
    worker.tell("long.wav", "missing.wav")
    #expect(try worker.record().error?.code == "timed_out")
    #expect(try worker.record().error?.code == "not_found")
    #expect(try worker.ended() == 0)
    #expect(try worker.messages() == "sori: long.wav: not measured within 0.5 seconds\n")
  }

  @Test(
    "Asked to stop, it finishes the input under way and takes no other",
    arguments: [SIGINT, SIGTERM])
  func interruption(signal: Int32) throws {
    let worker = try WorkerSession(in: folder)
    worker.tell("a.wav")
    #expect(try worker.record().status == "ok")
    // Stopped, the child cannot answer before the signal is there.
    let child = try #require(worker.child())
    kill(child, SIGSTOP)
    worker.tell("a.wav", "a.wav")
    usleep(100_000)
    for process in [worker.identifier, child] { kill(process, signal) }
    usleep(100_000)
    kill(child, SIGCONT)
    #expect(try worker.record().status == "ok")
    #expect(try worker.ended(closingInput: false) == 130)
    #expect(worker.rest().isEmpty)
    #expect(try worker.messages().isEmpty)
  }

  @Test("Asked to stop while it waits for a line, it ends")
  func idleInterruption() throws {
    let worker = try WorkerSession(in: folder)
    worker.tell("a.wav")
    _ = try worker.record()
    kill(worker.identifier, SIGTERM)
    #expect(try worker.ended(closingInput: false) == 130)
  }

  @Test("When the worker is killed, its measuring process ends in the middle of a call")
  func orphan() throws {
    let worker = try WorkerSession(in: folder)
    worker.tell("long.wav")
    let child = try worker.measuring("long.wav")
    kill(worker.identifier, SIGKILL)
    var isThere = true
    for _ in 0..<500 where isThere {
      usleep(10_000)
      isThere = Self.isRunning(child)
    }
    #expect(!isThere)
  }

  @Test("When nobody reads its records any more, it ends in the middle of a call")
  func unread() throws {
    let worker = try WorkerSession(in: folder)
    worker.tell("long.wav")
    let child = try worker.measuring("long.wav")
    try worker.stopReading()
    #expect(try worker.ended(closingInput: false) == 2)
    #expect(!Self.isRunning(child))
    #expect(try worker.messages() == "sori: standard output: nobody reads it any more\n")
  }

  /// Whether a process is there and not merely waiting to be buried.
  private static func isRunning(_ process: Int32) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let name = text.lastIndex(of: ")")
    else { return false }
    return !text[text.index(after: name)...].hasPrefix(" Z")
  }
}
