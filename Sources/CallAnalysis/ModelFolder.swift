internal import Foundation
internal import NeuralNets
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
    guard !name.isEmpty, !name.contains("/") else {
      throw AnalysisError(.usage, "detector.network is \"\(name)\", expected the name of a file")
    }
    let paths = folders.map { "\($0)/\(name).safetensors" }
    guard let path = paths.first(where: FileManager.default.fileExists(atPath:)) else {
      let places = isNamed ? folders[0] : "models beside the program or in the working folder"
      throw AnalysisError(
        .unreadable, path: "\(name).safetensors",
        "no such model in \(places); name its folder with --models or SORI_MODELS")
    }
    do {
      return try SpeechNetwork(path: path)
    } catch {
      throw AnalysisError(.unreadable, path: path, error.message)
    }
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
