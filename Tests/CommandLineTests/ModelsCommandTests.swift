import Foundation
import Testing

/// `sori models`, run as people run it.
@Suite struct ModelsCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private struct Line: Decodable {
    let name: String
    let state: String
    let problem: String?
    let installWith: String?
  }

  private func lines(_ outcome: Program.Outcome) throws -> [Line] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try outcome.lines.map { try decoder.decode(Line.self, from: Data($0.utf8)) }
  }

  @Test("Missing models are exit code 1, listed with the command that installs them")
  func missing() throws {
    let outcome = try Program.run(["models", "--models", "."], in: folder.path)
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("campplus: missing"))
    #expect(outcome.output.contains("install with  scripts/install-models --folder .\n"))
    let json = try lines(Program.run(["models", "--json", "--models", "."], in: folder.path))
    #expect(json.dropFirst().map(\.name) == ["campplus", "segmentation"])
    #expect(json.allSatisfy { $0.state == "missing" })
    let command = "scripts/install-models --folder ."
    #expect(json.map(\.installWith) == [nil, command, command])
  }

  @Test("The exit code is 0 exactly when no model is missing or damaged")
  func exitCode() throws {
    let outcome = try Program.run(["models", "--json"], in: folder.path)
    let states = try lines(outcome).map(\.state)
    #expect(states.first == "verified")
    #expect(!states.contains("damaged"), "\(outcome.output)")
    #expect(outcome.exitCode == (states.contains("missing") ? 1 : 0))
  }

  @Test("The speech network that the settings name is looked for, and a path is a usage error")
  func configured() throws {
    try folder.write(#"{"detector": {"network": "mine"}}"#, to: "mine.json")
    let outcome = try Program.run(
      ["models", "--json", "--config", "mine.json"], in: folder.path)
    #expect(outcome.exitCode == 1)
    #expect(try lines(outcome).first?.name == "mine")
    #expect(try lines(outcome).first?.state == "missing")
    let none = try Program.run(["models", "--config", "none.json"], in: folder.path)
    #expect(none.exitCode == 2 && none.output.isEmpty)
  }
}
