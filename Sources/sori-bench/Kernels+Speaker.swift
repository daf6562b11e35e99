internal import Foundation
internal import NeuralNets
internal import Signal

extension Kernels {
  /// The speaker network over 32 s: what a piece of a call and its context take. None where the network is
  /// not installed in `models` of the working folder, or the one that `SORI_MODELS` names.
  ///
  /// - Throws: `ModelError`.
  func speakerNetwork() throws -> [Measurement] {
    let folder = ProcessInfo.processInfo.environment["SORI_MODELS"] ?? "models"
    let path = "\(folder)/campplus.safetensors"
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    var evaluation = SpeakerEvaluation(
      of: try SpeakerNetwork(MappedTensors(path: path)), context: .dense)
    var numbers = SystemRandomNumberGenerator()
    let bands = (0..<(Self.pieceFrames * SpeakerFilterBank.bandCount)).map { _ in
      Float.random(in: -3...3, using: &numbers)
    }
    let seconds = timed(repeats: repeats) { evaluation.process(bands.span) }
    keep(evaluation.frames)
    let audioSeconds =
      Double(Self.pieceFrames * SpeakerFilterBank.frameShift)
      / Double(SpeakerFilterBank.sampleRateHz)
    return [
      Measurement(
        "kernel.speaker_piece", unit: .nanoseconds, seconds: seconds, audioSeconds: audioSeconds)
    ]
  }

  /// Frames of 10 ms: 30 s and a second on either side.
  private static let pieceFrames = 3200
}
