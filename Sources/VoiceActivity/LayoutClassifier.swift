internal import Signal
internal import SpeechTimeline

/// Tells how the parties are spread over the channels of a recording.
struct LayoutClassifier {
  let configuration: CrosstalkConfiguration

  /// The layout of a call.
  ///
  /// - Parameters:
  ///   - channels: what was found on each.
  ///   - loudestDB: loudest frame of each.
  ///   - correlation: of the two channels at lag 0, nil while one is silent.
  ///   - levelDifferenceDB: of the two channels, nil while one is silent.
  func layout(
    of channels: [ChannelActivity], loudestDB: [Float], correlation: Double?,
    levelDifferenceDB: Double?
  ) -> ChannelLayout {
    let silent = loudestDB.filter { $0 < configuration.silentDB }.count
    if silent == channels.count { return .allSilent }
    guard channels.count == 2 else { return .mono }
    if silent == 1 { return .oneSilent }
    if let correlation, abs(correlation) >= configuration.copyCorrelation {
      guard let levelDifferenceDB, abs(levelDifferenceDB) <= configuration.copyLevelDB else {
        return .stereoMixed
      }
      return correlation > 0 ? .dualMono : .inverted
    }
    return holdsBothParties(channels) ? .stereoMixed : .stereoSplit
  }

  /// Whether leakage is so strong, or speech so simultaneous, that neither channel has a party to
  /// itself.
  private func holdsBothParties(_ channels: [ChannelActivity]) -> Bool {
    let gains = channels.map { $0.leakage?.gainDB ?? -.infinity }
    if gains[0] >= configuration.mixedBothWaysDB && gains[1] >= configuration.mixedBothWaysDB {
      return true
    }
    if max(gains[0], gains[1]) >= configuration.mixedOneWayDB { return true }
    let both = channels[0].heard.intersection(channels[1].heard).duration
    let any = channels[0].heard.union(channels[1].heard).duration
    // Below 20 s of speech an overlap may be chance.
    return any >= 20_000 && Double(both) > configuration.mixedOverlapRatio * Double(any)
  }
}
