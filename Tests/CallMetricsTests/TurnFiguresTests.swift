import CallMetrics
import SpeechTimeline
import Testing

@Suite struct TurnFiguresTests {
  //                    1         2         3         4         5
  //          0123456789012345678901234567890123456789012345678901234567
  private static let call = drawn(
    "==========        =================            ==========",
    "            =====         ===     ==============          ",
    seconds: 6)

  @Test func `a small call by hand`() {
    // agent     [0,10)  [18,35)  [47,57); customer [12,17) [34,48), backchannel [26,29).
    let figures = measured(Self.call)
    let turns = figures.turns
    #expect(turns.turnCount == 5)
    #expect(turns.turnMean == 1120)
    #expect(turns.turnMedian == 1000)
    #expect(turns.longestMonologue == 1700)
    #expect(turns.longestMonologueStart == 1800)
    #expect(turns.longestMonologueSpeaker == 0)
    #expect(turns.switchesPerMinute == 240_000.0 / 5700)
    #expect(turns.replyCount == 4)
    // Gaps 200, 100, -100, -100.
    #expect(turns.replyGapMedian == 0)
    #expect(turns.replyGapP90 == 200)
    #expect(turns.firstReply == 200)
    #expect(turns.backchannelCount == 1)
    #expect(turns.backchannelsPerMinute == 60_000.0 / 5700)
    #expect(turns.opener == 0)

    let agent = figures.speakers[0].turns
    #expect(agent.turnCount == 3)
    #expect(agent.turnMedian == 1000)
    #expect(agent.replyCount == 2)
    #expect(agent.replyGapMedian == 0)
    #expect(agent.replyGapP90 == 100)
    #expect(agent.overtalkTurnCount == 1)
    #expect(agent.overtalkTurnRatio == 1.0 / 3)
    #expect(agent.backchannelCount == 0)
    let customer = figures.speakers[1].turns
    #expect(customer.turnCount == 2)
    #expect(customer.turnMean == 950)
    #expect(customer.longestMonologue == 1400)
    #expect(customer.longestMonologueStart == 3400)
    #expect(customer.replyGapMedian == 50)
    #expect(customer.overtalkTurnRatio == 0.5)
    #expect(customer.insideTurnCount == 0)
    #expect(customer.backchannelCount == 1)
  }

  @Test func `balance is the entropy of turn counts over its maximum`() throws {
    // 3 and 2 turns: (0.6 ln(1/0.6) + 0.4 ln(1/0.4)) ÷ ln 2.
    let balance = try #require(measured(Self.call).turns.turnBalance)
    #expect(abs(balance - 0.970_950_594_454_668) < 1e-12)
    #expect(measured(drawn("=====      ", "      =====")).turns.turnBalance == 1)
  }

  @Test func `the median of a negative and a positive gap rounds away from zero`() {
    func gaps(_ first: Int, _ second: Int) -> Int? {
      let call = Conversation(
        duration: 30000, segmentation: .channel,
        speakers: [Speaker(label: "agent"), Speaker(label: "customer")],
        speech: [
          Timeline([TimeSpan(0, 3000), TimeSpan(6000 + second, 9000)]),
          Timeline([TimeSpan(3000 + first, 6000)]),
        ])
      return measured(call).turns.replyGapMedian
    }
    #expect(gaps(-2, -1) == -2)
    #expect(gaps(1, 2) == 2)
    #expect(gaps(-1, 2) == 1)
    #expect(gaps(-2, 1) == -1)
  }

  @Test func `a party that opens together with another opens nothing`() {
    let turns = measured(drawn("============", "============")).turns
    #expect(turns.opener == nil)
    #expect(turns.firstReply == nil)
    #expect(turns.longestMonologueSpeaker == nil)
    #expect(turns.replyCount == 0)
    #expect(turns.switchesPerMinute == 0)
  }

  @Test func `the first reply is to the opener's first turn, however many it needs`() {
    // A backchannel does not reply, nor does a turn inside the opener's.
    let call = drawn(
      "====================                                    =====       ",
      "   ====  ===========                                           =====")
    #expect(measured(call).turns.firstReply == 4300)
  }
}
