import CallMetrics
import Reporting
import SpeechTimeline
import Testing

@Suite struct RTTMTests {
  private func taking(_ speech: [[TimeSpan]], labels: [String]) -> TurnTaking {
    TurnTaking(
      Conversation(
        duration: 100_000, segmentation: .diarized, speakers: labels.map { Speaker(label: $0) },
        speech: speech.map { Timeline($0) }),
      configuration: MetricsConfiguration())
  }

  @Test func `talkspurts are written in order of time with 3 decimals`() {
    let taking = taking(
      [[TimeSpan(1234, 2000), TimeSpan(12_000, 13_005)], [TimeSpan(2000, 2500)]],
      labels: ["agent", "customer"])
    #expect(
      rttm(taking, fileID: "call-17") == """
        SPEAKER call-17 1 1.234 0.766 <NA> <NA> agent <NA> <NA>
        SPEAKER call-17 1 2.000 0.500 <NA> <NA> customer <NA> <NA>
        SPEAKER call-17 1 12.000 1.005 <NA> <NA> agent <NA> <NA>

        """)
  }

  @Test func `what would shift the fields becomes an underscore`() {
    let taking = taking([[TimeSpan(0, 1000)]], labels: ["party one"])
    #expect(
      rttm(taking, fileID: "my call\t\u{3000}통화\n")
        == "SPEAKER my_call__통화_ 1 0.000 1.000 <NA> <NA> party_one <NA> <NA>\n")
    #expect(rttm(taking, fileID: "").hasPrefix("SPEAKER _ 1 "))
  }

  @Test func `a call without talkspurts is an empty file`() {
    #expect(rttm(taking([[]], labels: ["agent"]), fileID: "x").isEmpty)
  }

  @Test func `figures give the same lines as turn-taking`() {
    let figures = SampleRecords.figures(SampleRecords.twoParties)
    let lines = rttm(
      figures.events.talkspurts, speakers: figures.speakers.map(\.speaker), fileID: "x")
    let taking = TurnTaking(SampleRecords.twoParties, configuration: MetricsConfiguration())
    #expect(lines == rttm(taking, fileID: "x"))
    #expect(lines.split(separator: "\n").count == 6)
  }
}
