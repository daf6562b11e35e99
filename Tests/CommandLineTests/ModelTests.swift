import Foundation
import Testing

/// Where `sori` finds its models.
@Suite struct ModelTests {
  private let folder: TemporaryFolder
  /// Holds a network under a name that no other folder holds.
  private let models: String

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeRecording("a.wav")
    models = folder.path + "/elsewhere"
    let shipped = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "models/speech-1.safetensors").path()
    try folder.write("", to: "elsewhere/empty")
    try FileManager.default.copyItem(atPath: shipped, toPath: models + "/mine.safetensors")
    try folder.write(#"{"detector": {"network": "mine"}}"#, to: "mine.json")
  }

  @Test("Without its model sori ends with exit code 2 and says what to do")
  func missing() throws {
    let outcome = try Program.run(
      ["analyze", "a.wav", "--config", "mine.json"], in: folder.path)
    #expect(outcome.exitCode == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors
        == "sori: mine.safetensors: no such model in models beside the program or in the working "
        + "folder; name its folder with --models or SORI_MODELS\n")
  }

  @Test("A folder on the command line comes before the one in the environment, that before others")
  func order() throws {
    let named = try Program.run(
      ["analyze", "a.wav", "-q", "--config", "mine.json", "--models", "elsewhere"],
      in: folder.path)
    #expect(named.exitCode == 0, "\(named.errors)")
    #expect(try named.records().count == 1)
    let environment = try Program.shell(
      "SORI_MODELS=elsewhere $SORI analyze a.wav -q --config mine.json", in: folder.path)
    #expect(environment.exitCode == 0, "\(environment.errors)")
    #expect(environment.output == named.output)
    let both = try Program.shell(
      "SORI_MODELS=nowhere $SORI analyze a.wav -q --config mine.json --models elsewhere",
      in: folder.path)
    #expect(both.output == named.output)
    // The default network lies beside the program, but not where the environment points.
    let elsewhere = try Program.shell("SORI_MODELS=elsewhere $SORI analyze a.wav", in: folder.path)
    #expect(elsewhere.exitCode == 2)
    #expect(elsewhere.errors.contains("no such model in elsewhere"))
  }

  @Test("The working folder's models are found too, and an empty variable names no folder")
  func workingFolder() throws {
    try FileManager.default.moveItem(atPath: models, toPath: folder.path + "/models")
    let outcome = try Program.shell(
      "SORI_MODELS= $SORI analyze a.wav -q --config mine.json", in: folder.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
  }

  @Test("A network with a path for a name is a usage error")
  func path() throws {
    try folder.write(#"{"detector": {"network": "../mine"}}"#, to: "path.json")
    let outcome = try Program.run(
      ["analyze", "a.wav", "--config", "path.json"], in: folder.path)
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains("detector.network is \"../mine\""))
  }
}
