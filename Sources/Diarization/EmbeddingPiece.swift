internal import SpeechTimeline

/// A stretch of a call that the speaker network sees at once, in its output frames.
///
///     speech          [====)      [===========================================)
///     pieces    ├─────[========================]─────┤
///                                        ├─────[==============================]─────┤
///               context        core             context
///
/// There are none where nothing is said. Frame j stands for the 20 ms around `centre(ofFrame: j)`.
struct EmbeddingPiece: Hashable, Sendable {
  /// Frames whose windows are taken from this piece: a window belongs to the piece that holds its middle.
  let core: Range<Int>
  /// Frames that the network sees, from 0; the recording may end before.
  let seen: Range<Int>

  /// Milliseconds from one output frame to the next: two input frames.
  static let frameMilliseconds = 20
  /// 2 s on either side, in frames. What is further away bears on a frame only through the context of
  /// contexts.
  static let context = 100
  /// 30 s, in frames: longer ones pay less for context and take more memory.
  static let longestCore = 1500

  /// Half the 25 ms of the input frame that an output frame is centred on, in whole milliseconds.
  private static let halfFrame = 12

  static func centre(ofFrame frame: Int) -> Int { frame * frameMilliseconds + halfFrame }

  /// The frames whose centres lie in `span`; the nearest where there is none, but never one from `end`
  /// on. `end` is at least 1.
  static func frames(in span: TimeSpan, before end: Int) -> Range<Int> {
    let first = frame(atOrAfter: span.start)
    let last = min(frame(atOrAfter: span.end), end)
    if first < last { return first..<last }
    let nearest = min(max((span.start + span.end) / 2 / frameMilliseconds, 0), end - 1)
    return nearest..<(nearest + 1)
  }

  private static func frame(atOrAfter time: Int) -> Int {
    max(0, (time - halfFrame + frameMilliseconds - 1) / frameMilliseconds)
  }

  /// The pieces that hold all of `speech`, in order of time. Runs closer than two contexts share one:
  /// apart they would be seen twice.
  static func pieces(of speech: Timeline) -> [EmbeddingPiece] {
    speech.bridging(gapsShorterThan: 2 * context * frameMilliseconds).spans.flatMap { stretch in
      let frames = frames(in: stretch, before: .max)
      let count = (frames.count + longestCore - 1) / longestCore
      return (0..<count).map { index in
        let start = frames.lowerBound + frames.count * index / count
        let end = frames.lowerBound + frames.count * (index + 1) / count
        return EmbeddingPiece(
          core: start..<end, seen: max(0, start - context)..<(end + context))
      }
    }
  }
}
