/// The context that a layer of a speaker network weighs its output by, from frames of `width` values.
public enum SpeakerContext: Hashable, Sendable {
  /// The network's own: the mean over the whole clip and the mean over the frame's segment of 100 frames,
  /// added. For clips that are one window.
  case clip
  /// Twice the mean over the frames around, which stands for both where windows are cut out of a long clip:
  /// each has its own surroundings. Computed for every `hop` frames, which must go into `frames` an odd
  /// number of times; at the clip's edges over the frames that there are.
  case moving(frames: Int, hop: Int)

  /// Of the network's own pooling over segments.
  static let segment = 100

  /// What dense embeddings are computed with: 75 output frames, the 1.5 s of a window, every 0.1 s.
  public static let dense = SpeakerContext.moving(frames: 75, hop: 5)

  /// Frames that share a context.
  var hold: Int {
    switch self {
    case .clip: Self.segment
    case .moving(_, let hop): hop
    }
  }

  /// Writes a row of context for every `hold` frames.
  ///
  /// - Parameters:
  ///   - frames: `count` rows of `width` values.
  ///   - sums: scratch, a row for every `hold` frames.
  ///   - running: scratch, a row.
  func compute(
    _ frames: [Float], count: Int, width: Int, sums: inout [Float], running: inout [Float],
    into contexts: inout [Float]
  ) {
    Self.sum(frames, count: count, width: width, hold: hold, into: &sums)
    let rows = (count + hold - 1) / hold
    let reach: Int
    switch self {
    case .clip: reach = rows
    case .moving(let length, let hop): reach = (length / hop - 1) / 2
    }
    for index in 0..<width { running[index] = 0 }
    for row in 0..<min(reach, rows) {
      Self.add(row, of: sums, times: 1, width: width, to: &running)
    }
    for row in 0..<rows {
      if row + reach < rows {
        Self.add(row + reach, of: sums, times: 1, width: width, to: &running)
      }
      if row - reach - 1 >= 0 {
        Self.add(row - reach - 1, of: sums, times: -1, width: width, to: &running)
      }
      let covered = min(count, (row + reach + 1) * hold) - max(0, row - reach) * hold
      let own = min(count, (row + 1) * hold) - row * hold
      let isClip = self == .clip
      let runningShare = (isClip ? 1 : 2) / Float(covered)
      let ownShare = isClip ? 1 / Float(own) : 0
      Self.combine(
        running, runningShare, sums, ownShare, row: row, width: width, into: &contexts)
    }
  }

  /// Adds up every `hold` frames.
  private static func sum(
    _ frames: [Float], count: Int, width: Int, hold: Int, into sums: inout [Float]
  ) {
    let frames = frames.span
    var target = sums.mutableSpan
    for frame in 0..<count {
      let row = frame / hold * width
      var channel = 0
      while channel < width {
        let value = frames.lanes(at: frame * width + channel)
        let before = frame % hold == 0 ? Lanes() : target.lanes(at: row + channel)
        target.setLanes(before + value, at: row + channel)
        channel += Lanes.scalarCount
      }
    }
  }

  private static func add(
    _ row: Int, of sums: [Float], times factor: Float, width: Int, to running: inout [Float]
  ) {
    let source = sums.span
    var target = running.mutableSpan
    var channel = 0
    while channel < width {
      target.setLanes(
        target.lanes(at: channel) + source.lanes(at: row * width + channel) * factor, at: channel)
      channel += Lanes.scalarCount
    }
  }

  private static func combine(
    _ running: [Float], _ runningShare: Float, _ sums: [Float], _ ownShare: Float, row: Int,
    width: Int, into contexts: inout [Float]
  ) {
    let all = running.span
    let own = sums.span
    var target = contexts.mutableSpan
    var channel = 0
    while channel < width {
      let place = row * width + channel
      target.setLanes(
        all.lanes(at: channel) * runningShare + own.lanes(at: place) * ownShare, at: place)
      channel += Lanes.scalarCount
    }
  }
}
