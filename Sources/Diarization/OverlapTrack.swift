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

  /// - Parameters:
  ///   - overlap: one value a frame.
  ///   - voice: as many.
  public init(overlap: [Float], voice: [Float]) {
    precondition(
      overlap.count == voice.count, "OverlapTrack: \(overlap.count) and \(voice.count) frames")
    self.overlap = overlap
    self.voice = voice
  }

  /// Whether every probability is a finite number. Damaged weights give others, which say nothing.
  public var isFinite: Bool {
    overlap.allSatisfy(\.isFinite) && voice.allSatisfy(\.isFinite)
  }

  /// Frames from the beginning of the call to its end.
  public var frameCount: Int { overlap.count }

  /// The frame that holds `milliseconds`.
  public static func frame(at milliseconds: Int) -> Int { milliseconds / frameMilliseconds }

  /// Where the probability of overlap is above `threshold`, frame by frame: nothing is bridged or
  /// dropped.
  public func timeline(above threshold: Float) -> Timeline {
    var spans: [TimeSpan] = []
    var start: Int?
    for frame in 0...overlap.count {
      let isAbove = frame < overlap.count && overlap[frame] > threshold
      if isAbove, start == nil { start = frame }
      if !isAbove, let first = start {
        spans.append(TimeSpan(first * Self.frameMilliseconds, frame * Self.frameMilliseconds))
        start = nil
      }
    }
    return Timeline(spans)
  }
}
