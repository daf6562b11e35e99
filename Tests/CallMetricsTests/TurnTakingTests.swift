import CallMetrics
import SpeechTimeline
import Testing

@Suite struct TurnTakingTests {
  @Test func `a gap of 0.30 s stays, a shorter one is bridged, then short spurts go`() {
    // Gaps 290 and 300 ms; a spurt of 110 ms alone goes, one of 120 ms stays.
    let call = Conversation(
      duration: 5000, segmentation: .channel, speakers: [Speaker(label: "agent")],
      speech: [
        Timeline([
          TimeSpan(0, 500), TimeSpan(790, 1000), TimeSpan(1300, 1420), TimeSpan(2000, 2110),
        ])
      ])
    #expect(turnTaking(call).talkspurts[0].spans == [TimeSpan(0, 1000), TimeSpan(1300, 1420)])
  }

  @Test func `short spurts close together are bridged before they could be dropped`() {
    let call = Conversation(
      duration: 5000, segmentation: .channel, speakers: [Speaker(label: "agent")],
      speech: [Timeline([TimeSpan(0, 100), TimeSpan(200, 300)])])
    #expect(turnTaking(call).talkspurts[0].spans == [TimeSpan(0, 300)])
  }

  @Test func `a short spurt inside another's talkspurt is a backchannel and no turn`() {
    let call = drawn(
      "====================",
      "        ====        ")
    let taking = turnTaking(call)
    #expect(tenths(taking.backchannels[1].spans) == [8..<12])
    #expect(taking.turns.map(\.speaker) == [0])
  }

  @Test func `a backchannel lasts at most 1.0 s`() {
    let call = drawn(
      "==============================",
      "  ==========    ===========   ")
    #expect(tenths(turnTaking(call).backchannels[1].spans) == [2..<12])
    #expect(turnTaking(call).turns.map(\.speaker) == [0, 1])
  }

  @Test(arguments: [
    (900, 1300, true), (899, 1300, false), (3600, 4100, true), (3600, 4101, false),
  ])
  func `a backchannel may stand out by at most 0.1 s at either edge`(
    start: Int, end: Int, isBackchannel: Bool
  ) {
    let call = Conversation(
      duration: 6000, segmentation: .channel,
      speakers: [Speaker(label: "agent"), Speaker(label: "customer")],
      speech: [Timeline([TimeSpan(1000, 4000)]), Timeline([TimeSpan(start, end)])])
    #expect(!turnTaking(call).backchannels[1].isEmpty == isBackchannel)
  }

  @Test func `of two coincident short spurts neither listens, of two nested ones the shorter does`()
  {
    let same = turnTaking(drawn(" ====  ", " ====  "))
    #expect(same.backchannels == [Timeline(), Timeline()])
    #expect(same.turns.map(\.speaker) == [0, 1])
    let nested = turnTaking(drawn(" ====  ", " ===== "))
    #expect(tenths(nested.backchannels[0].spans) == [1..<5])
    #expect(nested.backchannels[1].isEmpty)
  }

  @Test func `a short spurt in another's pause is a turn and ends the other's`() {
    let taking = turnTaking(
      drawn(
        "==========      ==========",
        "           ===            "))
    #expect(taking.backchannels == [Timeline(), Timeline()])
    #expect(taking.turns.map(\.speaker) == [0, 1, 0])
    #expect(tenths(taking.turns.map(\.span)) == [0..<10, 11..<14, 16..<26])
    #expect(taking.turns.map(\.replyGap) == [nil, 100, 200])
  }

  @Test func `own pauses up to 3.0 s join, longer ones do not`() {
    let taking = turnTaking(
      Conversation(
        duration: 20000, segmentation: .channel, speakers: [Speaker(label: "agent")],
        speech: [Timeline([TimeSpan(0, 1000), TimeSpan(4000, 5000), TimeSpan(8001, 9000)])]))
    #expect(taking.turns.map(\.span) == [TimeSpan(0, 5000), TimeSpan(8001, 9000)])
    #expect(taking.pauses(of: 0) == [TimeSpan(1000, 4000)])
  }

  @Test func `a backchannel in a pause's neighbourhood does not end the turn`() {
    // The customer's spurt lies inside the agent's first talkspurt but for 0.1 s in the pause.
    let taking = turnTaking(
      drawn(
        "==========     ==========",
        "      =====              "))
    #expect(tenths(taking.backchannels[1].spans) == [6..<11])
    #expect(tenths(taking.turns.map(\.span)) == [0..<25])
  }

  @Test func `a start at a pause's first millisecond ends the turn, at its end it does not`() {
    let first = turnTaking(
      drawn(
        "==========     ==========",
        "          ==========     "))
    #expect(first.turns.map(\.speaker) == [0, 1, 0])
    let last = turnTaking(
      drawn(
        "==========     ==============",
        "               ===========   "))
    #expect(tenths(last.turns.map(\.span)) == [0..<29, 15..<26])
  }

  @Test func `a long turn wholly inside another's is counted and answers nobody`() {
    // The customer's next turn comes more than 3 s after the first: they do not join.
    let taking = turnTaking(
      drawn(
        "============================                             ====",
        "      ===============                               ====     "))
    #expect(taking.turns.map(\.speaker) == [0, 1, 1, 0])
    #expect(taking.turns.map(\.isInside) == [false, true, false, false])
    #expect(taking.turns.map(\.isOvertalk) == [false, true, false, false])
    #expect(taking.turns.map(\.replyGap) == [nil, nil, 2400, 100])
  }

  @Test func `an early answer ends the other's turn as a late one does`() {
    for answer in [
      "         ===============", "          ==============", "           =============",
    ] {
      let taking = turnTaking(drawn("==========                ==========", answer))
      #expect(taking.turns.map(\.speaker) == [0, 1, 0])
      #expect(taking.turns.map(\.isInside) == [false, false, false])
      #expect(taking.turns.compactMap(\.replyGap).count == 2)
    }
  }

  @Test func `who talks on through another's pauses has one turn, the other several`() {
    let taking = turnTaking(
      drawn(
        "==================================================",
        "      ============     ============               "))
    #expect(taking.turns.map(\.speaker) == [0, 1, 1])
    #expect(taking.turns.map(\.isInside) == [false, true, true])
  }

  @Test func `an early start is an overtalk turn with a negative gap`() {
    let taking = turnTaking(
      drawn(
        "====================            ",
        "                 ===============  "))
    #expect(taking.turns.map(\.isOvertalk) == [false, true])
    #expect(taking.turns.map(\.isInside) == [false, false])
    #expect(taking.turns.map(\.replyGap) == [nil, -300])
  }

  @Test func `turns that begin together overtalk nobody, and the shorter lies inside`() {
    let taking = turnTaking(
      drawn(
        "===============     ",
        "====================",
        "                         ======="))
    #expect(taking.turns.map(\.speaker) == [0, 1, 2])
    #expect(taking.turns.map(\.isOvertalk) == [false, false, false])
    #expect(taking.turns.map(\.isInside) == [true, false, false])
    #expect(taking.turns.map(\.replyGap) == [nil, nil, 500])
  }

  @Test func `coincident turns hold the floor together and both reply`() {
    let taking = turnTaking(
      drawn(
        "           ============       ======",
        "           ============             ",
        "======                  ====        "))
    #expect(taking.turns.map(\.speaker) == [2, 0, 1, 2, 0])
    #expect(taking.turns.map(\.replyGap) == [nil, 500, 500, 100, 200])
  }

  @Test func `where speakers were not told apart there are talkspurts and nothing else`() {
    let taking = turnTaking(drawn("=====    =====", segmentation: .single))
    #expect(tenths(taking.talkspurts[0].spans) == [0..<5, 9..<14])
    #expect(taking.turns.isEmpty)
    #expect(taking.backchannels == [Timeline()])
    #expect(taking.orderedTalkspurts.map(\.isBackchannel) == [false, false])
  }
}
