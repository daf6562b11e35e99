import Foundation
import Reporting
import Testing

@testable import CallAnalysis

@Suite struct InputTotalsTests {
  @Test("Sizes are divided by their number of binary digits")
  func classes() {
    let sizes = [-1, 0, 1, 2, 3, 4, 1023, 1024, Int.max]
    #expect(sizes.map(InputTotals.sizeClass(ofBytes:)) == [0, 0, 1, 2, 2, 3, 10, 11, 63])
  }

  @Test("What is counted is what will be read: no refused call, no missing file, no folder")
  func counting() throws {
    let folder = try TemporaryFolder()
    try folder.write([UInt8](repeating: 0, count: 300), to: "a.wav")
    try folder.write([UInt8](repeating: 0, count: 500), to: "b.wav")
    var refused = CallInput(path: folder.path + "/a.wav")
    refused.refusal = Refusal(.skipped, code: "consent_absent", "no")
    let inputs =
      ["a.wav", "b.wav", "missing.wav", ""].map { CallInput(path: "\(folder.path)/\($0)") }
      + [refused]
    let totals = try #require(try InputTotals.counting(ListedInputs(inputs)))
    #expect(totals.count == 5)
    #expect(totals.bytes == 800)
    let first = try InputTotals.counting(LimitedInputs(ListedInputs(inputs), limit: 1))
    #expect(first?.count == 1)
    #expect(first?.bytes == 300)
  }

  @Test("Counting ends where somebody wants the program to stop")
  func interrupted() throws {
    #expect(
      try InputTotals.counting(ListedInputs([CallInput(path: "a")]), isInterrupted: { true })
        == nil)
  }

  @Test("A list on standard input and a manifest through a pipe cannot be counted")
  func uncountable() throws {
    #expect(!(try PathInputs(["a.wav", "-"])).canBeCounted)
    #expect(try PathInputs(["a.wav", "calls"]).canBeCounted)
    let folder = try TemporaryFolder()
    #expect(ManifestInputs.canBeCounted(try folder.write("path\n", to: "calls.csv")))
    #expect(mkfifo(folder.path + "/pipe.csv", 0o600) == 0)
    #expect(!ManifestInputs.canBeCounted(folder.path + "/pipe.csv"))
  }

  @Test("A limit gives the first inputs, and asks for none after them", arguments: [0, 1, 3, 7])
  func limit(limit: Int) throws {
    let inputs = (0..<3).map { CallInput(path: "\($0)") }
    let found = try drain(LimitedInputs(ListedInputs(inputs), limit: limit))
    #expect(found == Array(inputs.prefix(limit)))
  }
}
