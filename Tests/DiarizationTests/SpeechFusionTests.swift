import SpeechTimeline
import Testing
import VoiceActivity

@testable import Diarization

struct SpeechFusionTests {
  /// Edges and gaps stay where the path puts them.
  static let pathAlone: SpeechConfiguration = {
    var configuration = SpeechConfiguration()
    configuration.switchPenalty = 5
    configuration.growthBeforeSeconds = 0
    configuration.growthAfterSeconds = 0
    configuration.bridgeSeconds = 0
    return configuration
  }()

  static let settings: SpeechFusionConfiguration = {
    var settings = SpeechFusionConfiguration()
    settings.weight = 0.5
    settings.mostLogOdds = 4
    settings.bias = -0.5
    settings.possibleLogOdds = 1.5
    return settings
  }()

  /// Frames of 10 ms.
  private static func evidence(_ parts: [(Float, Int)]) -> SpeechEvidence {
    SpeechEvidence(
      logOdds: parts.flatMap { [Float](repeating: $0.0, count: $0.1) }, configuration: pathAlone)
  }

  /// Frames of 20 ms.
  private static func track(_ parts: [(Float, Int)]) -> OverlapTrack {
    let voice = parts.flatMap { [Float](repeating: $0.0, count: $0.1) }
    return OverlapTrack(overlap: [Float](repeating: 0, count: voice.count), voice: voice)
  }

  @Test("What is added is half the log odds that anyone speaks, limited, less a half")
  func added() {
    let fusion = SpeechFusion(Self.settings)
    #expect(fusion.added(voice: 0.5) == -0.5)
    // log(0.9 / 0.1) = 2.1972
    #expect(abs(fusion.added(voice: 0.9) - 0.5986) < 1e-4)
    #expect(abs(fusion.added(voice: 0.1) + 1.5986) < 1e-4)
    // log(0.99 / 0.01) = 4.6 exceeds the limit, as do 0 and 1.
    #expect([0.99, 1].map { fusion.added(voice: $0) } == [1.5, 1.5])
    #expect([0.01, 0].map { fusion.added(voice: $0) } == [-2.5, -2.5])
  }

  @Test("Words are found, sounds refused, and the rest stays: worked out by hand")
  func byHand() {
    // A word at -0.4 (0.2 to 0.4 s), one at 2 (0.6 to 0.8 s), a sound at 1 (1 to 1.3 s).
    let evidence = Self.evidence([
      (-9, 20), (-0.4, 20), (-9, 20), (2, 20), (-9, 20), (1, 30), (-9, 20),
    ])
    #expect(
      evidence.speech { _ in 0 } == Timeline([TimeSpan(600, 800), TimeSpan(1000, 1300)]))
    // The first gains 20 · (1.5 - 0.4) = 22 > 10, the second 20 · (2 - 0.5) = 30 > 10, the third loses.
    let heard = Self.track([(0, 10), (1, 10), (0, 10), (0.5, 10), (0, 35)])
    let fusion = SpeechFusion(Self.settings)
    #expect(
      fusion.speech([evidence], heard) == Timeline([TimeSpan(200, 400), TimeSpan(600, 800)]))
    // Beyond the track nobody is heard: 20 · (2 - 2.5) < 0.
    let short = Self.track([(0, 10), (1, 10), (0, 5)])
    #expect(fusion.speech([evidence], short) == Timeline([TimeSpan(200, 400)]))
    // Of two channels it is enough that one has it.
    let other = Self.evidence([(-9, 125), (9, 15), (-9, 10)])
    #expect(
      fusion.speech([evidence, other], heard)
        == Timeline([TimeSpan(200, 400), TimeSpan(600, 800), TimeSpan(1250, 1400)]))
    #expect(fusion.speech([], heard).isEmpty)
  }

  @Test("Whatever the track says, speech is found only where it is possible", arguments: 0..<10)
  func possible(seed: Int) {
    var random = RandomNumbers(state: UInt64(seed))
    let evidence = SpeechEvidence(
      logOdds: (0..<1000).map { _ in random.nextSigned() * 6 - 1 }, configuration: Self.pathAlone)
    let voice = (0..<500).map { _ in (random.nextSigned() + 1) / 2 }
    let track = OverlapTrack(overlap: voice.map { _ in 0 }, voice: voice)
    let fusion = SpeechFusion(Self.settings)
    let possible = fusion.possible([evidence])
    #expect(fusion.speech([evidence], track).subtracting(possible).isEmpty)
    #expect(evidence.speech { _ in 0 }.subtracting(possible).isEmpty)
  }
}

/// Fusion in the division of a call.
struct FusedDivisionTests {
  /// Two voices in turn, 10 turns each; the detector missed the last quarter of each turn but for the
  /// `possible` there, and there is a turn by nobody.
  private struct Call {
    var voices = SyntheticVoices(seed: 21)
    var turns: [SyntheticVoices.Turn] = []
    var heard: CallVoices
    var evidence: [SpeechEvidence]
    var track: OverlapTrack
    var refused: TimeSpan

    init() {
      turns = voices.turns([10, 10])
      let all = voices.call(turns)
      let found = turns.map {
        TimeSpan($0.span.start, $0.span.start + $0.span.duration * 3 / 4 / 20 * 20)
      }
      let refused = turns[6].span
      let layout = WindowLayout(of: Timeline(found))
      let kept = all.unitWindows.indices.filter { index in
        found.contains {
          $0.intersection(all.unitWindows[index].span) == all.unitWindows[index].span
        }
      }
      heard = CallVoices(
        speech: Timeline(found), possible: all.speech, units: layout.units,
        unitWindows: kept.map { all.unitWindows[$0] },
        unitEmbeddings: kept.flatMap { all.unitEmbeddings[$0 * 192..<($0 + 1) * 192] },
        fineCentres: all.fineCentres, fineEmbeddings: all.fineEmbeddings)
      let end = (turns.last?.span.end ?? 0) + 400
      let foundTime = Timeline(found)
      evidence = [
        SpeechEvidence(
          logOdds: (0..<end / 10).map {
            foundTime.contains($0 * 10) ? 2 : all.speech.contains($0 * 10) ? -1 : -9
          }, configuration: SpeechFusionTests.pathAlone)
      ]
      track = OverlapTrack(
        overlap: [Float](repeating: 0, count: end / 20),
        voice: (0..<end / 20).map {
          all.speech.contains($0 * 20) && !refused.contains($0 * 20) ? 0.999 : 0
        })
      self.refused = refused
    }
  }

  private let call = Call()

  private func diarizer(
    _ change: (inout SpeechFusionConfiguration) -> Void = { _ in }
  ) -> EmbeddingDiarizer {
    var configuration = DiarizationConfiguration()
    configuration.fusion = SpeechFusionTests.settings
    change(&configuration.fusion)
    return EmbeddingDiarizer(configuration: configuration)
  }

  private func union(_ found: DiarizedSpeech) -> Timeline {
    found.speech.reduce(Timeline()) { $0.union($1) }
  }

  @Test("What is found goes to the voice that it sounds like, and what is refused to nobody")
  func fused() {
    let found = diarizer().cluster(call.heard, overlap: call.track, evidence: call.evidence)
    #expect(found.speech.count == 2)
    let expected = SpeechFusion(SpeechFusionTests.settings).speech(call.evidence, call.track)
      .intersection(call.heard.possible)
    #expect(union(found) == expected)
    #expect(expected.duration > call.heard.speech.duration)
    #expect(expected.clipped(to: call.refused).isEmpty)
    for (index, turn) in call.turns.enumerated() where index != 6 {
      let right = found.speech[turn.voice == call.turns[0].voice ? 0 : 1].clipped(to: turn.span)
      #expect(right.duration > turn.span.duration * 9 / 10)
    }
  }

  @Test("Without evidence, without a track, or switched off, all stays with the speech first found")
  func unfused() {
    let track = call.track
    let plain = diarizer { $0.isApplied = false }
    let expected = plain.cluster(call.heard, overlap: track)
    #expect(union(expected) == call.heard.speech)
    #expect(plain.cluster(call.heard, overlap: track, evidence: call.evidence) == expected)
    #expect(diarizer().cluster(call.heard, overlap: track) == expected)
    #expect(
      diarizer().cluster(call.heard, overlap: nil, evidence: call.evidence)
        == plain.cluster(call.heard, overlap: nil))
  }

  @Test("Where all is refused nobody speaks")
  func nobody() {
    let silent = OverlapTrack(
      overlap: call.track.overlap, voice: call.track.voice.map { _ in 0 })
    let found = diarizer { $0.bias = -5 }
      .cluster(call.heard, overlap: silent, evidence: call.evidence)
    #expect(found.speech.isEmpty)
    #expect(!found.isUsable && found.predictedError == nil)
  }

  @Test("Values out of range are refused by name")
  func validation() {
    var configuration = DiarizationConfiguration()
    configuration.fusion.weight = 2.1
    let error = #expect(throws: DiarizationConfigurationError.self) {
      try configuration.validate()
    }
    #expect(error?.description.contains("diarization.fusion.weight") == true)
  }
}
