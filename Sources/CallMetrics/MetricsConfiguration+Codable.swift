extension MetricsConfiguration {
  /// Any key at all, to find those that nobody reads.
  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int?
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
  }

  /// Reads what is given over the defaults: a missing key keeps its default.
  ///
  /// - Throws: `DecodingError` for a key that does not exist or a value of another type. Ranges are
  ///   `validate`'s.
  public init(from decoder: any Decoder) throws {
    let given = try decoder.container(keyedBy: AnyKey.self)
    let known = Set(CodingKeys.allCases.map(\.rawValue))
    let unknown = given.allKeys.map(\.stringValue).filter { !known.contains($0) }.sorted()
    if let key = unknown.first {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "metrics has no field \"\(key)\""))
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, _ field: inout Value) throws {
      if let value = try values.decodeIfPresent(Value.self, forKey: key) { field = value }
    }
    try read(.bridgeSeconds, &bridgeSeconds)
    try read(.dropSeconds, &dropSeconds)
    try read(.backchannelSeconds, &backchannelSeconds)
    try read(.backchannelToleranceSeconds, &backchannelToleranceSeconds)
    try read(.turnJoinSeconds, &turnJoinSeconds)
    try read(.transitionSeconds, &transitionSeconds)
    try read(.floorTakeOnsetSeconds, &floorTakeOnsetSeconds)
    try read(.floorTakeYieldSeconds, &floorTakeYieldSeconds)
    try read(.floorTakeHoldSeconds, &floorTakeHoldSeconds)
    try read(.overtalkSeconds, &overtalkSeconds)
    try read(.overlapLadderSeconds, &overlapLadderSeconds)
    try read(.silenceLadderSeconds, &silenceLadderSeconds)
    try read(.deadAirSeconds, &deadAirSeconds)
    try read(.nonTalkSilenceSeconds, &nonTalkSilenceSeconds)
    try read(.holdSeconds, &holdSeconds)
    try read(.holdBridgeSeconds, &holdBridgeSeconds)
    try read(.lowSNRThresholdDB, &lowSNRThresholdDB)
    try read(.clippingThreshold, &clippingThreshold)
    try read(.wordsOutsideSpeechThreshold, &wordsOutsideSpeechThreshold)
    try read(.labelAgreementThreshold, &labelAgreementThreshold)
    try read(.transcriptOffsetSeconds, &transcriptOffsetSeconds)
  }
}
