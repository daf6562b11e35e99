internal import SpeechTimeline

/// Which party is which where the speakers share a channel. Nothing in the sound says it: without a rule
/// nobody has a role.
public struct AssumedRoles: Hashable, Sendable, Codable {
  /// Who is taken to speak first.
  public var firstSpeaker = FirstSpeaker.unknown

  /// A party, or nothing assumed.
  public enum FirstSpeaker: String, Hashable, Sendable, Codable, CaseIterable {
    case unknown
    case agent
    case customer
  }

  public init(firstSpeaker: FirstSpeaker = .unknown) { self.firstSpeaker = firstSpeaker }

  /// The rule that `text` states: `first-speaker=agent` or `first-speaker=customer`.
  ///
  /// - Throws: `AnalysisError` (`usage`) for anything else.
  public init(parsing text: String) throws(AnalysisError) {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count == 2, sides[0].trimmedOfSpace == "first-speaker" else {
      throw AnalysisError(
        .usage, "roles: expected first-speaker=agent or first-speaker=customer")
    }
    try self.init(firstSpeakerNamed: sides[1].trimmedOfSpace)
  }

  /// The rule that `party` spoke first: `agent` or `customer`.
  ///
  /// - Throws: `AnalysisError` (`usage`) for anything else.
  public init(firstSpeakerNamed party: String) throws(AnalysisError) {
    guard let role = Role(rawValue: party) else { throw Self.malformed }
    firstSpeaker = role == .agent ? .agent : .customer
  }

  /// The role of each of `count` speakers in order of speaking; nil where the rule says nothing of one.
  ///
  /// Of two speakers the second is the other party. Of three and more only the first is known: there may
  /// be two agents.
  func roles(ofSpeakers count: Int) -> [Role?] {
    let first: Role
    switch firstSpeaker {
    case .unknown: return Array(repeating: nil, count: count)
    case .agent: first = .agent
    case .customer: first = .customer
    }
    return (0..<count).map { index in
      switch index {
      case 0: first
      case 1 where count == 2: first == .agent ? .customer : .agent
      default: nil
      }
    }
  }

  /// Without the text: in a manifest whose columns have slipped it may be anybody's name.
  private static var malformed: AnalysisError {
    AnalysisError(.usage, "first speaker: expected agent or customer")
  }
}
