/// Frames of one stream that some layer has still to read, oldest first, in one flat buffer.
///
///            firstFrame              endFrame
///     values ├ zeros │ frame 0, 1, … │ zeros ┤ spare
///            before the beginning    behind the end
///
/// The buffer grows until it holds what the layers need at once and then stays as it is.
struct FrameQueue {
  /// Values of a frame.
  let channels: Int
  /// Frame-major: `channels` values for each frame from `firstFrame` on.
  private(set) var values: [Float] = []
  /// Number of the frame that `values` begins with; negative while zeros before the beginning are held.
  private(set) var firstFrame = 0
  /// Number of the frame after the last that was appended.
  private(set) var endFrame = 0
  /// Zeros before the first frame, in frames.
  private let leadingZeros: Int

  /// - Parameter leadingZeros: as many frames of zeros as any reader looks back behind frame 0.
  init(channels: Int, leadingZeros: Int) {
    self.channels = channels
    self.leadingZeros = leadingZeros
    restart()
  }

  /// A queue of nothing: what stands in for one that is being written to.
  static let none = FrameQueue(channels: 0, leadingZeros: 0)

  /// Goes back to the beginning, memory kept.
  mutating func restart() {
    (firstFrame, endFrame) = (-leadingZeros, 0)
    makeRoom(upTo: 0)
    clear(from: -leadingZeros, to: 0)
  }

  /// Where the frame `frame` begins in `values`.
  func offset(of frame: Int) -> Int { (frame - firstFrame) * channels }

  /// Adds `count` frames, which `write` sets: it gets the buffer and where in it they lie, and finds
  /// old values there.
  mutating func extend(
    by count: Int, _ write: (inout MutableSpan<Float>, Range<Int>) -> Void
  ) {
    makeRoom(upTo: endFrame + count)
    let range = offset(of: endFrame)..<offset(of: endFrame + count)
    var buffer = values.mutableSpan
    write(&buffer, range)
    endFrame += count
  }

  /// Adds frames.
  mutating func append(_ frames: Span<Float>) {
    extend(by: frames.count / channels) { FrameArithmetic.copy(frames, to: &$0, in: $1) }
  }

  /// Adds `count` frames of zeros.
  mutating func append(zeros count: Int) {
    close(withZeros: count)
    endFrame += count
  }

  /// Lets `count` frames of zeros stand behind the last frame without being counted.
  mutating func close(withZeros count: Int) {
    makeRoom(upTo: endFrame + count)
    clear(from: endFrame, to: endFrame + count)
  }

  /// Forgets all frames before `frame`.
  mutating func drop(before frame: Int) {
    let dropped = min(frame, endFrame) - firstFrame
    guard dropped > 0 else { return }
    let kept = (endFrame - firstFrame - dropped) * channels
    values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      // Both ranges lie within the `(endFrame - firstFrame) · channels` values held; `update` moves
      // overlapping ones right.
      base.update(from: base + dropped * channels, count: kept)
    }
    firstFrame += dropped
  }

  private mutating func makeRoom(upTo frame: Int) {
    let missing = offset(of: frame) - values.count
    if missing > 0 { values.append(contentsOf: repeatElement(0, count: missing)) }
  }

  private mutating func clear(from first: Int, to end: Int) {
    for index in offset(of: first)..<offset(of: end) { values[index] = 0 }
  }
}
