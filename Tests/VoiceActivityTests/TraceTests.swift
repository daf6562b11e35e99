import Signal
import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("What the detector writes down of itself") struct TraceTests {
  /// Sections of `call`, traced or not.
  private func sections(_ call: [[Float]], isTracing: Bool) -> [SectionDecisions] {
    var detector = CallDetector(
      channelCount: 2, configuration: VoiceActivityConfiguration(), network: Network.shipped,
      isTracing: isTracing)
    let (first, second) = (call[0], call[1])
    detector.process(first.span, second.span)
    var sections: [SectionDecisions] = []
    while let section = detector.nextSection() { sections.append(section) }
    return sections + [detector.finish()]
  }

  @Test("Tracing changes no decision, and nothing is traced unasked")
  func sameDecisions() {
    let call = conversation(seconds: 20)
    let plain = sections(call, isTracing: false)
    let traced = sections(call, isTracing: true)
    #expect(plain.map(\.speech) == traced.map(\.speech))
    #expect(plain.allSatisfy { $0.traces.isEmpty })
    #expect(traced.allSatisfy { $0.traces.count == 2 })
  }

  @Test("Sections of a long call make one trace: every frame once, with its decision")
  func acrossSections() {
    let minute = conversation(seconds: 60)
    let call = minute.map { channel in (0..<16).flatMap { _ in channel } + channel.prefix(37) }
    let sections = sections(call, isTracing: true)
    #expect(sections.count == 2)
    for channel in 0...1 {
      var trace = ChannelTrace()
      for section in sections { trace.append(section.traces[channel]) }
      let speech = sections.flatMap { $0.speech[channel] }
      #expect(trace.frames == 0..<speech.count)
      #expect(trace["own"]?.values == speech.map { $0 ? 1 : 0 })
      #expect(trace.series.allSatisfy { $0.values.count == speech.count })
      // A minute looks the same in the second section, at its own place.
      let levels = trace["level_db"]?.values ?? []
      #expect(levels[66_000..<66_500] == levels[6000..<6500])
    }
  }

  @Test("Speech is likely and stands above its edge")
  func thresholds() throws {
    let trace = try #require(sections(conversation(seconds: 20), isTracing: true).first?.traces[0])
    let level = try #require(trace["smoothed_level_db"]).values
    let likely = try #require(trace["speech_probability"]).values
    let edge = try #require(trace["edge_db"]).values
    let own = try #require(trace["own"]).values
    var below = 0
    for frame in own.indices where own[frame] == 1 && level[frame] <= edge[frame] { below += 1 }
    let unlikely = own.indices.count { own[$0] == 1 && likely[$0] < 0.5 }
    // Gaps inside phrases are closed.
    #expect(below * 5 < own.count { $0 == 1 })
    #expect(unlikely * 5 < own.count { $0 == 1 })
  }

  @Test("A series that one part lacks is NaN there; a part keeps its place")
  func append() throws {
    var trace = ChannelTrace(firstFrame: 7, frameCount: 2)
    trace.add("a", .ratio, [1, 2])
    var next = ChannelTrace(firstFrame: 9, frameCount: 1)
    next.add("b", .decibels, constant: 5)
    trace.append(next)
    #expect(trace.frames == 7..<10)
    let first = try #require(trace["a"]).values
    let second = try #require(trace["b"]).values
    #expect(first[0..<2] == [1, 2] && first[2].isNaN)
    #expect(second[0].isNaN && second[1].isNaN && second[2] == 5)
    let part = trace.clipped(to: 8..<100)
    #expect(part.frames == 8..<10)
    #expect(part["a"]?.values.first == 2)
    #expect(trace.clipped(to: 0..<3).frameCount == 0)
  }
}
