import Signal
import SpeechTimeline
import Testing

@testable import VoiceActivity

@Suite("Layout of a call") struct LayoutClassifierTests {
  private let classifier = LayoutClassifier(configuration: CrosstalkConfiguration())

  /// 15 s of speech each, `shared` of it at the same time, and leakage each way, dB.
  private func layout(
    loudestDB: [Float] = [-10, -12], correlation: Double? = 0.01, differenceDB: Double? = 0,
    gains: [Double?] = [nil, nil], shared: Int = 0
  ) -> ChannelLayout {
    let starts = [0, 15_000 - shared]
    let channels = loudestDB.indices.map { index in
      let speech = Timeline([TimeSpan(starts[index], starts[index] + 15_000)])
      return ChannelActivity(
        own: speech, heard: speech, leakage: gains[index].map { EchoPath(gainDB: $0, lag: 80) })
    }
    return classifier.layout(
      of: channels, loudestDB: loudestDB, correlation: correlation,
      levelDifferenceDB: differenceDB)
  }

  @Test("One channel is mono unless it is silent")
  func mono() {
    #expect(layout(loudestDB: [-20]) == .mono)
    #expect(layout(loudestDB: [-69.9]) == .mono)
    #expect(layout(loudestDB: [-70.1]) == .allSilent)
  }

  @Test("Silence of one, of both")
  func silence() {
    #expect(layout(loudestDB: [-20, -90], correlation: nil, differenceDB: nil) == .oneSilent)
    #expect(layout(loudestDB: [-90, -20], correlation: nil, differenceDB: nil) == .oneSilent)
    #expect(layout(loudestDB: [-90, -90], correlation: nil, differenceDB: nil) == .allSilent)
  }

  @Test("Copies: dual mono, inverted, and mixed where their levels differ")
  func copies() {
    #expect(layout(correlation: 0.96, differenceDB: 2.9) == .dualMono)
    #expect(layout(correlation: 0.95, differenceDB: -3) == .dualMono)
    #expect(layout(correlation: -0.99, differenceDB: 1) == .inverted)
    #expect(layout(correlation: 0.99, differenceDB: 6) == .stereoMixed)
    #expect(layout(correlation: -0.99, differenceDB: -6) == .stereoMixed)
    #expect(layout(correlation: 0.94) == .stereoSplit)
  }

  @Test("Leakage decides between split and mixed: strong both ways, or very strong one way")
  func leakage() {
    #expect(layout(gains: [-28, nil]) == .stereoSplit)
    #expect(layout(gains: [-14, -14]) == .stereoSplit)
    #expect(layout(gains: [-13, -14]) == .stereoSplit)
    #expect(layout(gains: [-13, -10]) == .stereoMixed)
    #expect(layout(gains: [-7, nil]) == .stereoSplit)
    #expect(layout(gains: [nil, -6]) == .stereoMixed)
  }

  @Test("Speech that is hardly ever alone is on both channels, once there is enough of it")
  func simultaneous() {
    // 10 of 20 s at once, then 12 of 18 s (too little in all), then 13 of 17 s.
    #expect(layout(shared: 10_000) == .stereoSplit)
    #expect(layout(shared: 12_000) == .stereoSplit)
    let long = Timeline([TimeSpan(0, 30_000)])
    let both = [ChannelActivity](
      repeating: ChannelActivity(own: long, heard: long, leakage: nil), count: 2)
    let found = classifier.layout(
      of: both, loudestDB: [-10, -10], correlation: 0.2, levelDifferenceDB: 0)
    #expect(found == .stereoMixed)
  }

  @Test("Swapping the channels does not change the layout")
  func swap() {
    for gains in [[-28.0, nil], [-5, nil], [-10, -12]] as [[Double?]] {
      #expect(layout(gains: gains) == layout(gains: gains.reversed()))
    }
  }
}
