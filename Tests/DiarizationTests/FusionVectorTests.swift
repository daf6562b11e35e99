import Foundation
import SpeechTimeline
import Testing
import VoiceActivity

@testable import Diarization

/// Against numpy: `scripts/make-diarization-vectors`.
struct FusionVectorTests {
  /// What two networks say, and the speech that is to come of it.
  struct Fusion: Decodable, CustomTestStringConvertible {
    let name: String
    let logOdds: [Float]
    let voice: [Float]
    /// Runs of frames of 10 ms: of the detector, and of both.
    let alone: [[Int]]
    let together: [[Int]]

    var testDescription: String { name }
  }

  static func fusions() throws -> [Fusion] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Vectors/fusions.json")
    return try JSONDecoder().decode([Fusion].self, from: Data(contentsOf: file))
  }

  private static func timeline(_ runs: [[Int]]) -> Timeline {
    Timeline(runs.map { TimeSpan($0[0] * 10, $0[1] * 10) })
  }

  @Test("The speech that comes of both networks is what numpy works out", arguments: try fusions())
  func together(_ fusion: Fusion) {
    var settings = SpeechFusionConfiguration()
    settings.weight = 0.75
    settings.mostLogOdds = 2
    settings.bias = -0.75
    let evidence = SpeechEvidence(logOdds: fusion.logOdds)
    let track = OverlapTrack(overlap: fusion.voice.map { _ in 0 }, voice: fusion.voice)
    #expect(evidence.speech { _ in 0 } == Self.timeline(fusion.alone))
    #expect(SpeechFusion(settings).speech([evidence], track) == Self.timeline(fusion.together))
  }
}
