import Foundation
import Testing

@testable import Diarization

/// Against numpy: `scripts/make-diarization-vectors`.
struct DivisionVectorTests {
  /// A call and what is to come of it.
  struct Call: Decodable, CustomTestStringConvertible {
    let name: String
    let units: [Int]
    let windows: [[Float]]
    let centres: [Int32]
    let fineWindows: [[Float]]
    let voices: [Int]
    let gain: [Double]?
    let margins: [Float]
    let path: [Int]

    var testDescription: String { name }
    var voiceCount: Int { (voices.max() ?? 0) + 1 }
    var vectors: VoiceVectors { VoiceVectors(values: Call.filled(windows), units: units) }
    var fine: VoiceVectors {
      VoiceVectors(values: Call.filled(fineWindows), units: fineWindows.map { _ in 0 })
    }

    /// Rows of few dimensions with zeros for the others.
    private static func filled(_ rows: [[Float]]) -> [Float] {
      rows.flatMap { row in
        VoiceVectors.normalized(
          row + [Float](repeating: 0, count: VoiceVectors.width - row.count))
      }
    }
  }

  static func calls() throws -> [Call] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Vectors/divisions.json")
    return try JSONDecoder().decode([Call].self, from: Data(contentsOf: file))
  }

  private func clustering(_ call: Call) -> VoiceClustering {
    VoiceClusterer(vectors: call.vectors, settings: VoiceCountConfiguration())
      .divided(into: call.voiceCount)
  }

  @Test("Each window is with the voice that numpy gives it to", arguments: try calls())
  func voices(_ call: Call) {
    #expect(clustering(call).voices == call.voices)
  }

  @Test("What a division gains on held-out speech is what numpy works out", arguments: try calls())
  func gain(_ call: Call) {
    guard let expected = call.gain else { return }
    let settings = VoiceCountConfiguration()
    let gain = HeldOutGain(
      of: call.vectors, splits: settings.splits,
      starts: TwoVoices.Starts(shares: settings.startShares, usesPrincipalAxis: true))
    // Sums of 192 products in single precision, and numpy's in double.
    #expect(abs(gain.mean - expected[0]) < 1e-4)
    #expect(abs(gain.deviation - expected[1]) < 1e-4)
  }

  @Test("Windows are as much closer to their own voice as numpy says", arguments: try calls())
  func margins(_ call: Call) {
    let division = SphericalKMeans(
      call.vectors, startingAt: clustering(call).centroids, mostRounds: 0)
    let margins = VoiceMargins.values(call.vectors, division)
    #expect(zip(margins, call.margins).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(margins.count == call.margins.count)
  }

  @Test("The path through fine windows is the best of all sequences", arguments: try calls())
  func path(_ call: Call) {
    let path = SpeakerPath(
      cosines: call.fine.cosines(with: clustering(call).centroids), centres: call.centres,
      voiceCount: call.voiceCount, settings: SpeakerPathConfiguration())
    #expect(path.voices == call.path)
  }
}
