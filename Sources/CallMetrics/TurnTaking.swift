public import SpeechTimeline

/// Speech of one speaker with short gaps bridged.
public struct Talkspurt: Hashable, Sendable {
  /// Index into the conversation's speakers.
  public var speaker: Int
  /// When.
  public var span: TimeSpan
  /// Whether it is a short sound of listening inside another's talkspurt.
  public var isBackchannel: Bool
}

/// Talkspurts of one speaker joined over own short pauses.
public struct Turn: Hashable, Sendable {
  /// Index into the conversation's speakers.
  public var speaker: Int
  /// When, own pauses included.
  public var span: TimeSpan
  /// Whether another's turn was under way when this one began: it had begun before, and ended after.
  public var isOvertalk = false
  /// Whether it lies wholly inside a longer turn of another: it takes no floor and has no reply gap.
  public var isInside = false
  /// Own start less the end of the other's turn before it, milliseconds, negative = overlapping; nil
  /// where it answers nobody.
  public var replyGap: Int?
}

/// From speech to turns, in the one order that all figures share.
///
///     speech       [==] [===)    [=)        |          [====)   [=)
///     talkspurts   [========)    [=)        | bridged, dropped
///     backchannel      another's talkspurt [======[==]=====)
///     turn         [===============)        | own pauses joined
///
/// 1. *Speech*: what the detector gives, per speaker.
/// 2. *Talkspurts*: speech with gaps shorter than `bridgeSeconds` bridged, then spurts shorter than
///    `dropSeconds` dropped.
/// 3. *Backchannels*: spurts of at most `backchannelSeconds` that lie inside one longer talkspurt of
///    another speaker, each edge at most `backchannelToleranceSeconds` outside it. Of two spurts that
///    lie inside each other within the tolerance the shorter is the backchannel; of equal ones none.
/// 4. *Turns*: the remaining spurts of one speaker, joined over own pauses of at most
///    `turnJoinSeconds` in which no remaining spurt of another is heard. It does not matter whether
///    that spurt began in the pause or just before it, in the own talk: an early answer ends a turn as
///    a late one does. A short spurt in another's pause is no backchannel: it is a turn, and ends the
///    other's.
public struct TurnTaking: Hashable, Sendable {
  /// As in the conversation.
  public let speakers: [Speaker]
  /// How speakers were told apart.
  public let segmentation: Segmentation
  /// Talkspurts of each speaker, parallel to `speakers`.
  public let talkspurts: [Timeline]
  /// Those of them that are backchannels, parallel to `speakers`; none where speakers were not told
  /// apart.
  public let backchannels: [Timeline]
  /// All turns in order of time, then of speakers; none where speakers were not told apart.
  public let turns: [Turn]

  public init(_ conversation: Conversation, configuration: MetricsConfiguration) {
    speakers = conversation.speakers
    segmentation = conversation.segmentation
    let spurts = conversation.speech.map {
      $0.bridging(gapsShorterThan: wholeMilliseconds(configuration.bridgeSeconds))
        .dropping(spansShorterThan: wholeMilliseconds(configuration.dropSeconds))
    }
    talkspurts = spurts
    guard conversation.segmentation != .single else {
      backchannels = spurts.map { _ in Timeline() }
      turns = []
      return
    }
    let listening = spurts.indices.map { speaker in
      Timeline(
        spurts[speaker].spans.filter {
          isBackchannel($0, of: speaker, among: spurts, configuration: configuration)
        })
    }
    backchannels = listening
    let speaking = zip(spurts, listening).map { $0.subtracting($1) }
    turns = related(
      joined(speaking, pauseUpTo: wholeMilliseconds(configuration.turnJoinSeconds)))
  }

  /// From the first talkspurt of anyone to the last, or nil without speech.
  public var speechSpan: TimeSpan? {
    talkspurts.reduce(Timeline()) { $0.union($1) }.extent
  }

  /// All talkspurts in order of time, then of speakers.
  public var orderedTalkspurts: [Talkspurt] {
    talkspurts.indices
      .flatMap { speaker in
        talkspurts[speaker].spans.map {
          Talkspurt(
            speaker: speaker, span: $0,
            isBackchannel: backchannels[speaker].contains($0.start))
        }
      }
      .sorted { ($0.span, $0.speaker) < ($1.span, $1.speaker) }
  }

  /// The turns of one speaker in order of time.
  public func turns(of speaker: Int) -> [Turn] {
    turns.filter { $0.speaker == speaker }
  }

  /// The pauses of one speaker: where it does not talk within an own turn.
  public func pauses(of speaker: Int) -> [TimeSpan] {
    Timeline(turns(of: speaker).map(\.span)).subtracting(talkspurts[speaker]).spans
  }
}

/// Whether `spurt` of `speaker` is a backchannel inside a longer spurt of another.
private func isBackchannel(
  _ spurt: TimeSpan, of speaker: Int, among talkspurts: [Timeline],
  configuration: MetricsConfiguration
) -> Bool {
  guard spurt.duration <= wholeMilliseconds(configuration.backchannelSeconds) else { return false }
  let tolerance = wholeMilliseconds(configuration.backchannelToleranceSeconds)
  return talkspurts.indices.contains { other in
    guard other != speaker else { return false }
    let spans = talkspurts[other].spans
    var candidate = spans.partitionIndex { $0.end + tolerance >= spurt.end }
    while candidate < spans.count, spans[candidate].start - tolerance <= spurt.start {
      if spans[candidate].duration > spurt.duration { return true }
      candidate += 1
    }
    return false
  }
}

/// The spurts of each speaker joined into turns; in order of time, then of speakers.
private func joined(_ speaking: [Timeline], pauseUpTo longest: Int) -> [Turn] {
  func isTaken(_ pause: TimeSpan, by others: [Timeline]) -> Bool {
    others.contains { other in
      let next = other.spans.partitionIndex { $0.end > pause.start }
      return next < other.spans.count && other.spans[next].start < pause.end
    }
  }
  var turns: [Turn] = []
  for speaker in speaking.indices {
    let others = speaking.indices.filter { $0 != speaker }.map { speaking[$0] }
    var open: TimeSpan?
    for spurt in speaking[speaker].spans {
      if let turn = open, spurt.start - turn.end <= longest,
        !isTaken(TimeSpan(turn.end, spurt.start), by: others)
      {
        open = TimeSpan(turn.start, spurt.end)
      } else {
        if let turn = open { turns.append(Turn(speaker: speaker, span: turn)) }
        open = spurt
      }
    }
    if let turn = open { turns.append(Turn(speaker: speaker, span: turn)) }
  }
  return turns.sorted { ($0.span, $0.speaker) < ($1.span, $1.speaker) }
}

/// The turns with what relates them to others' filled in.
private func related(_ turns: [Turn]) -> [Turn] {
  let speakerCount = (turns.map(\.speaker).max() ?? -1) + 1
  let spans = (0..<speakerCount).map { speaker in
    turns.filter { $0.speaker == speaker }.map(\.span)
  }
  var related = turns
  for index in related.indices {
    let turn = related[index]
    for other in spans.indices where other != turn.speaker {
      // A speaker's turns do not overlap: only the last one begun by then can hold this one.
      let next = spans[other].partitionIndex { $0.start > turn.span.start }
      if next > 0, spans[other][next - 1].end >= turn.span.end,
        spans[other][next - 1].duration > turn.span.duration
      {
        related[index].isInside = true
      }
      let later = spans[other].partitionIndex { $0.start >= turn.span.start }
      if later > 0, spans[other][later - 1].end > turn.span.start {
        related[index].isOvertalk = true
      }
    }
  }
  let holders = floorHolders(among: related)
  for (previous, current) in zip(holders, holders.dropFirst()) {
    for own in current {
      for index in previous where related[index].speaker != related[own].speaker {
        related[own].replyGap = related[own].span.start - related[index].span.end
      }
    }
  }
  return related
}

/// Who holds the floor, one after the other: indices of the turns that lie inside no other, those that
/// coincide to the millisecond together. Each begins and ends after the one before.
func floorHolders(among turns: [Turn]) -> [[Int]] {
  var holders: [[Int]] = []
  for index in turns.indices where !turns[index].isInside {
    if let last = holders.last?.first, turns[last].span == turns[index].span {
      holders[holders.count - 1].append(index)
    } else {
      holders.append([index])
    }
  }
  return holders
}
