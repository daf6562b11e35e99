import CallMetrics
import SpeechTimeline
import Testing

@Suite struct OverlapTests {
  /// The only overlap of a call: class, by whom, against whom.
  private func only(
    _ call: Conversation, configuration: MetricsConfiguration = MetricsConfiguration()
  ) throws -> Overlap {
    let figures = measured(call, configuration: configuration)
    let overlaps = try #require(figures.events.overlaps)
    try #require(overlaps.count == 1)
    return overlaps[0]
  }

  private var noBackchannels: MetricsConfiguration {
    var configuration = MetricsConfiguration()
    configuration.backchannelSeconds = 0
    return configuration
  }

  @Test func `a backchannel is made by its speaker`() throws {
    let overlap = try only(
      drawn(
        "====================",
        "        ====        "))
    #expect(overlap.overlapClass == .backchannel)
    #expect(overlap.by == 1)
    #expect(overlap.against == 0)
  }

  @Test func `a backchannel that begins just before the other is still made by its speaker`() throws
  {
    let overlap = try only(
      drawn(
        " ===================",
        "====                "))
    #expect(overlap.overlapClass == .backchannel)
    #expect(overlap.span == TimeSpan(100, 400))
    #expect(overlap.by == 1)
  }

  @Test func `up to 0.5 s at the end of the earlier speaker's turn is a transition`() throws {
    let overlap = try only(
      drawn(
        "====================          ",
        "               ===============")
    )
    #expect(overlap.overlapClass == .transition)
    #expect(overlap.span == TimeSpan(1500, 2000))
    #expect(overlap.by == 1)
  }

  @Test func `longer, and with the later speaker going on, it is a floor take`() throws {
    let overlap = try only(
      drawn(
        "====================          ",
        "              ================")
    )
    #expect(overlap.overlapClass == .floorTake)
    #expect(overlap.by == 1)
    #expect(overlap.against == 0)
  }

  @Test func `a floor is taken however long the earlier speaker resists, if the turn ends there`()
    throws
  {
    let overlap = try only(
      drawn(
        "=============================================          ",
        "              =========================================")
    )
    #expect(overlap.overlapClass == .floorTake)
  }

  @Test func `less than 0.5 s into a turn there is no floor to take`() throws {
    let five = drawn(
      "===============          ",
      "     ====================")
    let four = drawn(
      "===============          ",
      "    =====================")
    #expect(try only(five).overlapClass == .floorTake)
    #expect(try only(four).overlapClass == .overtalk)
  }

  @Test func `who does not go on for 1.0 s has not taken the floor`() throws {
    let goesOn = drawn(
      "====================          ",
      "          ====================")
    let stops = drawn(
      "====================          ",
      "          =================== ")
    #expect(try only(goesOn).overlapClass == .floorTake)
    #expect(try only(stops).overlapClass == .other)
  }

  @Test func `who lost the floor and comes back in early makes a transition`() throws {
    let call = drawn(
      "===============          ====================",
      "         ===================                 ")
    let overlaps = try #require(measured(call).events.overlaps)
    #expect(overlaps.map(\.overlapClass) == [.floorTake, .transition])
    #expect(overlaps.map(\.by) == [1, 0])
    #expect(overlaps.map(\.against) == [0, 1])
  }

  @Test func `the earlier speaker may stop just after the overlap, within 1.0 s of its start`()
    throws
  {
    // The customer's first try ends before the agent does; the customer goes on after that.
    func overlap(agentStops: Int) throws -> Overlap {
      try only(
        Conversation(
          duration: 9000, segmentation: .channel,
          speakers: [Speaker(label: "agent"), Speaker(label: "customer")],
          speech: [
            Timeline([TimeSpan(0, agentStops)]),
            Timeline([TimeSpan(3000, 3600), TimeSpan(4100, 6000)]),
          ]),
        configuration: noBackchannels)
    }
    #expect(try overlap(agentStops: 3600).overlapClass == .floorTake)
    #expect(try overlap(agentStops: 4000).overlapClass == .floorTake)
    #expect(try overlap(agentStops: 4001).overlapClass == .other)
  }

  @Test func `more than 1.0 s inside another's talk is overtalk, 1.0 s is other`() throws {
    // The customer's spurt of 1.5 s leaves the agent's talk after 1.0 or 1.1 s and says no more.
    func overlap(_ milliseconds: Int) throws -> Overlap {
      try only(
        Conversation(
          duration: 6000, segmentation: .channel,
          speakers: [Speaker(label: "agent"), Speaker(label: "customer")],
          speech: [
            Timeline([TimeSpan(0, 3000)]),
            Timeline([TimeSpan(3000 - milliseconds, 3500)]),
          ]))
    }
    #expect(try overlap(1001).overlapClass == .overtalk)
    #expect(try overlap(1000).overlapClass == .other)
    #expect(try overlap(500).overlapClass == .transition)
    #expect(try overlap(501).overlapClass == .other)
  }

  @Test func `simultaneous starts are made by nobody`() throws {
    let long = try only(drawn("===============     ", "===================="))
    #expect(long.overlapClass == .overtalk)
    #expect(long.by == nil && long.against == nil)
    #expect(long.speakers == [0, 1])
    let short = try only(drawn("=====", "====="))
    #expect(short.overlapClass == .other)
    #expect(short.by == nil)
  }

  @Test func `a spurt in another's pause is no overlap though within its turn's reach`() {
    let figures = measured(
      drawn(
        "==========      ==========",
        "           ===            "))
    #expect(figures.overlap.overlap == 0)
    #expect(figures.events.overlaps == [])
  }

  @Test func `an early start overlaps only where both talk`() throws {
    // The customer starts in the agent's talk and outlasts the pause's start.
    let figures = measured(
      drawn(
        "====================       ==========",
        "               ========              "))
    #expect(figures.overlap.overlap == 500)
    #expect(try #require(figures.events.overlaps).map(\.overlapClass) == [.transition])
    #expect(figures.speakers[1].turns.insideTurnCount == 0)
  }

  @Test func `three at once are three pairs, and the union counts once`() throws {
    let figures = measured(
      drawn(
        "==============================          ",
        "          ==============================",
        "                    ====================",
        seconds: 4))
    #expect(figures.overlap.overlap == 3000)
    #expect(figures.overlap.overlapRatio == 0.75)
    let overlaps = try #require(figures.events.overlaps)
    #expect(overlaps.map(\.speakers) == [[0, 1], [0, 2], [1, 2]])
    #expect(
      overlaps.map(\.span) == [
        TimeSpan(1000, 3000), TimeSpan(2000, 3000), TimeSpan(2000, 4000),
      ])
    #expect(overlaps.map(\.by) == [1, 2, 2])
    #expect(overlaps.map(\.overlapClass) == [.floorTake, .floorTake, .overtalk])
    let classes = try #require(figures.overlap.classes)
    #expect(classes[.floorTake].count == 2)
    #expect(classes[.floorTake].total == 3000)
    #expect(figures.speakers[2].overlap.by?[.overtalk].total == 2000)
    #expect(figures.speakers[1].overlap.against?[.overtalk].count == 1)
    #expect(figures.speakers[0].overlap.against?[.floorTake].count == 2)
  }

  @Test func `two who listen at once make one backchannel, the later of them`() throws {
    let overlaps = try #require(
      measured(
        drawn(
          "====================",
          "     =====          ",
          "       =====        ")
      ).events.overlaps)
    #expect(overlaps.allSatisfy { $0.overlapClass == .backchannel })
    #expect(overlaps.map(\.speakers) == [[0, 1], [1, 2], [0, 2]])
    #expect(overlaps.map(\.by) == [1, 2, 2])
  }

  @Test func `the ladder counts stretches at least as long as each rung`() {
    let figures = measured(
      drawn(
        "====================     ==============================",
        "        ====       =======                             "))
    // Stretches 0.4 s, 0.1 s and 0.1 s.
    #expect(figures.overlap.ladder?.map(\.threshold) == [200, 500, 800, 1000, 2000, 3000])
    #expect(figures.overlap.ladder?.map(\.count) == [1, 0, 0, 0, 0, 0])
    #expect(figures.overlap.ladder?.map(\.total) == [400, 0, 0, 0, 0, 0])
    #expect(figures.overlap.overlap == 600)
  }

  @Test func `only separate channels are not estimated`() {
    #expect(measured(drawn("====", "")).overlap.isEstimated == false)
    #expect(measured(drawn("====", "", segmentation: .diarized)).overlap.isEstimated == true)
  }
}
