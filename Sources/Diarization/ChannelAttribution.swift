public import SpeechTimeline
public import VoiceActivity

/// Makes a conversation of what was heard on the channels of a recording: one party a channel where each
/// has one to itself, else anyone's speech under the one label `speech`.
public struct ChannelAttribution: Sendable {
  /// Role of the first and the second measured channel.
  private let roles: [Role]
  /// Numbers of the measured channels in the recording, counted from 1.
  private let channels: [Int]

  /// - Parameters:
  ///   - channels: numbers of the measured channels in the recording, counted from 1: one or two.
  ///   - roles: the party on each; empty for one channel, which bears everybody.
  public init(channels: [Int], roles: [Role]) {
    precondition(
      channels.count == 1 && roles.isEmpty || channels.count == 2 && Set(roles).count == 2,
      "ChannelAttribution: \(channels.count) channels, roles \(roles)")
    self.channels = channels
    self.roles = roles
  }

  /// The conversation, the agent first.
  ///
  /// - Parameters:
  ///   - activity: one entry a channel, as many as named at the start.
  ///   - duration: of the recording, milliseconds.
  public func conversation(_ activity: CallActivity, duration: Int) -> Conversation {
    precondition(
      activity.channels.count == channels.count,
      "ChannelAttribution: \(activity.channels.count) channels found, \(channels.count) named")
    switch activity.layout {
    case .stereoSplit, .oneSilent, .allSilent:
      return roles.isEmpty
        ? Self.undivided(activity.channels[0].heard, duration: duration)
        : divided(activity, duration)
    case .mono, .dualMono, .inverted:
      return Self.undivided(activity.channels[0].heard, duration: duration)
    case .stereoMixed:
      let heard = activity.channels.reduce(Timeline()) { $0.union($1.heard) }
      return Self.undivided(heard, duration: duration)
    }
  }

  private func divided(_ activity: CallActivity, _ duration: Int) -> Conversation {
    let order = roles.indices.sorted { roles[$0] == .agent && roles[$1] != .agent }
    return Conversation(
      duration: duration, segmentation: .channel,
      speakers: order.map {
        Speaker(label: roles[$0].rawValue, role: roles[$0], channel: channels[$0])
      },
      speech: order.map { activity.channels[$0].own })
  }

  /// `speech`, whoever speaks, under the label `speech`.
  public static func undivided(_ speech: Timeline, duration: Int) -> Conversation {
    Conversation(
      duration: duration, segmentation: .single, speakers: [Speaker(label: "speech")],
      speech: [speech])
  }
}
