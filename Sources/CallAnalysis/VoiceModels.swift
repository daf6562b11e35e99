internal import Diarization
internal import NeuralNets
internal import Synchronization

/// The networks that tell speakers apart by voice.
struct VoiceModels: Sendable {
  let speaker: SpeakerNetwork
  let overlap: OverlapNetwork
  /// Both by name and the first 12 digits of their SHA-256: `campplus-0123456789ab segmentation-…`
  let names: String

  /// - Throws: `AnalysisError` (`unreadable`) where one is missing or unusable.
  init(in folder: ModelFolder) throws(AnalysisError) {
    let campplus = try folder.voiceNetwork(.campplus)
    let segmentation = try folder.voiceNetwork(.segmentation)
    names = [campplus.manifest, segmentation.manifest]
      .map { "\($0.name)-\($0.sha256.prefix(12))" }.joined(separator: " ")
    do {
      speaker = try SpeakerNetwork(campplus.tensors)
      overlap = try OverlapNetwork(segmentation.tensors)
    } catch {
      throw AnalysisError(
        .unreadable, path: error.path,
        "\(error.message); \(folder.remedy) installs it again")
    }
  }
}

extension ModelFolder {
  /// Why speakers cannot be told apart by voice with what lies here; nil where they can.
  public var voicesAreMissing: AnalysisError? { VoiceModelShelf(self).failure }
}

/// The networks of a folder, loaded when the first call needs them: two-channel calls never do.
final class VoiceModelShelf: Sendable {
  private let folder: ModelFolder
  private let loaded = Mutex<Result<VoiceModels, AnalysisError>?>(nil)

  init(_ folder: ModelFolder) { self.folder = folder }

  /// The networks, or why there are none; the same for all who ask.
  var models: Result<VoiceModels, AnalysisError> {
    loaded.withLock { loaded in
      if let loaded { return loaded }
      let result = Result { () throws(AnalysisError) in try VoiceModels(in: folder) }
      loaded = result
      return result
    }
  }

  /// Why there are none; nil where they are there.
  var failure: AnalysisError? {
    switch models {
    case .success: nil
    case .failure(let error): error
    }
  }
}
