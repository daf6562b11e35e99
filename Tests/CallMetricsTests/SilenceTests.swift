import CallMetrics
import SpeechTimeline
import Testing

/// A two-party call from spans in seconds.
private func call(
  agent: [ClosedRange<Int>], customer: [ClosedRange<Int>], seconds: Int,
  masked: [ClosedRange<Int>] = []
) -> Conversation {
  func timeline(_ ranges: [ClosedRange<Int>]) -> Timeline {
    Timeline(ranges.map { TimeSpan($0.lowerBound * 1000, $0.upperBound * 1000) })
  }
  return Conversation(
    duration: seconds * 1000, segmentation: .channel,
    speakers: [Speaker(label: "agent"), Speaker(label: "customer")],
    speech: [timeline(agent), timeline(customer)], masked: timeline(masked))
}

private func tone(_ kind: ToneKind, _ range: ClosedRange<Int>, channel: Int = 1) -> ToneEvent {
  ToneEvent(
    kind: kind, channel: channel,
    span: TimeSpan(range.lowerBound * 1000, range.upperBound * 1000))
}

@Suite struct SilenceTests {
  @Test func `a small call by hand`() {
    // agent [1,5] [40,45]; customer [8,20]; silences [5,8] 3 s and [20,40] 20 s.
    let figures = measured(call(agent: [1...5, 40...45], customer: [8...20], seconds: 50))
    let silence = figures.silence
    #expect(silence.silence == 23000)
    #expect(silence.silenceRatio == 23.0 / 44)
    #expect(silence.mutualSilenceRatio == 23.0 / 44)
    #expect(silence.ladder?.map(\.threshold) == [2000, 3000, 5000, 10000, 15000, 30000])
    #expect(silence.ladder?.map(\.count) == [2, 2, 1, 1, 1, 0])
    #expect(silence.ladder?.map(\.total) == [23000, 23000, 20000, 20000, 20000, 0])
    #expect(silence.longest == 20000)
    #expect(silence.longestStart == 20000)
    #expect(silence.deadAir?.count == 1)
    #expect(silence.deadAir?.total == 20000)
    // Exactly 3 s is not longer than 3 s.
    #expect(silence.nonTalkInclHold == 20000)
    #expect(figures.speakers.map(\.silenceAfter) == [3000, 20000])
    #expect(figures.events.silences?.map(\.after) == [0, 1])
  }

  @Test func `hold is left out of silence and its divisor, not of mutual silence`() {
    let figures = measured(
      call(agent: [0...5, 40...45], customer: [], seconds: 60),
      tones: [tone(.music, 10...30, channel: 2)])
    #expect(figures.silence.mutualSilenceRatio == 35.0 / 45)
    #expect(figures.silence.silence == 15000)
    #expect(figures.silence.silenceRatio == 15.0 / 25)
    #expect(figures.silence.longest == 10000)
    #expect(figures.silence.longestStart == 30000)
    #expect(figures.silence.nonTalkInclHold == 35000)
    #expect(
      figures.events.silences?.map(\.span) == [
        TimeSpan(5000, 10000), TimeSpan(30000, 40000),
      ])
    #expect(figures.activity.mutualSilence == 35000)
  }

  @Test func `masked time is left out of every term and ends a silence`() {
    // Span 20 s, masked [8,12] in the silence [5,15] and [16,18] in talk.
    let figures = measured(
      call(agent: [0...5, 15...20], customer: [], seconds: 20, masked: [8...12, 16...18]))
    #expect(figures.silence.silence == 6000)
    #expect(figures.silence.mutualSilenceRatio == 6.0 / 14)
    #expect(figures.silence.silenceRatio == 6.0 / 14)
    #expect(
      figures.events.silences?.map(\.span) == [
        TimeSpan(5000, 8000), TimeSpan(12000, 15000),
      ])
    #expect(figures.activity.mutualSilence == 10000)
  }

  @Test func `silence before the first and after the last talkspurt is none`() {
    let figures = measured(call(agent: [10...12], customer: [], seconds: 60))
    #expect(figures.silence.silence == 0)
    #expect(figures.silence.silenceRatio == 0)
    #expect(figures.silence.longest == 0)
    #expect(figures.silence.longestStart == nil)
    #expect(figures.activity.leadIn == 10000)
    #expect(figures.activity.tail == 48000)
  }

  @Test func `where two stop together the silence comes after nobody`() {
    let figures = measured(call(agent: [0...5, 9...10], customer: [3...5], seconds: 10))
    #expect(figures.silence.silence == 4000)
    #expect(figures.speakers.map(\.silenceAfter) == [0, 0])
    #expect(figures.events.silences?.map(\.after) == [nil])
  }

  @Test func `a span that is all masked has no ratio`() {
    let figures = measured(
      call(agent: [0...2], customer: [], seconds: 5, masked: [0...5]))
    #expect(figures.silence.mutualSilenceRatio == nil)
    #expect(figures.silence.silence == 0)
  }
}

@Suite struct ToneTests {
  @Test func `hold is at least 5 s of music or comfort tone on any channel, short gaps bridged`() {
    let figures = measured(
      call(agent: [0...1], customer: [], seconds: 100),
      tones: [
        tone(.music, 5...10), tone(.comfortTone, 8...14, channel: 2),  // one of 9 s
        tone(.music, 20...24),  // 4 s: music, not hold
        tone(.music, 30...33), tone(.music, 34...36),  // a gap of 1 s ends it
        tone(.ringback, 40...50),  // never hold
      ])
    #expect(figures.tones.hold.count == 1)
    #expect(figures.tones.hold.total == 9000)
    #expect(figures.tones.holdLongest == 9000)
    #expect(figures.tones.music == 14000)
    #expect(figures.tones.comfortTone == 6000)
    #expect(figures.tones.ringback == 10000)
    #expect(figures.events.holds == [TimeSpan(5000, 14000)])
    #expect(figures.events.tones.count == 6)
  }

  @Test func `gaps shorter than 1 s do not end hold, and exactly 5 s are hold`() {
    let figures = measured(
      call(agent: [0...1], customer: [], seconds: 20),
      tones: [
        ToneEvent(kind: .music, channel: 1, span: TimeSpan(5000, 7000)),
        ToneEvent(kind: .music, channel: 1, span: TimeSpan(7999, 10000)),
      ])
    #expect(figures.tones.hold.total == 5000)
    #expect(figures.tones.music == 4001)
  }

  @Test func `a tone heard on both channels counts once`() {
    let figures = measured(
      call(agent: [0...1], customer: [], seconds: 20),
      tones: [
        tone(.dtmf, 2...3), tone(.dtmf, 2...3, channel: 2), tone(.dtmf, 5...6),
        tone(.beep, 8...9), tone(.busy, 10...12), tone(.busy, 11...13, channel: 2),
        tone(.dialTone, 14...15),
      ])
    #expect(figures.tones.dtmfCount == 2)
    #expect(figures.tones.beepCount == 1)
    #expect(figures.tones.busy == 3000)
    #expect(figures.tones.dialTone == 1000)
    #expect(figures.tones.hold.count == 0)
    #expect(figures.tones.holdLongest == 0)
  }
}
