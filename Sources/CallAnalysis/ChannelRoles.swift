public import SpeechTimeline

/// Which party speaks on which channel of a recording, counted from 1.
public struct ChannelRoles: Hashable, Sendable, Codable {
  /// The agent's channel, 1–8. Most call recorders write the agent first.
  public var agent: Int = 1
  /// The customer's channel, 1–8.
  public var customer: Int = 2

  public init(agent: Int = 1, customer: Int = 2) {
    self.agent = agent
    self.customer = customer
  }

  /// The roles that `text` names: `agent=1,customer=2`, in either order, with commas or semicolons
  /// (a manifest's column cannot hold a comma without quotes).
  ///
  /// - Throws: `AnalysisError` (`usage`) for anything else, the same channel twice, or a channel
  ///   outside 1–8.
  public init(parsing text: String) throws(AnalysisError) {
    var channels: [Role: Int] = [:]
    for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, let role = Role(rawValue: sides[0].trimmedOfSpace),
        let channel = Int(sides[1].trimmedOfSpace),
        channels.updateValue(channel, forKey: role) == nil
      else { throw Self.malformed }
    }
    guard let agent = channels[.agent], let customer = channels[.customer] else {
      throw Self.malformed
    }
    self.init(agent: agent, customer: customer)
    try validate()
  }

  /// - Throws: `AnalysisError` naming the field, its value and the range.
  public func validate() throws(AnalysisError) {
    for (field, channel) in [("agent", agent), ("customer", customer)]
    where !(1...8).contains(channel) {
      throw AnalysisError(.usage, "channels.\(field) is \(channel), expected 1 to 8")
    }
    guard agent != customer else {
      throw AnalysisError(.usage, "channels.agent and channels.customer are both \(agent)")
    }
  }

  /// The role on `channel` (counted from 1), or nil where none is.
  public func role(onChannel channel: Int) -> Role? {
    switch channel {
    case agent: .agent
    case customer: .customer
    default: nil
    }
  }

  /// Without the text: in a manifest whose columns have slipped it may be anybody's name.
  private static var malformed: AnalysisError {
    AnalysisError(.usage, "channels: expected agent=N,customer=M")
  }
}

extension StringProtocol {
  /// The text without white space at either end.
  var trimmedOfSpace: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
