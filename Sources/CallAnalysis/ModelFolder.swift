internal import Foundation
internal import NeuralNets
internal import SpokenText
public import VoiceActivity

/// Where trained models lie.
///
/// Looked for, in this order, as `NAME.safetensors` in: the folder named on the command line, the one that
/// the environment variable `SORI_MODELS` names, `models` beside the program or beside a folder that
/// holds it (`.build/release/sori` finds the package's own), `models` in the working folder. A folder that
/// was named must hold it: no other is then tried.
public struct ModelFolder: Sendable {
  private let folders: [String]
  private let isNamed: Bool

  /// What puts the networks that are not shipped into the package's own `models`.
  static let installationCommand = "scripts/setup"

  /// What puts the networks that are not shipped where they are looked for: into the folder that was
  /// named, else into the package's own.
  public var remedy: String {
    isNamed
      ? "scripts/install-models --folder \(Self.shellWord(folders[0]))" : Self.installationCommand
  }

  /// - Parameter named: the folder given on the command line; nil where none was.
  public init(named: String? = nil) {
    let environment = ProcessInfo.processInfo.environment["SORI_MODELS"]
    if let given = named ?? environment.flatMap({ $0.isEmpty ? nil : $0 }) {
      folders = [given]
      isNamed = true
    } else {
      folders = Self.besideProgram() + ["models"]
      isNamed = false
    }
  }

  /// The speech network of that name.
  ///
  /// - Throws: `AnalysisError` (`unreadable`): no such file, or none that can be used.
  public func speechNetwork(_ name: String) throws(AnalysisError) -> SpeechNetwork {
    let path = "\(try folder(ofSpeechNetwork: name))/\(name).safetensors"
    do {
      return try SpeechNetwork(path: path)
    } catch {
      throw AnalysisError(.unreadable, path: path, error.message)
    }
  }

  /// What takes Korean words apart: MeCab where it and its dictionary are installed, else rules.
  var textAnalyzer: any MorphemeAnalyzer { MeCabDictionary.analyzer(inModels: folders) }

  /// The tensors of an installed network, mapped, and what it is. Its size and header are checked; its
  /// digest is checked by `ModelInventory`.
  ///
  /// - Throws: `AnalysisError` (`unreadable`): not installed, or not as it was installed.
  func voiceNetwork(
    _ network: VoiceNetwork
  ) throws(AnalysisError) -> (tensors: MappedTensors, manifest: ModelManifest) {
    let name = network.rawValue
    let folder = try folder(of: network)
    do {
      let installed = try InstalledModels(folder: folder)
      let manifest = ModelManifest(name: name, installed: try installed.entry(name))
      return (try installed.tensors(name), manifest)
    } catch {
      throw AnalysisError(
        .unreadable, path: error.path,
        "\(error.message); \(remedy) installs it again")
    }
  }

  /// The folder that holds the speech network of that name.
  ///
  /// - Throws: `AnalysisError`: `usage` for a path instead of a name, `unreadable` where there is none.
  func folder(ofSpeechNetwork name: String) throws(AnalysisError) -> String {
    guard !name.isEmpty, !name.contains("/") else {
      throw AnalysisError(.usage, "detector.network is \"\(name)\", expected the name of a file")
    }
    guard let folder = folder(of: name) else {
      throw missing(name, advice: "name its folder with --models or SORI_MODELS")
    }
    return folder
  }

  /// The folder that holds an installed network.
  ///
  /// - Throws: `AnalysisError`, `unreadable` where there is none.
  func folder(of network: VoiceNetwork) throws(AnalysisError) -> String {
    guard let folder = folder(of: network.rawValue) else {
      throw missing(network.rawValue, advice: "\(remedy) installs it")
    }
    return folder
  }

  private func folder(of name: String) -> String? { folder(holding: "\(name).safetensors") }

  /// The first folder that holds a file of that name.
  func folder(holding file: String) -> String? {
    folders.first { FileManager.default.fileExists(atPath: "\($0)/\(file)") }
  }

  /// The folder that installed models are expected in.
  var expectedFolder: String { isNamed ? folders[0] : "models" }

  private func missing(_ name: String, advice: String) -> AnalysisError {
    let places = isNamed ? folders[0] : "models beside the program or in the working folder"
    return AnalysisError(
      .unreadable, path: "\(name).safetensors", "no such model in \(places); \(advice)")
  }

  /// The text as one word of a shell's command: as it is where nothing in it means something to a shell.
  private static func shellWord(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isPlain
      ? text
      : "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: #"'\''"#) + "'"
  }

  /// `models` in the program's folder and in those above it: `.build/x86_64-…/release/sori` lies four
  /// below the package.
  private static func besideProgram() -> [String] {
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return [] }
    var folder = program.deletingLastPathComponent()
    var found: [String] = []
    for _ in 0..<5 where folder.path != "/" {
      found.append(folder.appending(path: "models").path)
      folder = folder.deletingLastPathComponent()
    }
    return found
  }
}
