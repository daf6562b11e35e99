import CallMetrics
import SpeechTimeline
import Testing

@Suite struct ReliabilityTests {
  private static let call = drawn("=====       ", "       =====")

  private func reliability(
    _ facts: RecordingFacts, levels: [ChannelLevels] = [], reasons: [ReliabilityReason] = []
  ) -> Reliability {
    measureCall(
      Self.call, recording: facts, levels: levels, tones: [], trust: Trust(reasons: reasons),
      configuration: MetricsConfiguration()
    ).reliability
  }

  @Test func `a healthy call of two channels is usable and has no reasons`() {
    let reliability = reliability(facts(Self.call))
    #expect(reliability.usableForEvaluation)
    #expect(reliability.reasons.isEmpty)
    #expect(reliability.confidence == nil)
  }

  @Test(arguments: [
    (ChannelLayout.mono, [ReliabilityReason]()), (.stereoSplit, []), (.dualMono, [.dualMono]),
    (.stereoMixed, [.stereoMixed]), (.inverted, [.inverted]),
    (.oneSilent, [.oneSilentChannel]), (.allSilent, [.allSilent]),
  ])
  func `the layout gives its reason`(layout: ChannelLayout, reasons: [ReliabilityReason]) {
    #expect(reliability(facts(Self.call, layout: layout)).reasons == reasons)
  }

  @Test(arguments: [
    (HeaderStatus.ok, [ReliabilityReason](), true, Int?.some(0)),
    (.repaired, [.headerRepaired], true, nil),
    (.truncated, [.truncated], false, 800), (.sizeUnknown, [], true, nil),
  ])
  func `the header gives its reason, and what is missing`(
    status: HeaderStatus, reasons: [ReliabilityReason], usable: Bool, missing: Int?
  ) {
    var recording = facts(Self.call)
    recording.headerStatus = status
    recording.declaredDuration = status == .ok ? 1200 : 2000
    #expect(reliability(recording).reasons == reasons)
    #expect(reliability(recording).usableForEvaluation == usable)
    #expect(RecordingFigures(recording).missing == missing)
  }

  @Test func `SNR below 15 dB and clipping above 0.001 are told, on any channel`() {
    func reasons(_ snr: Double, _ clipping: Double) -> [ReliabilityReason] {
      reliability(
        facts(Self.call),
        levels: [
          ChannelLevels(channel: 1),
          ChannelLevels(
            channel: 2, activeLevelDBFS: -20, noiseFloorDBFS: -20 - snr, clippingRatio: clipping),
        ]
      ).reasons
    }
    #expect(reasons(15, 0.001) == [])
    #expect(reasons(14.9, 0.0011) == [.lowSNR, .clipped])
  }

  @Test func `reasons stand in a fixed order, each once, wherever they come from`() {
    let reliability = reliability(
      facts(Self.call, layout: .dualMono),
      reasons: [.diarizationDoubtful, .dualMono, .crosstalk, .crosstalk])
    #expect(reliability.reasons == [.crosstalk, .dualMono, .diarizationDoubtful])
    #expect(!reliability.usableForEvaluation)
  }

  @Test func `channels bear the label of who has them alone`() {
    let figures = measureCall(
      Self.call, recording: facts(Self.call),
      levels: [ChannelLevels(channel: 2), ChannelLevels(channel: 3)], tones: [], trust: Trust(),
      configuration: MetricsConfiguration())
    #expect(figures.channels.map(\.speaker) == ["customer", nil])
  }
}
