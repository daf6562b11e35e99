import Reporting
import Testing

@testable import CallAnalysis

/// All inputs of a source.
func drain(_ source: some InputSource) throws -> [CallInput] {
  var source = source
  var inputs: [CallInput] = []
  while true {
    switch try source.next(waiting: true) {
    case .input(let input): inputs.append(input)
    case .pending: continue
    case .end: return inputs
    }
  }
}

@Suite struct PathInputsTests {
  @Test("A folder gives paths below it and names relative to it; a file is named by its base")
  func names() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "calls/day/voip.mono.wav")
    try folder.write("", to: "calls/b.wav")
    let notes = try folder.write("", to: "notes.txt")
    let inputs = try PathInputs([folder.path + "/calls//", notes])
    #expect(try InputTotals.counting(inputs)?.count == 3)
    let found = try drain(inputs)
    #expect(found.map(\.name) == ["b", "day/voip.mono", "notes"])
    #expect(
      found.map(\.path) == [
        "\(folder.path)/calls/b.wav", "\(folder.path)/calls/day/voip.mono.wav", notes,
      ])
  }

  @Test("A missing file is an input all the same")
  func missing() throws {
    #expect(try drain(PathInputs(["nowhere.wav"])).map(\.path) == ["nowhere.wav"])
  }

  @Test("Standard input named twice is a usage error")
  func twice() {
    #expect(throws: AnalysisError(.usage, "standard input (-) can be read only once")) {
      _ = try PathInputs(["-", "a.wav", "-"])
    }
  }

  @Test(
    "Output names never lead out of their folder",
    arguments: [
      ("a/b.wav", "a/b"), ("voip.mono.wav", "voip.mono"), ("../x.wav", "x"), ("/etc/x.wav", "x"),
      ("a/../../x.wav", "x"), ("./a//b.wav", "a/b"), ("noext", "noext"), (".wav", ".wav"),
      ("a.b/c", "a.b/c"), ("..", "_"), ("", "_"), ("/", "_"), ("a/", "a"), ("a/...wav", "a/_"),
      ("a\u{0}b.wav", "a_b"), ("a\nb.wav", "a\nb"), ("a/../\u{0}.wav", "_"),
      // A slash and a combining mark are one Character, and two bytes that the system tells apart.
      ("../\u{301}x.wav", "\u{301}x"), ("/\u{301}x/y.wav", "y"),
      ("a/\u{301}../b.wav", "a/\u{301}../b"),
    ])
  func safeNames(path: String, name: String) {
    #expect(OutputName.ofPath(path) == name)
  }

  @Test("Of two inputs of one name the later is refused")
  func claims() throws {
    let inputs = ["x/a.wav", "y/a.flac", "b.wav", "a.mono.wav"].map { CallInput(path: $0) }
    let refusals = try drain(RTTMClaims(ListedInputs(inputs))).map(\.refusal?.error.code)
    #expect(refusals == [nil, "rttm_collision", nil, nil])
  }
}
