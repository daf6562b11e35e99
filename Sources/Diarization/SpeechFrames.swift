internal import SpeechTimeline

/// The frames of a call that the speaker network sees: speech and what is close to it, one after another
/// without the silence between. Frame j stands for the 20 ms around `centre(ofFrame: j)`; its place among
/// those that are seen is its position.
///
///     speech       [====)            [==)
///     frames     ├────────┤        ├──────┤
///     positions  0        8        8      14
struct SpeechFrames: Hashable, Sendable {
  /// Milliseconds from one output frame of the network to the next: two input frames.
  static let frameMilliseconds = 20
  /// Seen on either side of speech, milliseconds. Measured on two-party calls of the telephone: at 100 ms
  /// the fine windows nearest to another voice's centroid than their own are 1.2 %, as with 300 ms and
  /// with all silence kept; 100 takes a tenth less time than 300.
  static let margin = 100
  /// Half the 25 ms of the input frame that an output frame is centred on, in whole milliseconds.
  private static let halfFrame = 12

  /// In order of time; they touch where stretches of speech are just apart, and never share a frame.
  let ranges: [Range<Int>]
  /// Position of the first frame of each range, and the count of all.
  private let offsets: [Int]

  /// - Parameter possible: seen as well, without a margin: it is speech seldom, and next to speech mostly.
  init(of speech: Timeline, possible: Timeline = Timeline()) {
    let near = Timeline(
      speech.spans.map {
        TimeSpan(max(0, $0.start - Self.margin), $0.end + Self.margin)
      }
    ).union(possible)
    ranges = near.spans.map(Self.frames)
    offsets = ranges.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  /// Positions that there are.
  var count: Int { offsets[ranges.count] }

  /// Milliseconds.
  static func centre(ofFrame frame: Int) -> Int { frame * frameMilliseconds + halfFrame }

  /// The frames whose centres lie in `span`; the nearest where there is none.
  static func frames(in span: TimeSpan) -> Range<Int> {
    let first = frame(atOrAfter: span.start)
    let end = frame(atOrAfter: span.end)
    if first < end { return first..<end }
    let nearest = max(0, (span.start + span.end) / 2 / frameMilliseconds)
    return nearest..<(nearest + 1)
  }

  private static func frame(atOrAfter time: Int) -> Int {
    max(0, (time - halfFrame + frameMilliseconds - 1) / frameMilliseconds)
  }

  /// The position of `frame`, or of the next that is seen.
  func position(of frame: Int) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound <= frame { low = middle + 1 } else { high = middle }
    }
    guard low < ranges.count else { return count }
    return offsets[low] + max(0, frame - ranges[low].lowerBound)
  }

  /// The positions of a span of speech.
  func positions(of span: TimeSpan) -> Range<Int> {
    let frames = Self.frames(in: span)
    let first = position(of: frames.lowerBound)
    return first..<(first + frames.count)
  }
}

/// A stretch of positions that the speaker network sees at once.
///
///     ├─────[========================]─────┤
///                              ├─────[========================]─────┤
///     context         core      context
struct EmbeddingPiece: Hashable, Sendable {
  /// A window belongs to the piece that holds its middle.
  let core: Range<Int>
  /// Positions that the network sees.
  let seen: Range<Int>

  /// 1 s on either side. What is further away bears on a frame only through contexts of contexts: 2 s
  /// changed no share of windows nearest to their own voice.
  static let context = 50
  /// 30 s: longer ones pay less for context and take more memory.
  static let longestCore = 1500

  /// All of `count` positions, cut into equal cores, as few as may be.
  static func pieces(of count: Int) -> [EmbeddingPiece] {
    let pieces = (count + longestCore - 1) / longestCore
    return (0..<pieces).map { index in
      let start = count * index / pieces
      let end = count * (index + 1) / pieces
      return EmbeddingPiece(
        core: start..<end, seen: max(0, start - context)..<min(count, end + context))
    }
  }
}
