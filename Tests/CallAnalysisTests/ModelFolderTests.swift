import Foundation
import Testing
import VoiceActivity

@testable import CallAnalysis

@Suite("Where models lie") struct ModelFolderTests {
  private static let name = VoiceActivityConfiguration().network

  private func failure(_ models: ModelFolder, _ name: String = name) -> AnalysisError? {
    do throws(AnalysisError) {
      _ = try models.speechNetwork(name)
      return nil
    } catch {
      return error
    }
  }

  @Test("The project's own models are found from where its tests are built")
  func besideProgram() {
    #expect(failure(ModelFolder()) == nil)
  }

  @Test("A folder that is named holds the model or there is none; the message says what to do")
  func named() throws {
    let shipped = URL(filePath: Fixtures.folder).deletingLastPathComponent()
      .appending(path: "models/\(Self.name).safetensors").path()
    let folder = try TemporaryFolder()
    let missing = try #require(failure(ModelFolder(named: folder.path)))
    #expect(missing.code == .unreadable)
    #expect(
      missing.description
        == "\(Self.name).safetensors: no such model in \(folder.path); "
        + "name its folder with --models or SORI_MODELS")
    try FileManager.default.copyItem(
      atPath: shipped, toPath: "\(folder.path)/mine-2.safetensors")
    #expect(failure(ModelFolder(named: folder.path), "mine-2") == nil)
    #expect(failure(ModelFolder(named: folder.path))?.code == .unreadable)
  }

  @Test(
    "What installs a network where it is looked for can be pasted into a shell",
    arguments: [
      ("/srv/my-models_2.0", "/srv/my-models_2.0"), ("my models", "'my models'"),
      ("it's; here", #"'it'\''s; here'"#), ("모델", "'모델'"),
    ])
  func remedy(_ folder: String, _ word: String) {
    #expect(ModelFolder(named: folder).remedy == "scripts/install-models --folder \(word)")
  }

  @Test("A file that is no model is named with its path")
  func notAModel() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("not a model at all", to: "broken.safetensors")
    let error = try #require(failure(ModelFolder(named: folder.path), "broken"))
    #expect(error.code == .unreadable)
    #expect(error.path == path)
    #expect(!error.message.isEmpty)
  }

  @Test(
    "A name is that of a file, no path", arguments: ["", "/", "a/b", "../speech-1", "/etc/passwd"])
  func names(name: String) {
    let error = failure(ModelFolder(), name)
    #expect(error?.code == .usage)
    #expect(error?.message.contains("detector.network is \"\(name)\"") == true)
  }

  @Test("Whatever measures needs its model, and says so before it opens a recording")
  func needed() {
    var configuration = AnalysisConfiguration()
    configuration.detector.network = "no-such-network"
    let refused = [
      #expect(throws: AnalysisError.self) { try CallAnalyzer(configuration: configuration) },
      #expect(throws: AnalysisError.self) { try CallInspector(configuration: configuration) },
      #expect(throws: AnalysisError.self) { try SweepAnalyzer([configuration]) },
    ]
    for error in refused { #expect(error?.path == "no-such-network.safetensors") }
  }
}
