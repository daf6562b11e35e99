import SpeechTimeline
import Testing

@testable import Diarization

@Suite("Conversations of speakers told apart by voice") struct VoiceAttributionTests {
  private let speech = [
    Timeline([TimeSpan(0, 900)]), Timeline([TimeSpan(1000, 2000)]),
    Timeline([TimeSpan(2500, 2600)]),
  ]

  @Test("Without roles speakers are numbered in order of speaking")
  func numbered() {
    let found = VoiceAttribution(roles: [nil, nil, nil]).conversation(speech, duration: 3000)
    #expect(found.segmentation == .diarized)
    #expect(found.speakers.map(\.label) == ["speaker_1", "speaker_2", "speaker_3"])
    #expect(found.speech == speech)
    #expect(found.speakers.allSatisfy { $0.channel == nil && $0.roleSource == nil })
  }

  @Test("The agent comes first, whoever spoke first; the others keep their order and their numbers")
  func agentFirst() {
    let found = VoiceAttribution(roles: [.customer, nil, .agent]).conversation(
      speech, duration: 3000)
    #expect(found.speakers.map(\.label) == ["agent", "customer", "speaker_2"])
    #expect(found.speech == [speech[2], speech[0], speech[1]])
    #expect(found.speakers.map(\.roleSource) == [.assumed, .assumed, nil])
  }
}

@Suite("Numbers of speakers as they are written") struct SpeakerCountTests {
  @Test("auto, auto with a limit, a number")
  func readable() {
    #expect(SpeakerCount("auto") == SpeakerCount.automatic(most: 4))
    #expect(SpeakerCount("auto:6") == .automatic(most: 6))
    #expect(SpeakerCount("2") == .exactly(2))
  }

  @Test(
    "Anything else is none",
    arguments: ["", "0", "17", "-1", "+2", "2.0", "auto:", "auto:0", "two"])
  func refused(text: String) { #expect(SpeakerCount(text) == nil) }
}
