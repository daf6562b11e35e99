import Foundation
import Testing

@Suite struct ConfigTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("What sori config prints is a configuration file that changes nothing")
  func roundTrip() throws {
    let printed = try Program.run(
      ["config", "--channels", "agent=2,customer=1", "--loudness"], in: folder.path)
    #expect(printed.exitCode == 0)
    _ = try folder.write(printed.output, to: "mine.json")
    let again = try Program.run(["config", "--config", "mine.json"], in: folder.path)
    #expect(again.output == printed.output)
    #expect(try Program.run(["config"], in: folder.path).output != printed.output)
  }

  @Test("The hash that sori config prints is the one in the records")
  func hash() throws {
    try folder.writeRecording("a.wav")
    for options in [[], ["--loudness"]] {
      let printed = try Program.run(["config", "--hash"] + options, in: folder.path)
      let record = try #require(
        try Program.run(["analyze", "a.wav", "-q"] + options, in: folder.path).records().first)
      #expect(printed.output == record.configHash + "\n")
    }
  }

  @Test("A file that makes no sense is exit code 64 and named")
  func refusal() throws {
    _ = try folder.write(#"{"detektor": {}}"#, to: "mine.json")
    let outcome = try Program.run(["config", "--config", "mine.json"], in: folder.path)
    #expect(outcome.exitCode == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors == "sori: mine.json: unknown key \"detektor\"\n")
  }
}
