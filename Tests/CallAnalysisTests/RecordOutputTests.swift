import Foundation
import Reporting
import Testing

@testable import CallAnalysis

@Suite struct RecordOutputTests {
  private let folder: TemporaryFolder
  private let heading: RecordHeading

  init() throws {
    folder = try TemporaryFolder()
    heading = try RecordHeading(configuration: AnalysisConfiguration())
  }

  private func call(_ input: CallInput, rttm: String?) -> FinishedCall {
    let call = AnalyzedCall(
      record: heading.record(of: input, status: .ok), rttm: rttm, audioDuration: 1000)
    return FinishedCall(call, includingEvents: false)
  }

  @Test("Every call is one line, and its RTTM lies under its name, sub-folders made")
  func writes() throws {
    let lines = folder.path + "/out.jsonl"
    let rttm = try RTTMFolder(path: folder.path + "/new/rttm")
    var output = RecordOutput(lines: .stream(try LineWriter(path: lines)), rttm: rttm)
    let inputs = ["a", "day/b"].map { (name: String) in CallInput(path: "\(name).wav", name: name) }
    for input in inputs { try output.write(call(input, rttm: "of \(input.name)\n"), of: input) }
    try output.write(call(CallInput(path: "c.wav"), rttm: nil), of: CallInput(path: "c.wav"))
    let text = try String(contentsOfFile: lines, encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
    #expect(text.hasSuffix("\n"))
    for input in inputs {
      let written = try String(
        contentsOfFile: "\(folder.path)/new/rttm/\(input.name).rttm", encoding: .utf8)
      #expect(written == "of \(input.name)\n")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/new/rttm/c.rttm"))
    #expect(output.tally.count(of: .ok) == 3)
    #expect(output.tally.audioDuration == 3000)
  }

  @Test("A call whose RTTM cannot be written failed")
  func unwritableRTTM() throws {
    try folder.write("in the way", to: "rttm/day")
    var output = RecordOutput(
      lines: .stream(try LineWriter(path: folder.path + "/out.jsonl")),
      rttm: try RTTMFolder(path: folder.path + "/rttm"))
    let input = CallInput(path: "day/b.wav", name: "day/b")
    let record = try output.write(call(input, rttm: ""), of: input)
    #expect(record.status == .failed)
    #expect(record.error?.code == "rttm_unwritable")
    #expect(output.tally.count(of: .failed) == 1)
  }

  @Test("A full disk is an error with the system's reason")
  func diskFull() throws {
    var output = RecordOutput(lines: .stream(try LineWriter(path: "/dev/full")))
    let input = CallInput(path: "a.wav")
    #expect(
      throws: AnalysisError(.unwritable, path: "/dev/full", "No space left on device")
    ) { try output.write(call(input, rttm: nil), of: input) }
  }

  @Test("A record's call is named by the manifest, else by its content, else not at all")
  func callIDs() throws {
    let sha256 = String(repeating: "0123456789abcdef", count: 4)
    var input = CallInput(path: "a.wav")
    #expect(heading.record(of: input, status: .failed).callID == nil)
    #expect(heading.record(of: input, status: .ok, sha256: sha256).callID == "0123456789abcdef")
    input.metadata.callID = "c-1"
    #expect(heading.record(of: input, status: .ok, sha256: sha256).callID == "c-1")
  }

  @Test("Agents are named by pseudonym, and without a key not at all")
  func agents() throws {
    var input = CallInput(path: "a.wav")
    input.metadata.agentID = "77"
    #expect(heading.record(of: input, status: .ok).agentID == nil)
    let pseudonym = try AgentPseudonym(key: Array("0123456789abcdef".utf8))
    let named = try RecordHeading(configuration: AnalysisConfiguration(), pseudonym: pseudonym)
    #expect(named.record(of: input, status: .ok).agentID == pseudonym("77"))
  }
}
