public import SpeechTimeline

/// Makes a conversation of speech whose speakers were told apart by voice.
public struct VoiceAttribution: Sendable {
  /// Role of each speaker in order of speaking; nil where nothing says it.
  private let roles: [Role?]

  /// - Parameter roles: of the speakers in order of speaking; no role twice.
  public init(roles: [Role?]) {
    let known = roles.compactMap(\.self)
    precondition(Set(known).count == known.count, "VoiceAttribution: roles \(roles)")
    self.roles = roles
  }

  /// The conversation: the agent first where there is one, else everybody in order of speaking.
  ///
  /// Speakers without a role are called `speaker_1`, `speaker_2` … by their place in the order of speaking.
  /// - Parameters:
  ///   - speech: one timeline a speaker, in order of speaking, as many as there are roles.
  ///   - duration: of the recording, milliseconds.
  public func conversation(_ speech: [Timeline], duration: Int) -> Conversation {
    precondition(
      speech.count == roles.count,
      "VoiceAttribution: \(speech.count) speakers, \(roles.count) roles")
    let agent = roles.firstIndex(of: .agent)
    let order = (agent.map { [$0] } ?? []) + speech.indices.filter { $0 != agent }
    return Conversation(
      duration: duration, segmentation: .diarized,
      speakers: order.map { place in
        Speaker(label: roles[place]?.rawValue ?? "speaker_\(place + 1)", role: roles[place])
      },
      speech: order.map { speech[$0] })
  }
}
