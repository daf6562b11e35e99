import SpeechTimeline
import Testing

@Suite struct BoundarySweepTests {
  @Test(arguments: 0..<200) func `the sweep agrees with one bit per millisecond and speaker`(
    seed: Int
  ) {
    var random = SplitMix(seed: seed)
    let timelines = (0..<Int.random(in: 0...5, using: &random)).map { _ in
      Timeline(
        (0..<Int.random(in: 0...8, using: &random)).map { _ in
          let start = Int.random(in: 0...90, using: &random)
          return TimeSpan(start, start + Int.random(in: 0...20, using: &random))
        })
    }
    let start = Int.random(in: 0...60, using: &random)
    let span = TimeSpan(start, Int.random(in: start...110, using: &random))
    let sweep = boundarySweep(timelines, in: span)

    // A partition of the span: without gaps, in order, nothing empty, neighbours differ.
    #expect(sweep.first?.span.start ?? span.end == span.start)
    #expect(sweep.last?.span.end ?? span.end == span.end)
    for (left, right) in zip(sweep, sweep.dropFirst()) {
      #expect(left.span.end == right.span.start)
      #expect(left.active != right.active)
    }
    #expect(sweep.allSatisfy { !$0.span.isEmpty })

    for time in span.start..<span.end {
      let expected = timelines.indices.filter { timelines[$0].contains(time) }
      let segment = sweep.first { $0.span.contains(time) }
      #expect(segment?.indices == expected)
      #expect(segment?.count == expected.count)
    }
  }

  @Test func `an empty span has no stretches and silence is one`() {
    #expect(boundarySweep([Timeline([TimeSpan(0, 9)])], in: TimeSpan(4, 4)).isEmpty)
    let silent = boundarySweep([Timeline(), Timeline()], in: TimeSpan(2, 9))
    #expect(silent.map(\.span) == [TimeSpan(2, 9)])
    #expect(silent.map(\.indices) == [[]])
  }

  @Test func `the sixty-fourth timeline has its own bit`() {
    var timelines = [Timeline](repeating: Timeline(), count: 63)
    timelines.append(Timeline([TimeSpan(1, 2)]))
    let sweep = boundarySweep(timelines, in: TimeSpan(0, 3))
    #expect(sweep.map(\.indices) == [[], [63], []])
  }
}

@Suite struct ConversationTests {
  private static let agent = Speaker(label: "agent", role: .agent, channel: 1)

  @Test func `speech outside the recording is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = Conversation(
        duration: 10, segmentation: .channel, speakers: [Speaker(label: "agent")],
        speech: [Timeline([TimeSpan(5, 11)])])
    }
  }

  @Test func `labels that repeat are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = Conversation(
        duration: 10, segmentation: .channel,
        speakers: [Speaker(label: "agent"), Speaker(label: "agent")],
        speech: [Timeline(), Timeline()])
    }
  }

  @Test func `speech up to the last millisecond is taken`() {
    let call = Conversation(
      duration: 10, segmentation: .single, speakers: [Self.agent],
      speech: [Timeline([TimeSpan(0, 10)])])
    #expect(call.speech[0].duration == call.duration)
  }

  @Test func `turns and tones sort by time first`() {
    let turns = [
      SpeakerTurn(speaker: 0, span: TimeSpan(5, 6)), SpeakerTurn(speaker: 1, span: TimeSpan(1, 9)),
      SpeakerTurn(speaker: 0, span: TimeSpan(1, 9)),
    ]
    #expect(turns.sorted() == [turns[2], turns[1], turns[0]])
    let tones = [
      ToneEvent(kind: .music, channel: 2, span: TimeSpan(0, 5)),
      ToneEvent(kind: .beep, channel: 2, span: TimeSpan(0, 5)),
      ToneEvent(kind: .music, channel: 1, span: TimeSpan(0, 5)),
    ]
    #expect(tones.sorted() == [tones[2], tones[1], tones[0]])
  }

  @Test func `signal-to-noise needs both levels`() {
    #expect(ChannelLevels(channel: 1, activeLevelDBFS: -20).snrDB == nil)
    #expect(ChannelLevels(channel: 1, activeLevelDBFS: -20, noiseFloorDBFS: -65).snrDB == 45)
  }
}
