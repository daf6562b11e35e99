internal import Glibc
internal import SpeechTimeline

/// Turn-taking of the whole call. Milliseconds; all nil where speakers were not told apart.
public struct TurnFigures: Hashable, Sendable {
  /// Turns of all speakers.
  public var turnCount: Int?
  /// Their mean length, own pauses included; nil without any.
  public var turnMean: Int?
  /// Their median length; nil without any.
  public var turnMedian: Int?
  /// Length of the longest turn; nil without any.
  public var longestMonologue: Int?
  /// Its start; of several as long, the first.
  public var longestMonologueStart: Int?
  /// Whose it is (index); nil without any, or where two speakers share it to the millisecond.
  public var longestMonologueSpeaker: Int?
  /// Changes of the turn holder per minute of span; nil without speech.
  public var switchesPerMinute: Double?
  /// Turns that answer another's; nil unless two speakers talk.
  public var replyCount: Int?
  /// Median of their gaps, negative = overlapping; nil without any.
  public var replyGapMedian: Int?
  /// 90th percentile (nearest rank) of their gaps; nil without any.
  public var replyGapP90: Int?
  /// From the end of the opener's first turn to the first turn of another, signed; nil without both.
  public var firstReply: Int?
  /// Backchannels of all speakers.
  public var backchannelCount: Int?
  /// The same per minute of span; nil without speech.
  public var backchannelsPerMinute: Double?
  /// Who takes the first turn (index); nil without turns, or where two begin and end it together.
  public var opener: Int?
  /// Entropy of the speakers' turn counts ÷ log of the number of speakers, 0 (one has all turns) – 1
  /// (all have as many); nil without turns or with one speaker.
  public var turnBalance: Double?

  public init() {}
}

/// Turn-taking of one speaker. Milliseconds; all nil where speakers were not told apart.
public struct SpeakerTurnFigures: Hashable, Sendable {
  /// Own turns.
  public var turnCount: Int?
  /// Their mean length, own pauses included; nil without any.
  public var turnMean: Int?
  /// Their median length; nil without any.
  public var turnMedian: Int?
  /// Length of the longest; nil without any.
  public var longestMonologue: Int?
  /// Its start; of several as long, the first.
  public var longestMonologueStart: Int?
  /// Own turns that answer another's; nil unless two speakers talk.
  public var replyCount: Int?
  /// Median of their gaps, negative = overlapping; nil without any.
  public var replyGapMedian: Int?
  /// 90th percentile (nearest rank) of their gaps; nil without any.
  public var replyGapP90: Int?
  /// Own turns begun while another's turn was under way.
  public var overtalkTurnCount: Int?
  /// `overtalkTurnCount` ÷ `turnCount`, 0–1; nil without turns.
  public var overtalkTurnRatio: Double?
  /// Own turns that lie wholly inside a longer turn of another.
  public var insideTurnCount: Int?
  /// Own backchannels.
  public var backchannelCount: Int?
  /// The same per minute of span; nil without speech.
  public var backchannelsPerMinute: Double?

  public init() {}
}

extension MeasuredCall {
  /// Whether at least two speakers talk: there is somebody to reply to.
  private var canReply: Bool { taking.talkspurts.count { !$0.isEmpty } > 1 }

  /// Turn-taking of the whole call.
  ///
  ///     agent     [=======)   [====)      [=)  [====)
  ///     customer          | [=)    | [======)
  ///                       |>|      |>|          gaps > 0
  ///                                       |<|   gap < 0: the agent came in before the end
  ///
  /// The turn holders are the turns that lie inside no other, in order of time; a turn that follows
  /// another speaker's replies to it. Turns inside another's take no part: they are counted, and
  /// answer nobody.
  var turns: TurnFigures {
    var figures = TurnFigures()
    guard speakersAreTold else { return figures }
    let turns = taking.turns
    let lengths = turns.map(\.span.duration)
    figures.turnCount = turns.count
    figures.turnMean = mean(lengths)
    figures.turnMedian = median(lengths)
    if let monologue = longest(turns.map(\.span)) {
      figures.longestMonologue = monologue.duration
      figures.longestMonologueStart = monologue.start
      let whose = turns.filter { $0.span == monologue }
      figures.longestMonologueSpeaker = whose.count == 1 ? whose[0].speaker : nil
    }
    let holders = floorHolders(among: turns).map { Set($0.map { turns[$0].speaker }) }
    let switches = zip(holders, holders.dropFirst()).count { $0 != $1 }
    figures.switchesPerMinute = perMinute(switches, in: span?.duration)
    if canReply {
      let gaps = turns.compactMap(\.replyGap)
      figures.replyCount = gaps.count
      figures.replyGapMedian = median(gaps)
      figures.replyGapP90 = percentile(90, of: gaps)
    }
    figures.opener = holders.first.flatMap { $0.count == 1 ? $0.first : nil }
    figures.firstReply = figures.opener.flatMap(firstReply)
    figures.backchannelCount = taking.backchannels.reduce(0) { $0 + $1.spans.count }
    figures.backchannelsPerMinute = perMinute(figures.backchannelCount ?? 0, in: span?.duration)
    figures.turnBalance = balance(
      taking.talkspurts.indices.map { speaker in turns.count { $0.speaker == speaker } })
    return figures
  }

  /// Turn-taking of one speaker.
  func turns(of speaker: Int) -> SpeakerTurnFigures {
    var figures = SpeakerTurnFigures()
    let turns = taking.turns(of: speaker)
    let lengths = turns.map(\.span.duration)
    figures.turnCount = turns.count
    figures.turnMean = mean(lengths)
    figures.turnMedian = median(lengths)
    let monologue = longest(turns.map(\.span))
    figures.longestMonologue = monologue?.duration
    figures.longestMonologueStart = monologue?.start
    if canReply {
      let gaps = turns.compactMap(\.replyGap)
      figures.replyCount = gaps.count
      figures.replyGapMedian = median(gaps)
      figures.replyGapP90 = percentile(90, of: gaps)
    }
    let overtalk = turns.count(where: \.isOvertalk)
    figures.overtalkTurnCount = overtalk
    figures.overtalkTurnRatio = ratio(overtalk, of: turns.count)
    figures.insideTurnCount = turns.count(where: \.isInside)
    let backchannels = taking.backchannels[speaker].spans.count
    figures.backchannelCount = backchannels
    figures.backchannelsPerMinute = perMinute(backchannels, in: span?.duration)
    return figures
  }

  /// From the end of the opener's first turn to the first turn of another that lies inside none.
  private func firstReply(to opener: Int) -> Int? {
    let holders = taking.turns.filter { !$0.isInside }
    guard let opening = holders.first(where: { $0.speaker == opener }),
      let reply = holders.first(where: { $0.speaker != opener })
    else { return nil }
    return reply.span.start - opening.span.end
  }
}

/// Entropy of the distribution of `counts` ÷ the largest it can be (log of how many), 0–1; nil where
/// nothing is counted or there is only one to count.
private func balance(_ counts: [Int]) -> Double? {
  let total = counts.reduce(0, +)
  guard total > 0, counts.count > 1 else { return nil }
  // Sorted, so that the sum does not depend on who is first.
  let entropy = counts.sorted().filter { $0 > 0 }.reduce(0.0) { sum, count in
    let share = Double(count) / Double(total)
    return sum - share * log(share)
  }
  return min(1, entropy / log(Double(counts.count)))
}
