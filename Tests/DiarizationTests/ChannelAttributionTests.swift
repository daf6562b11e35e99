import Testing

@testable import Diarization
@testable import SpeechTimeline
@testable import VoiceActivity

@Suite("Channels become parties")
struct ChannelAttributionTests {
  private let early = Timeline([TimeSpan(0, 1000)])
  private let late = Timeline([TimeSpan(2000, 3000)])

  private func activity(_ layout: ChannelLayout) -> CallActivity {
    CallActivity(
      channels: [
        ChannelActivity(own: early, heard: early.union(late), leakage: nil),
        ChannelActivity(own: late, heard: late, leakage: nil),
      ], tones: [], layout: layout)
  }

  @Test("Each party has its own channel, and the agent comes first whichever that is")
  func parties() {
    let straight = ChannelAttribution(channels: [1, 2], roles: [.agent, .customer])
      .conversation(activity(.stereoSplit), duration: 4000)
    #expect(straight.segmentation == .channel)
    #expect(straight.speakers.map(\.label) == ["agent", "customer"])
    #expect(straight.speakers.map(\.channel) == [1, 2])
    #expect(straight.speech == [early, late])
    let crossed = ChannelAttribution(channels: [1, 2], roles: [.customer, .agent])
      .conversation(activity(.stereoSplit), duration: 4000)
    #expect(crossed.speakers.map(\.label) == ["agent", "customer"])
    #expect(crossed.speakers.map(\.channel) == [2, 1])
    #expect(crossed.speech == [late, early])
  }

  @Test("Two numbered channels of a many-channel recording keep their numbers")
  func numbers() {
    let call = ChannelAttribution(channels: [3, 5], roles: [.agent, .customer])
      .conversation(activity(.stereoSplit), duration: 4000)
    #expect(call.speakers.map(\.channel) == [3, 5])
  }

  @Test(
    "A channel that holds the same as the other stands for both",
    arguments: [ChannelLayout.dualMono, .inverted])
  func copies(_ layout: ChannelLayout) {
    let call = ChannelAttribution(channels: [1, 2], roles: [.agent, .customer])
      .conversation(activity(layout), duration: 4000)
    #expect(call.segmentation == .single)
    #expect(call.speakers.map(\.label) == ["speech"])
    #expect(call.speech == [early.union(late)])
  }

  @Test("Where both parties are on both channels, anyone's speech on either counts")
  func mixed() {
    let call = ChannelAttribution(channels: [1, 2], roles: [.agent, .customer])
      .conversation(activity(.stereoMixed), duration: 4000)
    #expect(call.segmentation == .single)
    #expect(call.speech == [early.union(late)])
  }

  @Test("One channel bears everybody")
  func mono() {
    let single = CallActivity(
      channels: [ChannelActivity(own: early, heard: late, leakage: nil)], tones: [], layout: .mono)
    let call = ChannelAttribution(channels: [1], roles: []).conversation(single, duration: 4000)
    #expect(call.segmentation == .single)
    #expect(call.speech == [late])
  }
}
