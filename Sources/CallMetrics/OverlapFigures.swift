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
