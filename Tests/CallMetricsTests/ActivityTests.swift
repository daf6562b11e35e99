import CallMetrics
import SpeechTimeline
import Testing

@Suite struct ActivityTests {
  @Test func `a small call by hand`() {
    // state    0    1         2   1      0    1
    let call = drawn(
      "  ==============          =====     ",
      "            ==========              ")
    let figures = measured(call)
    let activity = figures.activity
    #expect(activity.speechStart == 200)
    #expect(activity.speechEnd == 3100)
    #expect(activity.speechSpan == 2900)
    #expect(activity.talk == 2900)
    #expect(activity.anySpeech == 2500)
    #expect(activity.singleTalk == 2100)
    #expect(activity.doubleTalk == 400)
    #expect(activity.mutualSilence == 400)
    #expect(activity.talkOfCallRatio == 25.0 / 36)
    #expect(activity.talkspurtCount == 3)
    #expect(activity.talkspurtMean == 967)
    #expect(activity.pauseMean == nil)
    #expect(activity.leadIn == 200)
    #expect(activity.tail == 500)

    let agent = figures.speakers[0].activity
    #expect(agent.talk == 1900)
    #expect(agent.talkShareRatio == 19.0 / 29)
    #expect(agent.talkOfCallRatio == 19.0 / 36)
    #expect(agent.singleTalk == 1500)
    #expect(agent.listen == 600)
    #expect(agent.talkspurtCount == 2)
    #expect(agent.talkspurtMean == 950)
    // The customer talks in the agent's gap: it is between turns, no pause.
    #expect(agent.pauseMean == nil)
    let customer = figures.speakers[1].activity
    #expect(customer.talk == 1000)
    #expect(customer.listen == 1500)
    #expect(customer.pauseMean == nil)
  }

  @Test func `pauses are where a speaker does not talk within an own turn`() {
    // Agent 0.3 s and 0.6 s, backchannel or not; customer 0.4 s.
    let figures = measured(
      drawn(
        "=====   ==========      =====                          ",
        "          ====                   =======    ==========="))
    #expect(figures.speakers.map(\.activity.pauseMean) == [450, 400])
    #expect(figures.activity.pauseMean == 433)
  }

  @Test func `without speech talk is 0, and span and ratios are null`() {
    let figures = measured(drawn("", "", seconds: 10))
    var activity = ActivityFigures()
    activity.singleTalk = 0
    activity.doubleTalk = 0
    #expect(figures.activity == activity)
    #expect(figures.activity.talk == 0)
    for speaker in figures.speakers {
      #expect(speaker.activity.talk == 0)
      #expect(speaker.activity.talkspurtCount == 0)
      #expect(speaker.activity.talkShareRatio == nil)
      #expect(speaker.activity.talkOfCallRatio == nil)
      #expect(speaker.turns.turnCount == 0)
      #expect(speaker.overlap.overlap == 0)
      #expect(speaker.overlap.overlapRatio == nil)
      #expect(speaker.silenceAfter == nil)
    }
    #expect(figures.turns.turnCount == 0)
    #expect(figures.turns.switchesPerMinute == nil)
    #expect(figures.turns.turnBalance == nil)
    #expect(figures.turns.opener == nil)
    #expect(figures.overlap.overlap == 0)
    #expect(figures.overlap.overlapRatio == nil)
    #expect(figures.silence == SilenceFigures())
    #expect(figures.events.silences == nil)
    #expect(figures.reliability.reasons == [.noSpeech])
    #expect(!figures.reliability.usableForEvaluation)
  }

  @Test func `speech too short to be a talkspurt is no speech`() {
    let call = Conversation(
      duration: 1000, segmentation: .channel, speakers: [Speaker(label: "agent")],
      speech: [Timeline([TimeSpan(100, 219)])])
    #expect(measured(call).activity.speechSpan == nil)
    #expect(measured(call).reliability.reasons == [.noSpeech])
  }

  @Test(arguments: [1, 2]) func `one who talks alone has share 1, overlap 0 and no replies`(
    parties: Int
  ) {
    let figures =
      parties == 1
      ? measured(drawn("=====     =====   ")) : measured(drawn("=====     =====   ", ""))
    #expect(figures.speakers.map(\.activity.talkShareRatio) == [1, 0].prefix(parties).map { $0 })
    #expect(figures.overlap.overlap == 0)
    #expect(figures.overlap.overlapRatio == 0)
    #expect(figures.turns.replyCount == nil)
    #expect(figures.turns.replyGapMedian == nil)
    #expect(figures.turns.firstReply == nil)
    #expect(figures.turns.switchesPerMinute == 0)
    #expect(figures.turns.opener == 0)
    #expect(figures.turns.turnBalance == (parties == 1 ? nil : 0))
    #expect(figures.speakers[0].turns.replyCount == nil)
    #expect(figures.speakers[0].turns.turnCount == 1)
  }

  @Test
  func `where speakers were not told apart the call has its speech and silence, nobody a figure`() {
    let figures = measured(drawn("  =====      =====  ", segmentation: .single))
    #expect(figures.activity.speechSpan == 1600)
    #expect(figures.activity.talk == 1000)
    #expect(figures.activity.anySpeech == 1000)
    #expect(figures.activity.mutualSilence == 600)
    #expect(figures.activity.talkspurtCount == 2)
    #expect(figures.activity.singleTalk == nil)
    #expect(figures.activity.doubleTalk == nil)
    #expect(figures.activity.pauseMean == nil)
    #expect(figures.silence.silence == 600)
    #expect(figures.turns == TurnFigures())
    #expect(figures.overlap == OverlapFigures())
    #expect(figures.speakers == [SpeakerFigures(speaker: Speaker(label: "speech"))])
    #expect(figures.events.turns == nil)
    #expect(figures.events.overlaps == nil)
    #expect(figures.events.silences?.map(\.after) == [nil])
    #expect(!figures.reliability.usableForEvaluation)
  }

  @Test func `three at once count once in the union and for each in their own`() {
    let figures = measured(
      drawn(
        "==============================",
        "          ====================",
        "                    =========="))
    #expect(figures.activity.singleTalk == 1000)
    #expect(figures.activity.doubleTalk == 2000)
    #expect(figures.activity.talk == 6000)
    #expect(figures.speakers.map(\.activity.singleTalk) == [1000, 0, 0])
    #expect(figures.speakers.map(\.overlap.overlap) == [2000, 2000, 1000])
    #expect(figures.speakers.map(\.activity.listen) == [0, 1000, 2000])
    let shares: [Double?] = [0.5, 2.0 / 6, 1.0 / 6]
    #expect(figures.speakers.map(\.activity.talkShareRatio) == shares)
  }
}
