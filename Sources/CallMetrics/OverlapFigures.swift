public import SpeechTimeline

/// What a stretch of two speakers at once looks like. Each stretch falls in exactly one class: the
/// first that fits, in this order.
public enum OverlapClass: String, Hashable, Sendable, Codable, CaseIterable {
  /// One of the two talkspurts is a backchannel.
  case backchannel
  /// Short, and the earlier speaker's turn ends with it.
  case transition
  /// The later speaker comes in on a turn under way, the earlier stops, the later goes on.
  case floorTake = "floor_take"
  /// Long.
  case overtalk
  /// None of these.
  case other
}

/// One maximal stretch during which the same two speakers talk at once.
public struct Overlap: Hashable, Sendable {
  /// When.
  public var span: TimeSpan
  /// The two, by ascending index.
  public var speakers: [Int]
  /// Which class.
  public var overlapClass: OverlapClass
  /// Who made it: the backchannel's speaker, else who came in later; nil where both began together.
  public var by: Int?
  /// The other one; nil where both began together.
  public var against: Int?
}

/// Number and length of overlaps by class.
public struct OverlapTallies: Hashable, Sendable {
  private var tallies = [Tally](repeating: Tally(), count: OverlapClass.allCases.count)

  public init() {}

  /// The tally of one class.
  public subscript(_ overlapClass: OverlapClass) -> Tally {
    tallies[Self.index(overlapClass)]
  }

  /// Counts one more overlap.
  mutating func add(_ overlap: Overlap) {
    tallies[Self.index(overlap.overlapClass)].add(overlap.span)
  }

  private static func index(_ overlapClass: OverlapClass) -> Int {
    switch overlapClass {
    case .backchannel: 0
    case .transition: 1
    case .floorTake: 2
    case .overtalk: 3
    case .other: 4
    }
  }
}

/// Overlap of the whole call. Milliseconds; all nil where speakers were not told apart.
public struct OverlapFigures: Hashable, Sendable {
  /// Two or more speakers talk.
  public var overlap: Int?
  /// `overlap` ÷ span, 0–1; nil without speech.
  public var overlapRatio: Double?
  /// Stretches of two or more speakers by length.
  public var ladder: [LadderRung]?
  /// Pairwise overlaps by class.
  public var classes: OverlapTallies?
  /// Whether turns were estimated rather than read off separate channels.
  public var isEstimated: Bool?

  public init() {}
}

/// Overlap of one speaker with any other. Milliseconds; all nil where speakers were not told apart.
public struct SpeakerOverlap: Hashable, Sendable {
  /// Own talk while another talks.
  public var overlap: Int?
  /// `overlap` ÷ span, 0–1; nil without speech.
  public var overlapRatio: Double?
  /// Overlaps this speaker made.
  public var by: OverlapTallies?
  /// Overlaps another made while this speaker talked.
  public var against: OverlapTallies?

  public init() {}
}

extension MeasuredCall {
  /// Overlap of the whole call. `overlap == doubleTalk`: the union of all time with two or more
  /// talking, which is also what the ladder counts. Classes are of *pairs*: with two speakers their
  /// seconds sum to `overlap`; with more, time in which three talk belongs to three pairs.
  func overlap(_ overlaps: [Overlap]?) -> OverlapFigures {
    var figures = OverlapFigures()
    guard let overlaps else { return figures }
    let shared = Timeline(sweep.filter { $0.count > 1 }.map(\.span))
    figures.overlap = shared.duration
    figures.overlapRatio = ratio(shared.duration, of: span?.duration)
    figures.ladder = ladder(shared.spans, thresholdsSeconds: configuration.overlapLadderSeconds)
    figures.classes = tallies(overlaps) { _ in true }
    figures.isEstimated = conversation.segmentation != .channel
    return figures
  }

  /// Overlap of one speaker with any other.
  func overlap(of speaker: Int, _ overlaps: [Overlap]) -> SpeakerOverlap {
    var figures = SpeakerOverlap()
    let shared = time { $0.count > 1 && $0.isActive(speaker) }
    figures.overlap = shared
    figures.overlapRatio = ratio(shared, of: span?.duration)
    figures.by = tallies(overlaps) { $0.by == speaker }
    figures.against = tallies(overlaps) { $0.against == speaker }
    return figures
  }

  private func tallies(_ overlaps: [Overlap], where condition: (Overlap) -> Bool) -> OverlapTallies
  {
    overlaps.reduce(into: OverlapTallies()) { tallies, overlap in
      if condition(overlap) { tallies.add(overlap) }
    }
  }

  /// Every maximal stretch of two speakers at once, in order of time, then of speakers; nil where
  /// speakers were not told apart.
  var overlaps: [Overlap]? {
    guard speakersAreTold else { return nil }
    let turns = conversation.speakers.indices.map { taking.turns(of: $0).map(\.span) }
    var overlaps: [Overlap] = []
    for first in conversation.speakers.indices {
      for second in conversation.speakers.indices.dropFirst(first + 1) {
        let shared = taking.talkspurts[first].intersection(taking.talkspurts[second])
        for stretch in shared.spans {
          let parties = [first, second].map { party(to: stretch, speaker: $0, turns: turns[$0]) }
          overlaps.append(classified(stretch, parties[0], parties[1]))
        }
      }
    }
    return overlaps.sorted {
      ($0.span, $0.speakers[0], $0.speakers[1]) < ($1.span, $1.speakers[0], $1.speakers[1])
    }
  }

  /// One of the two in an overlap, and what it was saying.
  private struct Party {
    var speaker: Int
    var talkspurt: TimeSpan
    /// The turn that holds the talkspurt; nil for a backchannel.
    var turn: TimeSpan?
    /// All turns of the speaker.
    var turns: [TimeSpan]
  }

  private func party(to stretch: TimeSpan, speaker: Int, turns: [TimeSpan]) -> Party {
    let spurts = taking.talkspurts[speaker].spans
    let spurt = spurts[spurts.partitionIndex { $0.end > stretch.start }]
    let isBackchannel = taking.backchannels[speaker].contains(spurt.start)
    return Party(
      speaker: speaker, talkspurt: spurt,
      turn: isBackchannel ? nil : turns[turns.partitionIndex { $0.end > spurt.start }],
      turns: turns)
  }

  /// The class of one stretch, the first that fits.
  ///
  ///     earlier  [=============)              turn under way: the one who was already talking
  ///     later             [====|=======)      came in
  ///     stretch           [====)              at the end of the earlier's turn
  ///
  /// - *backchannel*: one of the talkspurts is one.
  /// - *transition*: at most `transitionSeconds`, ending with the earlier speaker's turn.
  /// - *floor take*: it begins at least `floorTakeOnsetSeconds` into the earlier speaker's turn; that
  ///   turn ends with the stretch or within `floorTakeYieldSeconds` of its start; and the later speaker
  ///   goes on: is in a turn, or begins one after an own gap of at most `turnJoinSeconds` and before
  ///   the earlier one's next, that ends at least `floorTakeHoldSeconds` after it.
  /// - *overtalk*: longer than `overtalkSeconds`.
  /// - *other*: all else.
  ///
  /// Where both talkspurts begin at the same millisecond nobody came in later: no transition, no floor
  /// take, made by neither.
  private func classified(_ stretch: TimeSpan, _ first: Party, _ second: Party) -> Overlap {
    var overlap = Overlap(
      span: stretch, speakers: [first.speaker, second.speaker],
      overlapClass: stretch.duration > wholeMilliseconds(configuration.overtalkSeconds)
        ? .overtalk : .other)
    if first.talkspurt.start != second.talkspurt.start {
      let firstIsLater = first.talkspurt.start > second.talkspurt.start
      let (earlier, later) = firstIsLater ? (second, first) : (first, second)
      overlap.by = later.speaker
      overlap.against = earlier.speaker
      if let held = earlier.turn {
        if isTransition(stretch, held: held) {
          overlap.overlapClass = .transition
        } else if isFloorTake(stretch, held: held), goesOn(later, after: stretch, earlier, held) {
          overlap.overlapClass = .floorTake
        }
      }
    }
    if first.turn == nil || second.turn == nil {
      overlap.overlapClass = .backchannel
      if first.turn != nil { (overlap.by, overlap.against) = (second.speaker, first.speaker) }
      if second.turn != nil { (overlap.by, overlap.against) = (first.speaker, second.speaker) }
    }
    return overlap
  }

  private func isTransition(_ stretch: TimeSpan, held: TimeSpan) -> Bool {
    stretch.duration <= wholeMilliseconds(configuration.transitionSeconds)
      && stretch.end == held.end
  }

  /// Whether the earlier speaker had the floor and let go of it.
  private func isFloorTake(_ stretch: TimeSpan, held: TimeSpan) -> Bool {
    let yield = wholeMilliseconds(configuration.floorTakeYieldSeconds)
    return stretch.start - held.start >= wholeMilliseconds(configuration.floorTakeOnsetSeconds)
      && (held.end == stretch.end || held.end <= stretch.start + yield)
  }

  /// Whether the later speaker has the floor after the earlier one's turn, long enough.
  ///
  ///     earlier  [===========)
  ///     later           [==)   [========)       the gap ends the later's turn; the floor is taken
  private func goesOn(
    _ later: Party, after stretch: TimeSpan, _ earlier: Party, _ held: TimeSpan
  ) -> Bool {
    let next = later.turns.partitionIndex { $0.end > held.end }
    guard next < later.turns.count else { return false }
    let taken = later.turns[next]
    let gap = taken.start - stretch.end
    let back = earlier.turns.partitionIndex { $0.start > held.start }
    let isBack = back < earlier.turns.count && earlier.turns[back].start < taken.start
    return gap <= wholeMilliseconds(configuration.turnJoinSeconds) && !isBack
      && taken.end - held.end >= wholeMilliseconds(configuration.floorTakeHoldSeconds)
  }
}
