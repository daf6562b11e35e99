internal import NeuralNets
internal import SpeechTimeline

/// Where the windows lie in which overlap is looked for: as few as hold all speech, none without any.
///
///     speech       [===============================)                       [====)
///     windows   [----------------------)                                 [----------------------)
///                                 [----------------------)
///     margin    |--|               |--|               |--|
///
/// A window answers for its speech up to a margin at both ends, where it sees little of what is around; in
/// unbroken speech the next one begins a hop later, and both are averaged where they meet.
struct OverlapWindows {
  /// Sample at which each begins.
  let starts: [Int]

  /// What the network was trained on.
  static let seconds = 10
  static let sampleCount = seconds * OverlapNetwork.sampleRate
  private static let samplesPerMillisecond = OverlapNetwork.sampleRate / 1000

  /// - Parameters:
  ///   - speech: of the whole call.
  ///   - hopSeconds: from one window to the next in unbroken speech, more than 0, at most 10.
  init(over speech: Timeline, hopSeconds: Double) {
    precondition(
      hopSeconds > 0 && hopSeconds <= Double(Self.seconds), "OverlapWindows: hop of \(hopSeconds) s"
    )
    let hop = max(1, Int((hopSeconds * Double(OverlapNetwork.sampleRate)).rounded()))
    let margin = (Self.sampleCount - hop) / 2
    var starts: [Int] = []
    /// Sample up to which speech has been answered for.
    var reached = 0
    for span in speech.spans {
      var next = max(reached, span.start * Self.samplesPerMillisecond)
      while next < span.end * Self.samplesPerMillisecond {
        let start = max(0, next - margin)
        starts.append(start)
        reached = start + Self.sampleCount - margin
        next = reached
      }
    }
    self.starts = starts
  }
}
