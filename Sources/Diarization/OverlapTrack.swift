public import SpeechTimeline

/// How likely two voices speak at once, over the time of a call.
///
/// One value for every `frameMilliseconds`: frame j stands for the milliseconds from 20·j to 20·j + 19.
/// Where no window was looked at (there is no speech near) all values are 0.
public struct OverlapTrack: Hashable, Sendable {
  public static let frameMilliseconds = 20

  /// Probability that two voices speak, in [0, 1]: that of any pair, averaged over the windows that
  /// hold the frame.
  public let overlap: [Float]
  /// Probability that anyone speaks, in [0, 1], in the same frames.
  public let voice: [Float]

  /// How likely one voice speaks briefly into the speech of another that goes on (`Interjections`), in
  /// [0, 1], in the same frames.
  public let interjection: [Float]

  /// - Parameters:
  ///   - overlap: one value a frame.
  ///   - voice: as many.
  ///   - interjection: as many; none at all unless given.
  public init(overlap: [Float], voice: [Float], interjection: [Float]? = nil) {
    let interjection = interjection ?? [Float](repeating: 0, count: overlap.count)
    precondition(
      overlap.count == voice.count && overlap.count == interjection.count,
      "OverlapTrack: \(overlap.count), \(voice.count) and \(interjection.count) frames")
    self.overlap = overlap
    self.voice = voice
    self.interjection = interjection
  }

  /// Frames from the beginning of the call to its end.
  public var frameCount: Int { overlap.count }

  /// The frame that holds `milliseconds`.
  public static func frame(at milliseconds: Int) -> Int { milliseconds / frameMilliseconds }

  /// Where the probability of overlap is above `threshold`, frame by frame: nothing is bridged or
  /// dropped.
  public func timeline(above threshold: Float) -> Timeline {
    Self.timeline(of: overlap, above: threshold)
  }

  /// Where `interjection` is above `threshold`, frame by frame.
  public func interjections(above threshold: Float) -> Timeline {
    Self.timeline(of: interjection, above: threshold)
  }

  private static func timeline(of values: [Float], above threshold: Float) -> Timeline {
    var spans: [TimeSpan] = []
    var start: Int?
    for frame in 0...values.count {
      let isAbove = frame < values.count && values[frame] > threshold
      if isAbove, start == nil { start = frame }
      if !isAbove, let first = start {
        spans.append(TimeSpan(first * frameMilliseconds, frame * frameMilliseconds))
        start = nil
      }
    }
    return Timeline(spans)
  }

  /// Mean probability of overlap in the frames that begin inside `span`; 0 where there is none.
  public func meanOverlap(in span: TimeSpan) -> Float {
    let first = max(0, (span.start + Self.frameMilliseconds - 1) / Self.frameMilliseconds)
    let end = min(
      overlap.count, (span.end + Self.frameMilliseconds - 1) / Self.frameMilliseconds)
    guard first < end else { return 0 }
    var sum: Float = 0
    for frame in first..<end { sum += overlap[frame] }
    return sum / Float(end - first)
  }
}
