import Foundation
import VoiceActivity

/// The weights that the project ships.
enum Network {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "models")

  static var path: String {
    folder.appending(path: "\(VoiceActivityConfiguration().network).safetensors").path()
  }

  /// Loaded once for all tests.
  static let shipped: SpeechNetwork = {
    do {
      return try SpeechNetwork(path: path)
    } catch {
      fatalError("\(error)")
    }
  }()
}
